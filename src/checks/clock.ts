import type { Outcome } from '../domain/check.ts'
import { parseInstant } from '../domain/time.ts'
import { type ResponseFacts, skewOf } from './facts.ts'

/** The clock of the IdP less ours, in seconds, as far as one message tells it: the time on the wire is in it. */
function clockOffsetOf({ response, now }: ResponseFacts): number | null {
  const issued = parseInstant(response.issueInstant)
  return issued && Math.round((issued.getTime() - now.getTime()) / 1_000)
}

type Words = Pick<Extract<Outcome, { status: 'fail' }>, 'because' | 'fix' | 'remedy'>

/**
 * Why a time is missed: the IdP's clock, or the lifetime that it gives; and which tolerance would have saved the login.
 * @param instant the time that was missed
 */
export function explainMissed(facts: ResponseFacts, instant: Date | null): Words {
  const offset = clockOffsetOf(facts)
  if (instant === null || offset === null) return {}
  const allowed = skewOf(facts) / 1_000
  const missed = Math.floor(Math.abs(instant.getTime() - facts.now.getTime()) / 1_000) + 1
  const saved = `A tolerance of ${missed} s would have let it in; Flex allows ${allowed} s.`
  if (Math.abs(offset) <= allowed) {
    const because = `By its IssueInstant the message was issued ${describeOffset(offset)}, so the clocks agree and the lifetime is wrong. ${saved}`
    return { because, fix: LIFETIME_FIX, remedy: { side: 'idp', setting: 'lifetime', to: { as: 'told' } } }
  }
  const issued = `By its IssueInstant the message was issued ${describeOffset(offset)}.`
  return { because: [issued, describeHabit(facts, offset), saved].filter(Boolean).join(' ') }
}

const ENOUGH = 3

/** Whether this IdP's clock is always so, by its last genuine logins. */
function describeHabit({ memory: { clockOffsets }, ...facts }: ResponseFacts, offset: number): string | null {
  const median = [...clockOffsets].sort((a, b) => a - b)[Math.floor(clockOffsets.length / 2)]
  if (median === undefined || clockOffsets.length < ENOUGH) return null
  const allowed = skewOf(facts) / 1_000
  const last = `The last ${clockOffsets.length} logins of this IdP`
  if (Math.abs(median) <= allowed)
    return `${last} were on time (${median} s), so this message is old, not the clock wrong.`
  if (Math.abs(median - offset) <= allowed)
    return `${last} were off by about ${Math.abs(median)} s too: its clock is ${median > 0 ? 'ahead' : 'behind'}.`
  return null
}

const LIFETIME_FIX =
  'Let the IdP give assertions a lifetime of some minutes that begins when they are issued (NotBefore, NotOnOrAfter).'

function describeOffset(seconds: number): string {
  if (seconds === 0) return 'at this very second'
  return seconds > 0 ? `${seconds} s after it arrived: the IdP's clock is ahead` : `${-seconds} s before it arrived`
}
