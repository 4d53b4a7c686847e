import { type JudgeAnswer, judgeAnswersOf } from './answers.ts'
import type { Judged } from './ask-judges.ts'
import { failedIn } from './ours.ts'
import { REASONS } from './reasons.ts'
import { type KnownOfMessage, reasonsByRule, untouchedIn } from './rules.ts'

/** An answer of another judge that differs from ours; `why` is null if no reason is known. */
export interface Difference extends JudgeAnswer {
  why: string | null
}

/** How the other judges differ from us about one message, and why. */
export function differencesOf(judged: Judged): Difference[] {
  const reasons = reasonsFor(judged)
  return judgeAnswersOf(judged.ours, judged.theirs)
    .filter(({ ours, theirs }) => ours !== theirs)
    .map((answer) => ({ ...answer, why: reasons.find((reason) => fits(reason, answer))?.why ?? null }))
}

type Explained = Pick<Difference, 'judge' | 'question' | 'theirs' | 'why'>

const fits = (reason: Explained, answer: JudgeAnswer) =>
  (['judge', 'question', 'theirs'] as const).every((key) => reason[key] === answer[key])

/** The answers that a rule explains. */
const RULED = {
  samlify: { question: 'login', theirs: 'accepted' },
  'xml-crypto': { question: 'signature of the Assertion', theirs: 'good' },
  'node-xmllint': { question: 'schema', theirs: 'valid' },
}

function reasonsFor(judged: Judged): Explained[] {
  const given = REASONS.filter(({ of }) => of.includes(judged.trial.mutation.name))
  return [...given, ...reasonsByRule(knownOf(judged)).map(({ judge, why }) => ({ judge, why, ...RULED[judge] }))]
}

const knownOf = ({ trial: { genuine, issued, generation }, ours }: Judged): KnownOfMessage => ({
  failed: failedIn(ours.report),
  ruleSet: generation,
  ...untouchedIn(genuine, issued.xml),
})
