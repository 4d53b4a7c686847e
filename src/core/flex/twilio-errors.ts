import type { Finding } from '../domain/check.ts'
import type { Generation } from '../domain/login.ts'
import type { TwilioError } from '../domain/report.ts'

type Words = (finding: Finding) => string
const received: Words = (finding) => finding.received ?? ''

/**
 * The reasons of a refused message in the order in which java-saml looks for them (its SamlResponse.isValid), in its
 * words. Legacy Flex passes on the first one.
 */
const REASONS: [id: string, words: Words][] = [
  ['version-is-2-0', () => 'Unsupported SAML Version.'],
  ['status-is-success', (finding) => `The status code of the Response was not Success, was ${received(finding)}`],
  ['one-assertion', () => 'SAML Response must contain 1 Assertion.'],
  ['assertion-not-encrypted', () => 'SAML Response must contain 1 Assertion.'],
  ['ids-are-unique', () => 'Duplicated ID. SAML Response rejected'],
  ['signature-structure-is-safe', () => 'Found an unexpected Signature Element. SAML Response rejected'],
  ['ids-are-xml-names', () => 'Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd'],
  ['schema-is-valid', () => 'Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd'],
  ['conditions-are-present', () => 'The Assertion must include a Conditions element'],
  ['not-before-reached', () => 'Could not validate timestamp: not yet valid. Check system clock.'],
  ['not-on-or-after-ahead', () => 'Could not validate timestamp: expired. Check system clock.'],
  ['authn-statement-is-present', () => 'The Assertion must include an AuthnStatement element'],
  [
    'destination-matches-acs',
    (finding) => `The response was received at ${finding.expected} instead of ${received(finding)}`,
  ],
  ['audience-names-entity-id', (finding) => `${finding.expected} is not a valid audience for this Response`],
  ['response-issuer-matches', (finding) => invalidIssuer(finding)],
  ['assertion-issuer-matches', (finding) => invalidIssuer(finding)],
  [
    'session-not-over',
    () => 'The attributes have expired, based on the SessionNotOnOrAfter of the AttributeStatement of this Response',
  ],
  [
    'subject-confirmation-is-bearer',
    () =>
      "A valid SubjectConfirmation was not found on this Response: SubjectConfirmationData doesn't match a valid Recipient",
  ],
  [
    'recipient-matches-acs',
    () =>
      "A valid SubjectConfirmation was not found on this Response: SubjectConfirmationData doesn't match a valid Recipient",
  ],
  [
    'subject-confirmation-in-time',
    () =>
      "A valid SubjectConfirmation was not found on this Response: SubjectConfirmationData doesn't match a valid NotOnOrAfter",
  ],
  [
    'subject-in-response-to-matches',
    () =>
      'A valid SubjectConfirmation was not found on this Response: SubjectConfirmationData has an invalid InResponseTo value',
  ],
  ['assertion-is-signed', () => 'The Assertion of the Response is not signed and the SP requires it'],
  ['response-is-signed', () => 'The Message of the Response is not signed and the SP requires it'],
  ['signing-certificate-is-configured', () => 'Signature validation failed. SAML Response rejected'],
  ['response-signature-valid', () => 'Signature validation failed. SAML Response rejected'],
  ['assertion-signature-valid', () => 'Signature validation failed. SAML Response rejected'],
  ['claims-are-covered-by-signature', () => 'Signature validation failed. SAML Response rejected'],
  ['subject-has-name-id', () => 'An empty NameID value found'],
  ['sp-name-qualifier-matches', () => 'The SPNameQualifier value mismatch the SP entityID value.'],
  ['claims-are-not-repeated', () => 'Found an Attribute element with duplicated Name'],
]

const invalidIssuer: Words = (finding) =>
  `Invalid issuer in the Assertion/Response. Was '${received(finding)}', but expected '${finding.expected}'`

/** Reasons that java-saml does not know, in our words. */
const OWN_REASONS: [id: string, words: Words][] = [
  ['door-matches-connection', (finding) => `The login came through another door than ${finding.expected}`],
  ['assertion-not-replayed', () => 'The assertion was used before'],
  ['name-id-within-limit', (finding) => `The NameID is too long: ${received(finding)}`],
  ['attributes-within-limit', (finding) => `The worker attributes are too large: ${received(finding)}`],
]

const WRONG_DOOR = 'door-is-an-acs'

const UNREADABLE = new Set([
  'posted-with-post-binding',
  'response-within-size-limit',
  'response-field-present',
  'response-is-base64',
  'xml-has-no-doctype',
  'xml-within-limits',
  'xml-is-well-formed',
  'document-is-saml-response',
])

const CLAIMS = new Set([
  'claim-full-name-is-present',
  'claim-email-is-present',
  'claim-roles-is-present',
  'roles-name-a-flex-role',
])

/**
 * The answer of Flex to a refused login. Only the form of 403/70251 and 401/70004 has been observed; the rest is
 * inferred from Twilio's error dictionary.
 * @param causes the failed errors of the report; empty when the login was accepted
 */
export function twilioErrorFor(generation: Generation, sid: string, causes: Finding[]): TwilioError | null {
  if (causes.length === 0) return null
  const wrongDoor = causes.find(({ id }) => id === WRONG_DOOR)
  if (wrongDoor) return notFound(wrongDoor)
  const legacy = legacyError(sid, causes)
  if (generation !== 'enhanced') return legacy
  return { ...legacy, status: 400, code: null, confidence: 'inferred' }
}

/** Twilio documents 20404 for paths that its APIs do not know; that its sign-in hosts answer so too is inferred. */
function notFound(finding: Finding): TwilioError {
  const path = received(finding).replace(/^[A-Z]+ /, '')
  const message = `The requested resource ${path} was not found`
  return { status: 404, code: 20404, flexErrorCode: null, message, confidence: 'inferred' }
}

/** What legacy Flex says of an account without certificate (observed); the realm's SID is made of the account's digits here. */
export const noCertificateFor = (sid: string) => `no valid certificate for identity realm JB${sid.slice(2)}`

function legacyError(sid: string, causes: Finding[]): TwilioError {
  const has = (ids: { has(id: string): boolean }) => causes.some(({ id }) => ids.has(id))
  if (causes.some(({ id }) => id === 'tenant-is-configured')) {
    return {
      status: 403,
      code: 70251,
      flexErrorCode: null,
      message: noCertificateFor(sid),
      confidence: 'observed',
    }
  }
  if (has(UNREADABLE))
    return { status: 400, code: 70002, flexErrorCode: null, message: 'Bad request', confidence: 'inferred' }
  const invalid = reasonIn(REASONS, causes)
  if (invalid !== undefined) return unauthorized(invalid, 'observed')
  if (has(CLAIMS)) {
    const message = 'Bad Saml Response: the response from the Identity Provider is missing necessary attributes'
    return { status: 400, code: 70252, flexErrorCode: 45050, message, confidence: 'inferred' }
  }
  if (causes.some(({ id }) => id === 'claim-types-parse')) {
    return {
      status: 400,
      code: null,
      flexErrorCode: null,
      message: '400 Error invalid attribute format',
      confidence: 'documented',
    }
  }
  return unauthorized(reasonIn(OWN_REASONS, causes) ?? 'the harness could not judge the message', 'inferred')
}

function reasonIn(reasons: [id: string, words: Words][], causes: Finding[]): string | undefined {
  return reasons.flatMap(([id, words]) => causes.filter((cause) => cause.id === id).map(words))[0]
}

function unauthorized(reason: string, confidence: TwilioError['confidence']): TwilioError {
  return { status: 401, code: 70004, flexErrorCode: null, message: `authentication failed: ${reason}`, confidence }
}

/** Whether an error has its own answer; every check that can refuse a login needs one. */
export function isAnswered(id: string): boolean {
  const known = [...REASONS, ...OWN_REASONS].some(([each]) => each === id)
  return (
    known ||
    UNREADABLE.has(id) ||
    CLAIMS.has(id) ||
    [WRONG_DOOR, 'tenant-is-configured', 'claim-types-parse'].includes(id)
  )
}
