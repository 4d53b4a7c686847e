import type { RuleSet } from '../../core/domain/check.ts'
import { HarnessError } from '../../core/errors.ts'
import { createKeyring } from '../idp/keyring.ts'
import { judgeAnswersOf } from './answers.ts'
import { askJudges, JUDGES, type Judged, type Judges } from './ask-judges.ts'
import { type Difference, differencesOf } from './differences.ts'
import { whatIsWrong } from './expected.ts'
import { failedIn, type OurOpinion } from './ours.ts'
import { attackersKey, makeTrial, planTrials, type Trial } from './trial.ts'

/** What is tried, and who is asked. */
export interface SelftestOptions {
  /** Each fault and attack in every hand that it fits and at both generations, instead of in one place. */
  everywhere?: boolean
  /** Only faults and attacks of these names. */
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
  /** What the others said: of signatures, the login, and the schema, null where there was no document to show. */
  theirs: { 'xml-crypto': OurOpinion['signatures']; samlify: 'accepted' | 'refused'; 'node-xmllint': string | null }
  /** What we said and should not have, as sentences. */
  wrong: string[]
  differences: Difference[]
}

/** What came of a selftest. */
export interface SelftestReport {
  schema: 1
  version: string
  /** Whether we said what we must of everything, and every difference has a reason. */
  passed: boolean
  messages: TriedMessage[]
}

/**
 * Tries good responses, faults and attacks on us and on other judges, in this process and a child of it.
 * @throws HarnessError INVALID_REQUEST for a name that there is not
 */
export async function runSelftest({
  everywhere = false,
  only,
  judges,
  version,
}: SelftestOptions): Promise<SelftestReport> {
  // Apart, as every key that an IdP was asked for is trusted from then on, and each costs each judge its time.
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

/** Good responses are always tried: they show what a hand raises by itself. */
function choose(plans: ReturnType<typeof planTrials>, only: readonly string[] | undefined) {
  if (only === undefined) return plans
  const unknown = only.find((name) => !plans.some(({ mutation }) => mutation.name === name))
  if (unknown === undefined)
    return plans.filter(({ kind, mutation }) => kind === 'good' || only.includes(mutation.name))
  const hint = 'docs/faults.md and docs/selftest.md have the names.'
  throw new HarnessError('INVALID_REQUEST', `There is no fault and no attack '${unknown.slice(0, 60)}'.`, hint)
}

/** What fails in a good response of the same hand. */
function ofItself(judged: readonly Judged[], { flavour, generation }: Trial): string[] {
  const good = judged.find(
    ({ trial }) => trial.kind === 'good' && trial.flavour === flavour && trial.generation === generation,
  )
  return good ? failedIn(good.ours.report) : []
}

function describe(judged: Judged, ofItself: readonly string[]): TriedMessage {
  const { trial, ours, theirs } = judged
  const { kind, mutation, flavour, generation } = trial
  const { name, title } = mutation
  return {
    ...{ kind, name, title, product: flavour.id, generation },
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
