import type { Finding } from '../domain/check.ts'
import type { CheckId } from '../domain/check-ids.ts'
import type { Alteration, SignedElement } from '../domain/saml.ts'
import { parseInstant } from '../domain/time.ts'
import { areBrokenByOne, signatureOver } from './broken-signature.ts'
import type { Check, Consequence } from './check.ts'
import { type Facts, skewOf } from './facts.ts'

const SIGNED: [of: CheckId, over: SignedElement][] = [
  ['response-signature-valid', 'Response'],
  ['assertion-signature-valid', 'Assertion'],
]

/**
 * A value that is wrong only because the message was changed after it was signed.
 * @param names what forensics calls this value
 */
export const alteredAfterSigning = (...names: string[]): Consequence[] =>
  SIGNED.map(([of, over]) => ({ of, holds: (echo, _origin, facts) => isAlteredValue(echo, facts, over, names) }))

function isAlteredValue({ difference }: Finding, facts: Facts, over: SignedElement, names: string[]): boolean {
  const { alteration, detail } = signatureOver(facts, over)?.forensics ?? { alteration: null, detail: null }
  if (alteration === 'value-replaced') return names.includes(detail?.split(':')[0] ?? '')
  return isPadding(alteration) && difference === 'only white space around it differs'
}

const isPadding = (alteration: Alteration | null) => alteration === 'pretty-printed' || alteration === 'values-padded'

/** Both checks received the same value. */
export const isSameValue: Consequence['holds'] = (echo, origin) => echo.received === origin.received

/** One change broke the signatures of Response and Assertion. */
export const isBrokenByTheSame: Consequence['holds'] = (_echo, _origin, facts) => areBrokenByOne(facts)

const IN_STATUS = /^Element '\{[^}]*:protocol\}Status/
const STATUS_AWAITED = /:protocol\}Status[ ,)]/

/** A status has schema faults of its own; for a missing one, the schema reports the element found instead. */
export function schemaSpeaksOfStatus(echo: Finding, origin: Finding, facts: Facts): boolean {
  return schemaSpeaksOf(facts.response?.status ? IN_STATUS : STATUS_AWAITED)(echo, origin, facts)
}

/** The schema reports the missing Issuer. */
export const isIssuerMissedBySchema: Consequence['holds'] = (echo, origin, facts) =>
  echo.received === 'no Issuer' && schemaSpeaksOf(/:assertion\}Issuer/)(echo, origin, facts)

/** Whether every fault is about one thing. */
export function schemaSpeaksOf(subject: RegExp): Consequence['holds'] {
  return (_echo, _origin, { message: { schemaFaults } }) =>
    schemaFaults.every(({ about, message }) => about !== 'structure' || subject.test(message))
}

/** A value that is not a time breaks the schema, which java-saml validates before it compares times. */
export function isNoTime({ received }: Finding, _origin: Finding, { message: { schemaFaults } }: Facts): boolean {
  return parseInstant(received) === null && schemaFaults.some(({ message }) => message.includes(`'${received}'`))
}

/** Both start too late, or both end too early. */
export function isMissedAlike(echo: Finding, origin: Finding): boolean {
  const nameOf = ({ location }: Finding) => location?.split('@').at(-1)
  return nameOf(echo) === nameOf(origin) && [echo, origin].every(({ received }) => parseInstant(received) !== null)
}

/** In an old message, or one from a wrong clock, every time is wrong. */
export function isOldOrByClock(_echo: Finding, _origin: Finding, facts: Facts): boolean {
  const issued = parseInstant(facts.response?.issueInstant ?? null)
  return issued !== null && Math.abs(issued.getTime() - facts.now.getTime()) > skewOf(facts)
}

/** Without a tenant, its URLs are unknown. */
export function namesNoTenant(_echo: Finding, _origin: Finding, { settings }: Facts): boolean {
  return settings.sid === ''
}

/** An IdP also writes the URL to which it posts into the message. */
export function namesMisdirectedUrl(echo: Finding, origin: Finding, facts: Facts): boolean {
  const [, path] = /^https?:\/\/[^/?]+([^?]*)/i.exec(echo.received ?? '') ?? []
  const reached = facts.posted.reached.path.split('?')[0]
  return namesNoTenant(echo, origin, facts) || (path !== undefined && (path || '/') === reached)
}

/** One cause gives one failed error: a consequence is not run, and names its cause. The login is still rejected. */
export function suppressConsequences(findings: Finding[], checks: readonly Check[], facts: Facts): Finding[] {
  const failed = new Map(findings.filter(isFailedError).map((finding) => [finding.id, finding]))
  if (failed.size < 2) return findings
  const recordOf = new Map(checks.map((check) => [check.id, check]))
  return findings.map((finding) => {
    if (!failed.has(finding.id)) return finding
    const [origin] = (recordOf.get(finding.id)?.consequenceOf ?? []).flatMap(({ of, holds }) => {
      const other = failed.get(of)
      return other && holds(finding, other, facts) ? [other] : []
    })
    return origin ? silence(finding, origin) : finding
  })
}

const isFailedError = ({ severity, status }: Finding) => severity === 'error' && status === 'fail'

function silence(finding: Finding, origin: Finding): Finding {
  const silent = { blockedBy: origin.id, because: `Same cause as: ${origin.title}.` }
  const nothing = { expected: null, received: null, difference: null, location: null, fix: null }
  return { ...finding, status: 'not-run', ...silent, ...nothing }
}
