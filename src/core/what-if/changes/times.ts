import { parseInstant } from '../../domain/time.ts'
import type { JudgedCase } from '../../judge/inspect.ts'
import { supposeAssertion } from '../hypothetical.ts'
import { assertionOf, FAR_AHEAD, type ProposedChange } from './change.ts'

/** The clock of the IdP, estimated from one message. */
const issuedAt = ({ message: { response } }: JudgedCase) => parseInstant(response?.issueInstant ?? null)

/** A message that claims to be at most this old or young was issued for this login. */
const A_LOGIN_MS = 180_000

/** Changes to clock, lifetime and session. */
export const TIMES: ProposedChange[] = [
  {
    setting: 'session',
    side: 'idp',
    cures: ['session-not-over'],
    describe: (judged) => {
      const ends = assertionOf(judged)?.authnStatements.flatMap(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter ?? [])
      return { from: ends?.join(', ') || null, to: 'none, or 8 to 10 hours ahead' }
    },
    apply: (judged) =>
      supposeAssertion(judged, ({ authnStatements }) => ({
        authnStatements: authnStatements.map((each) => ({ ...each, sessionNotOnOrAfter: null })),
      })),
  },
  {
    setting: 'lifetime',
    side: 'idp',
    cures: ['not-before-reached', 'not-on-or-after-ahead', 'subject-confirmation-in-time'],
    describe: (judged) => {
      const issued = issuedAt(judged)
      const { notBefore, notOnOrAfter } = assertionOf(judged)?.conditions ?? {}
      if (issued === null || Math.abs(issued.getTime() - judged.now.getTime()) > A_LOGIN_MS) return null
      const from = `from ${notBefore ?? 'no NotBefore'} until ${notOnOrAfter ?? 'no NotOnOrAfter'}`
      return { from, to: `a few minutes around its IssueInstant, ${issued.toISOString()}` }
    },
    apply: (judged) =>
      supposeAssertion(judged, ({ conditions, confirmations }) => ({
        conditions: conditions && { ...conditions, notBefore: null, notOnOrAfter: null },
        confirmations: confirmations.map(({ method, data }) => ({
          method,
          data: data && { ...data, notBefore: null, notOnOrAfter: FAR_AHEAD },
        })),
      })),
  },
  {
    setting: 'clock',
    side: 'idp',
    cures: ['not-before-reached', 'not-on-or-after-ahead', 'subject-confirmation-in-time', 'session-not-over'],
    describe: (judged) => {
      const issued = issuedAt(judged)
      if (issued === null) return null
      const seconds = Math.round((issued.getTime() - judged.now.getTime()) / 1_000)
      const from = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind, or the message is that old'}`
      return { from, to: 'the right time (NTP)' }
    },
    apply: (judged) => ({ ...judged, now: issuedAt(judged) ?? judged.now }),
  },
]
