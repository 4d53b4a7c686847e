import type { RuleSet } from '../../core/domain/check.ts'
import { HarnessError } from '../../core/errors.ts'
import { createKeyring } from '../idp/keyring.ts'
import { judgeAnswersOf } from './answers.ts'
import { askJudges, JUDGES, type Judged, type Judges } from './ask-judges.ts'
import { type Difference, differencesOf } from './differences.ts'
import { whatIsWrong } from './expected.ts'
import { failedIn, type OurOpinion } from './ours.ts'
import { attackersKey, makeTrial, planTrials, type Trial } from './trial.ts'

/** What is tried, and which judges are asked. */
export interface SelftestOptions {
  /** Each fault and attack in every response style that it fits and for both generations, instead of in only one of them. */
  everywhere?: boolean
  /** Only faults and attacks with these names. */
  only?: readonly string[]
  judges?: Partial<Judges>
  version: string
}

/** One message that was tried. */
export interface TriedMessage {
  kind: Trial['kind']
  name: string
  title: string
  product: string
  generation: RuleSet
  ours: { outcome: 'accepted' | 'rejected'; failed: string[]; signatures: OurOpinion['signatures'] }
  /** What the others said about signatures, the login and the schema; null if there was no document. */
  theirs: { 'xml-crypto': OurOpinion['signatures']; samlify: 'accepted' | 'refused'; 'node-xmllint': string | null }
  /** What we got wrong, as sentences. */
  wrong: string[]
  differences: Difference[]
}

/** The result of a selftest. */
export interface SelftestReport {
  schema: 1
  version: string
  /** Whether we judged every message correctly and every difference has a reason. */
  passed: boolean
  messages: TriedMessage[]
}

/**
 * Tries good responses, faults and attacks on us and on other judges, in this process and a child process.
 * @throws HarnessError INVALID_REQUEST for an unknown name
 */
export async function runSelftest({
  everywhere = false,
  only,
  judges,
  version,
}: SelftestOptions): Promise<SelftestReport> {
  // Separate IdPs, because an IdP trusts every key it has ever used, and each key costs each judge time.
  const [keyring, oddKeyring] = [createKeyring(), createKeyring()]
  const attacker = await attackersKey(oddKeyring)
  const plans = choose(planTrials(everywhere), only)
  const trials: Trial[] = []
  for (const plan of plans)
    trials.push(await makeTrial(plan, plan.mutation.key ? oddKeyring : keyring, attacker, new Date()))
  const judged = await askJudges(trials, { ...JUDGES, ...judges }, version)
  const messages = judged.map((each) => describe(each, ofItself(judged, each.trial)))
  const passed = messages.every(({ wrong, differences }) => wrong.length === 0 && differences.every(({ why }) => why))
  return { schema: 1, version, passed, messages }
}

/** Good responses are always tried: they show what a response style raises without a fault. */
function choose(plans: ReturnType<typeof planTrials>, only: readonly string[] | undefined) {
  if (only === undefined) return plans
  const unknown = only.find((name) => !plans.some(({ mutation }) => mutation.name === name))
  if (unknown === undefined)
    return plans.filter(({ kind, mutation }) => kind === 'good' || only.includes(mutation.name))
  const hint = 'The names are listed in docs/faults.md and docs/selftest.md.'
  throw new HarnessError('INVALID_REQUEST', `'${unknown.slice(0, 60)}' is not a known fault or attack.`, hint)
}

/** What fails in a good response of the same style. */
function ofItself(judged: readonly Judged[], { style, generation }: Trial): string[] {
  const good = judged.find(
    ({ trial }) => trial.kind === 'good' && trial.style === style && trial.generation === generation,
  )
  return good ? failedIn(good.ours.report) : []
}

function describe(judged: Judged, ofItself: readonly string[]): TriedMessage {
  const { trial, ours, theirs } = judged
  const { kind, mutation, style, generation } = trial
  const { name, title } = mutation
  return {
    ...{ kind, name, title, product: style.id, generation },
    ours: { outcome: ours.report.outcome, failed: failedIn(ours.report), signatures: ours.signatures },
    theirs: {
      'xml-crypto': theirs.signatures,
      samlify: theirs.login ? 'accepted' : 'refused',
      'node-xmllint': judgeAnswersOf(ours, theirs).find(({ judge }) => judge === 'node-xmllint')?.theirs ?? null,
    },
    wrong: whatIsWrong(trial, ours, ofItself),
    differences: differencesOf(judged),
  }
}
