import type { Finding, Severity } from '../domain/check.ts'
import { saysUnverified } from '../domain/headline.ts'
import type { Report, TwilioError } from '../domain/report.ts'
import { productOf } from '../products/index.ts'

/** A label and its text; null if there is none. */
export type Row = [name: string, text: string | null]

const failed = (wanted: Severity) => (finding: Finding) => finding.status === 'fail' && finding.severity === wanted
const crashed = ({ status }: Finding) => status === 'crashed'

/** Worst first. */
const RANKS = [failed('error'), crashed, failed('warning'), failed('notice')]

/** What was found, worst first: failed errors, what crashed, warnings, notices. */
export function faultsOf(findings: Finding[]): Finding[] {
  return RANKS.flatMap((rank) => findings.filter(rank))
}

/** The severity of a finding; a crash counts as an error. */
export function rankOf({ status, severity }: Finding): Severity {
  return status === 'crashed' ? 'error' : severity
}

/** `1 error, 2 warnings`: the number of findings of each rank. */
export function countFaults(findings: Finding[]): string {
  const counts = countBy(faultsOf(findings), rankOf)
  return [...counts].map(([rank, count]) => `${count} ${rank}${count === 1 ? '' : 's'}`).join(', ')
}

/** `69 checks: 61 pass, 2 fail, 6 not-applicable`. */
export function countStatuses(findings: Finding[]): string {
  const counts = countBy(findings, ({ status }) => status)
  return `${findings.length} checks: ${[...counts].map(([status, count]) => `${count} ${status}`).join(', ')}`
}

/** The checks that did not run: one sentence for each cause. */
export function notRunOf(findings: Finding[]): string[] {
  const waiting = findings.filter(({ status }) => status === 'not-run')
  const counts = countBy(waiting, ({ blockedBy }) => blockedBy ?? 'another check')
  return [...counts].map(([id, count]) => `${count} ${count === 1 ? 'check' : 'checks'} did not run because of ${id}.`)
}

function countBy<T, K>(items: T[], keyOf: (item: T) => K): Map<K, number> {
  const counts = new Map<K, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

/** `accepted`, `rejected`, or `not verified` if no signature could be verified. */
export const verdictOf = ({ outcome, headline }: Report) => (saysUnverified(headline) ? 'not verified' : outcome)

/** The tenant of a login: `legacy AC…`. */
export function tenantOf({ generation, connection, account }: Report): string {
  return `${generation} ${connection ?? (account || 'unknown tenant')}`
}

/** What is known about the login apart from the findings. */
export function factsOf({ receivedAt, judged, idp, subject, flexVerdict, twilioError }: Report): Row[] {
  const { id, name } = productOf(idp.product)
  return [
    ['Received', receivedAt],
    ['Judged', `at ${judged.now} ± ${judged.clockSkewSeconds} s, signature policy ${judged.signaturePolicy}`],
    ['IdP', id === 'generic' ? null : [name, idp.evidence.join('; ')].filter(Boolean).join(': ')],
    ['Issuer', idp.issuer],
    ['NameID', subject.nameId && `${subject.nameId}${subject.verified ? '' : ' (not verified)'}`],
    ['Twilio', twilioError && answerOf(twilioError, flexVerdict)],
  ]
}

/** Its own words are only a promise if Flex is known to reject the login. */
function answerOf({ status, code, message }: TwilioError, flexVerdict: Report['flexVerdict']): string {
  const answer = [status, code, message].filter(Boolean).join(' ')
  return flexVerdict === 'rejected' ? `would answer ${answer}` : `if it rejects the login, it answers ${answer}`
}

/** The details of a finding in addition to its sentence, starting with the fix. */
export function detailsOf(finding: Finding): Row[] {
  const { id, expected, received, difference, because, location, fix, confidence, reference } = finding
  return [
    ['fix', fix],
    ['expected', expected],
    ['received', received],
    ['differs', difference],
    ['why', because],
    ['where', location],
    ['check', `${id}, ${authorityOf(finding)} (${confidence}): ${reference.document} ${reference.section}`],
  ]
}

/** On whose account a check is made. Only an error is a requirement of SAML or security. */
const authorityOf = ({ enforcedBy, severity }: Finding) =>
  enforcedBy === 'standard' && severity !== 'error' ? 'recommended' : `required by ${ENFORCERS[enforcedBy]}`

const ENFORCERS = {
  flex: 'Flex',
  policy: "the connection's signature policy",
  standard: 'SAML or general security',
}
