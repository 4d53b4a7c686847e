import type { Finding } from '../domain/check.ts'
import type { CheckId } from '../domain/check-ids.ts'
import type { Alteration, SignedElement } from '../domain/saml.ts'
import { parseInstant } from '../domain/time.ts'
import { areBrokenByOne, signatureOver } from './broken-signature.ts'
import { type Facts, skewOf } from './facts.ts'

/** A failed error that only says what another failed error says already. */
interface Echo {
  id: CheckId
  of: CheckId
  holds(echo: Finding, origin: Finding, facts: Facts): boolean
}

const DOOR = 'door-is-an-acs'
const TIMES: CheckId[] = [
  'not-before-reached',
  'not-on-or-after-ahead',
  'subject-confirmation-in-time',
  'session-not-over',
]

/** Checks that compare a value which stands twice in a message, by the name that forensics has for it. */
const COMPARED: Record<string, CheckId> = {
  Destination: 'destination-matches-acs',
  Recipient: 'recipient-matches-acs',
  InResponseTo: 'subject-in-response-to-matches',
  'InResponseTo of the subject': 'subject-in-response-to-matches',
  'Issuer of the response': 'response-issuer-matches',
  'Issuer of the assertion': 'assertion-issuer-matches',
}
const ONCE_COMPARED = [...new Set(Object.values(COMPARED))]
const SIGNED = { 'response-signature-valid': 'Response', 'assertion-signature-valid': 'Assertion' } as const

/** A value that is wrong only because of what was done to the message after it was signed. */
const ALTERED: Echo[] = (Object.keys(SIGNED) as (keyof typeof SIGNED)[]).flatMap((of) =>
  ONCE_COMPARED.map((id) => ({ id, of, holds: (echo, _origin, facts) => isAlteredValue(echo, facts, SIGNED[of]) })),
)

function isAlteredValue({ id, difference }: Finding, facts: Facts, over: SignedElement): boolean {
  const { alteration, detail } = signatureOver(facts, over)?.forensics ?? { alteration: null, detail: null }
  if (alteration === 'value-replaced') return COMPARED[detail?.split(':')[0] ?? ''] === id
  return isPadding(alteration) && difference === 'only white space around it differs'
}

const isPadding = (alteration: Alteration | null) => alteration === 'pretty-printed' || alteration === 'values-padded'

/** What java-saml looks at first stands for both; it looks at the schema before it looks at times. */
const CONSEQUENCES: Echo[] = [
  ...ALTERED,
  {
    id: 'assertion-issuer-matches',
    of: 'response-issuer-matches',
    holds: (echo, origin) => echo.received === origin.received,
  },
  {
    id: 'assertion-issuer-matches',
    of: 'schema-is-valid',
    holds: (echo, origin, facts) =>
      echo.received === 'no Issuer' && schemaSpeaksOf(/:assertion\}Issuer/)(echo, origin, facts),
  },
  {
    id: 'schema-is-valid',
    of: 'version-is-2-0',
    holds: schemaSpeaksOf(/^Element '[^']*'(, attribute 'Version'|: The attribute 'Version' is required)/),
  },
  { id: 'schema-is-valid', of: 'status-is-success', holds: schemaSpeaksOfStatus },
  { id: 'schema-is-valid', of: 'signature-structure-is-safe', holds: schemaSpeaksOf(/^Element '\{[^}]*xmldsig#\}/) },
  {
    id: 'assertion-signature-valid',
    of: 'response-signature-valid',
    holds: (_echo, _origin, facts) => areBrokenByOne(facts),
  },
  ...TIMES.map((id): Echo => ({ id, of: 'schema-is-valid', holds: isNoTime })),
  ...(['not-before-reached', 'not-on-or-after-ahead'] as const).map(
    (of): Echo => ({ id: 'subject-confirmation-in-time', of, holds: isMissedAlike }),
  ),
  { id: 'session-not-over', of: 'not-on-or-after-ahead', holds: isOldOrByClock },
  {
    id: 'recipient-matches-acs',
    of: 'destination-matches-acs',
    holds: (echo, origin) => echo.received === origin.received,
  },
  ...(['destination-matches-acs', 'recipient-matches-acs'] as const).map(
    (id): Echo => ({ id, of: DOOR, holds: namesWrongDoor }),
  ),
  ...(['audience-names-entity-id', 'sp-name-qualifier-matches'] as const).map(
    (id): Echo => ({ id, of: DOOR, holds: namesNoTenant }),
  ),
]

const IN_STATUS = /^Element '\{[^}]*:protocol\}Status/
const STATUS_AWAITED = /:protocol\}Status[ ,)]/

/** A status that is there has faults of its own; one that is not is missed at what stands in its place. */
function schemaSpeaksOfStatus(echo: Finding, origin: Finding, facts: Facts): boolean {
  return schemaSpeaksOf(facts.response?.status ? IN_STATUS : STATUS_AWAITED)(echo, origin, facts)
}

/** Whether every fault is about one thing. */
function schemaSpeaksOf(subject: RegExp): Echo['holds'] {
  return (_echo, _origin, { message: { schemaFaults } }) =>
    schemaFaults.every(({ about, message }) => about !== 'structure' || subject.test(message))
}

function isNoTime({ received }: Finding, _origin: Finding, { message: { schemaFaults } }: Facts): boolean {
  return parseInstant(received) === null && schemaFaults.some(({ message }) => message.includes(`'${received}'`))
}

/** Both begin too late, or both end too early. */
function isMissedAlike(echo: Finding, origin: Finding): boolean {
  const nameOf = ({ location }: Finding) => location?.split('@').at(-1)
  return nameOf(echo) === nameOf(origin) && [echo, origin].every(({ received }) => parseInstant(received) !== null)
}

/** A message that is old, or made by a wrong clock, misses every time in it. */
function isOldOrByClock(_echo: Finding, _origin: Finding, facts: Facts): boolean {
  const issued = parseInstant(facts.response?.issueInstant ?? null)
  return issued !== null && Math.abs(issued.getTime() - facts.now.getTime()) > skewOf(facts)
}

/** Without a tenant nothing is expected of its URLs. */
function namesNoTenant(_echo: Finding, _origin: Finding, { settings }: Facts): boolean {
  return settings.sid === ''
}

/** An IdP writes the URL to which it posts into the message too. */
function namesWrongDoor(echo: Finding, origin: Finding, facts: Facts): boolean {
  const [, path] = /^https?:\/\/[^/?]+([^?]*)/i.exec(echo.received ?? '') ?? []
  const reached = facts.posted.reached.path.split('?')[0]
  return namesNoTenant(echo, origin, facts) || (path !== undefined && (path || '/') === reached)
}

/** One root cause gives one failed error: an echo did not run, and says what it repeats. The login stays refused. */
export function suppressConsequences(findings: Finding[], facts: Facts): Finding[] {
  const failed = new Map(findings.filter(isFailedError).map((finding) => [finding.id, finding]))
  if (failed.size < 2) return findings
  return findings.map((finding) => {
    const echo = CONSEQUENCES.find(({ id, of, holds }) => {
      const origin = id === finding.id && failed.has(id) ? failed.get(of) : undefined
      return origin !== undefined && holds(finding, origin, facts)
    })
    return echo ? silence(finding, failed.get(echo.of)) : finding
  })
}

const isFailedError = ({ severity, status }: Finding) => severity === 'error' && status === 'fail'

function silence(finding: Finding, origin: Finding | undefined): Finding {
  const silent = { blockedBy: origin?.id ?? null, because: `It is the same fault as: ${origin?.title}.` }
  const nothing = { expected: null, received: null, difference: null, location: null, fix: null }
  return { ...finding, status: 'not-run', ...silent, ...nothing }
}
