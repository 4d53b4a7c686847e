import type { Outcome } from '../domain/check.ts'
import { parseInstant } from '../domain/time.ts'
import { fail, pass } from './check.ts'
import { type ResponseFacts, skewOf } from './facts.ts'
import { judgeWindow, type TimeWindow } from './time-window.ts'

/** The IdP's clock minus ours, in seconds, estimated from one message; it includes the time of transport. */
function clockOffsetOf({ response, now }: ResponseFacts): number | null {
  const issued = parseInstant(response.issueInstant)
  return issued && Math.round((issued.getTime() - now.getTime()) / 1_000)
}

interface WindowWords {
  /** The element that has the two attributes. */
  location: string
  /** What NotBefore is expected to be: `at most` a time, or `not after` it. */
  begins: string
  /** Whether a missing NotOnOrAfter fails. */
  mustEnd?: true
}

/** Judges NotBefore and NotOnOrAfter of an element. */
export function judgeTimes(facts: ResponseFacts, window: TimeWindow, words: WindowWords): Outcome {
  const until = words.mustEnd ? (window.until ?? '') : window.until
  const missed = judgeWindow({ from: window.from, until }, facts.now, skewOf(facts))
  if (missed === null) return pass()
  const [now, seconds] = [facts.now.toISOString(), skewOf(facts) / 1_000]
  return fail({
    expected: missed === 'from' ? `${words.begins} ${now} and ${seconds} s` : `after ${now} less ${seconds} s`,
    received: window[missed] ?? 'no NotOnOrAfter',
    location: `${words.location}/@${missed === 'from' ? 'NotBefore' : 'NotOnOrAfter'}`,
    ...explainMissed(facts, window[missed]),
  })
}

type Words = Pick<Extract<Outcome, { status: 'fail' }>, 'because' | 'fix' | 'remedy'>

/**
 * Why the current time is outside the window: the format, the IdP's clock or the lifetime; and the tolerance that would
 * have accepted the login.
 * @param text the bound that was missed; null if there is none
 */
function explainMissed(facts: ResponseFacts, text: string | null): Words {
  const [offset, instant] = [clockOffsetOf(facts), parseInstant(text)]
  if (text === null) return ABSENT
  if (instant === null) return UNREADABLE
  if (offset === null) return {}
  const allowed = skewOf(facts) / 1_000
  const missed = Math.floor(Math.abs(instant.getTime() - facts.now.getTime()) / 1_000) + 1
  const saved = `It would pass with a tolerance of ${missed} s; Flex allows ${allowed} s.`
  if (Math.abs(offset) <= allowed) {
    const because = `According to its IssueInstant, the message was issued ${describeOffset(offset)}, so the clocks agree and the lifetime is wrong. ${saved}`
    return { because, fix: LIFETIME_FIX, remedy: { side: 'idp', setting: 'lifetime', to: { as: 'described' } } }
  }
  const issued = `According to its IssueInstant, the message was issued ${describeOffset(offset)}.`
  return { because: [issued, describeHabit(facts, offset), saved].filter(Boolean).join(' ') }
}

const ENOUGH = 3

/** Whether this IdP's clock was off in its last genuine logins too. */
function describeHabit({ memory: { clockOffsets }, ...facts }: ResponseFacts, offset: number): string | null {
  const median = [...clockOffsets].sort((a, b) => a - b)[Math.floor(clockOffsets.length / 2)]
  if (median === undefined || clockOffsets.length < ENOUGH) return null
  const allowed = skewOf(facts) / 1_000
  const last = `The last ${clockOffsets.length} logins of this IdP`
  if (Math.abs(median) <= allowed)
    return `${last} were on time (${median} s), so the message is old; the clock is right.`
  if (Math.abs(median - offset) <= allowed)
    return `${last} were also off by about ${Math.abs(median)} s: its clock is ${median > 0 ? 'ahead' : 'behind'}.`
  return null
}

const TIME_FORM: Pick<Words, 'remedy'> = { remedy: { side: 'idp', setting: 'protocol', to: { as: 'described' } } }
const ABSENT: Words = { ...TIME_FORM, fix: 'Configure the IdP to send a NotOnOrAfter a few minutes ahead.' }
const UNREADABLE: Words = {
  ...TIME_FORM,
  because: 'It is not a valid SAML time.',
  fix: 'Configure the IdP to write times in UTC, in the SAML format: 2026-12-01T10:05:00Z.',
}

const LIFETIME_FIX =
  'Configure the IdP to give assertions a lifetime of a few minutes, starting when they are issued (NotBefore, NotOnOrAfter).'

function describeOffset(seconds: number): string {
  if (seconds === 0) return 'in the same second as it arrived'
  return seconds > 0 ? `${seconds} s after it arrived: the IdP's clock is ahead` : `${-seconds} s before it arrived`
}
