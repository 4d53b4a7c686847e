import { CHECKS } from '../checks/index.ts'
import type { Finding } from '../domain/check.ts'
import type { Report } from '../domain/report.ts'
import { NAME_ID_FORMAT } from '../domain/saml-names.ts'
import type { AttributeValue } from '../domain/worker.ts'

/** One difference between two Reports; null if that side has no value. */
export interface ReportDifference {
  /** The place in a Report, by names: `outcome`, `findings.audience-names-entity-id.received`, `claims.roles.values` … */
  what: string
  a: AttributeValue
  b: AttributeValue
}

type Fact = [what: string, value: AttributeValue]

/**
 * The differences between two logins that matter: verdict, settings, findings, issuer, signatures, subject, claims and
 * worker. What is new in every login (IDs, times, signature values) is not compared.
 */
export function diffReports(a: Report, b: Report): ReportDifference[] {
  const sectionsOfB = sectionsOf(b)
  return sectionsOf(a).flatMap((facts, index) => diffFacts(new Map(facts), new Map(sectionsOfB[index])))
}

function diffFacts(factsOfA: Map<string, AttributeValue>, factsOfB: Map<string, AttributeValue>): ReportDifference[] {
  const names = new Set([...factsOfA.keys(), ...factsOfB.keys()])
  const compared = [...names].map((what) => ({ what, a: factsOfA.get(what) ?? null, b: factsOfB.get(what) ?? null }))
  return compared.filter(({ a, b }) => JSON.stringify(a) !== JSON.stringify(b))
}

/** What is compared, as lists of facts in the order in which differences are reported. */
function sectionsOf(report: Report): Fact[][] {
  const { twilioError, judged, subject, worker } = report
  return [
    pick('', report, [
      'outcome',
      'flexVerdict',
      'headline',
      'generation',
      'account',
      'connection',
      'initiatedBy',
      'relayState',
    ]),
    pick('twilioError.', twilioError, ['status', 'code', 'flexErrorCode']),
    pick('judged.', judged, ['version', 'clockSkewSeconds', 'signaturePolicy', 'acs', 'audience']),
    pick('idp.', report.idp, ['product', 'issuer']),
    report.findings.flatMap(factsOfFinding),
    report.signatures.flatMap(({ over, certificate, ...signature }) => [
      ...pick(`signatures.${over}.`, signature, ['valid', 'algorithm', 'digest']),
      ...pick(`signatures.${over}.certificate.`, certificate, ['sha256']),
    ]),
    pick(
      'subject.',
      subject,
      subject.format === NAME_ID_FORMAT.transient ? ['format', 'verified'] : ['nameId', 'format', 'verified'],
    ),
    factsOfClaims(report.claims),
    pick('worker.', worker, ['friendlyName']),
    Object.entries(worker?.attributes ?? {}).map(([name, value]): Fact => [`worker.attributes.${name}`, value]),
  ]
}

/** A NameID of this format differs in every login. */

function pick<T extends object>(prefix: string, object: T | null, names: (keyof T & string)[]): Fact[] {
  return names.map((name) => [prefix + name, (object?.[name] as AttributeValue | undefined) ?? null])
}

/** Checks whose findings contain a time or an ID of the login. Only their status is compared. */
const OF_ONE_LOGIN = new Set(CHECKS.filter(({ tellsOfOneLogin }) => tellsOfOneLogin).map(({ id }) => id))

function factsOfFinding(finding: Finding): Fact[] {
  const compared = OF_ONE_LOGIN.has(finding.id) ? [] : (['expected', 'received'] as const)
  return pick(`findings.${finding.id}.`, finding, ['status', 'severity', ...compared])
}

/** Claims by name; the values of several claims with the same name are joined in the order of the message. */
function factsOfClaims(claims: Report['claims']): Fact[] {
  const names = new Set(claims.map(({ name }) => name))
  return [...names].flatMap((name) => {
    const same = claims.filter((claim) => claim.name === name)
    return [
      [`claims.${name}.values`, same.flatMap(({ values }) => values)],
      [`claims.${name}.mappedTo`, same.at(-1)?.mappedTo ?? null],
    ] satisfies Fact[]
  })
}
