import type { Finding } from '../domain/check.ts'
import type { Generation } from '../domain/login.ts'
import type { TwilioError } from '../domain/report.ts'

/** Stages before a message is judged: the path, the tenant, and whether it can be read. */
const BEFORE = ['path', 'tenant', 'reading'] as const

/** The stages of java-saml, in its order (SamlResponse.isValid, then the reading of NameID and attributes). */
const JAVA_SAML = [
  'version',
  'status',
  'number of assertions',
  'unique ids',
  'signed elements',
  'schema',
  'conditions',
  'timestamps',
  'authn statement',
  'destination',
  'audience',
  'issuer',
  'session',
  'subject confirmation',
  'signed assertion',
  'signed message',
  'signature',
  'name id',
  'attribute names',
] as const

/** What Flex checks in a message that java-saml accepts. */
const CLAIMS = ['claims', 'claim types'] as const

/** What java-saml does not check; the messages are our own. */
const OWN = ['endpoint', 'replay', 'size of the name', 'size of the attributes'] as const

/** All stages in order. Flex answers with the first one that rejects the message. */
const STAGES = [...BEFORE, ...JAVA_SAML, ...CLAIMS, ...OWN] as const

/** The stage at which a failed check rejects the message, and the message if the stage has none of its own. */
export type TwilioReason =
  | { at: (typeof BEFORE | typeof CLAIMS)[number] }
  | { at: (typeof JAVA_SAML | typeof OWN)[number]; says: string | ((finding: Finding) => string) }

/** A failed error, and the reason of its check for Twilio; null for a check that never rejects a login. */
export interface RefusalCause {
  finding: Finding
  reason: TwilioReason | null
}

/**
 * The answer of Flex to a rejected login. Only the form of 403/70251 and 401/70004 has been observed; the rest is
 * inferred from Twilio's error dictionary.
 * @param causes the failed errors of the report; empty if the login was accepted
 */
export function twilioErrorFor(generation: Generation, sid: string, causes: RefusalCause[]): TwilioError | null {
  if (causes.length === 0) return null
  const [first = null] = causes.flatMap(({ finding, reason }) => (reason ? [{ finding, reason }] : [])).sort(byStage)
  const error = first ? errorFor(first, sid) : unauthorized('the harness could not judge the message', 'inferred')
  if (generation !== 'enhanced' || first?.reason.at === 'path') return error
  return { ...error, status: 400, code: null, confidence: 'inferred' }
}

interface Reasoned {
  finding: Finding
  reason: TwilioReason
}

/** Within a stage, checks keep their order. */
const byStage = (one: Reasoned, other: Reasoned) => STAGES.indexOf(one.reason.at) - STAGES.indexOf(other.reason.at)

/** What legacy Flex answers for an account without a certificate (observed); here the realm SID has the digits of the account. */
export const noCertificateFor = (sid: string) => `no valid certificate for identity realm JB${sid.slice(2)}`

function errorFor({ finding, reason }: Reasoned, sid: string): TwilioError {
  if ('says' in reason) {
    const words = typeof reason.says === 'string' ? reason.says : reason.says(finding)
    return unauthorized(words, isOwn(reason.at) ? 'inferred' : 'observed')
  }
  return ERRORS[reason.at](finding, sid)
}

const isOwn = (stage: string) => OWN.some((each) => each === stage)

function unauthorized(reason: string, confidence: TwilioError['confidence']): TwilioError {
  return { status: 401, code: 70004, flexErrorCode: null, message: `authentication failed: ${reason}`, confidence }
}

/** The stages that have an answer of their own. */
const ERRORS: Record<(typeof BEFORE | typeof CLAIMS)[number], (finding: Finding, sid: string) => TwilioError> = {
  path: notFound,
  tenant: (_finding, sid) => ({
    status: 403,
    code: 70251,
    flexErrorCode: null,
    message: noCertificateFor(sid),
    confidence: 'observed',
  }),
  reading: () => ({ status: 400, code: 70002, flexErrorCode: null, message: 'Bad request', confidence: 'inferred' }),
  claims: () => ({
    status: 400,
    code: 70252,
    flexErrorCode: 45050,
    message: 'Bad Saml Response: the response from the Identity Provider is missing necessary attributes',
    confidence: 'inferred',
  }),
  'claim types': () => ({
    status: 400,
    code: null,
    flexErrorCode: null,
    message: '400 Error invalid attribute format',
    confidence: 'documented',
  }),
}

/** Twilio documents 20404 for unknown paths of its APIs; that its sign-in hosts answer the same is inferred. */
function notFound({ received }: Finding): TwilioError {
  const path = (received ?? '').replace(/^[A-Z]+ /, '')
  const message = `The requested resource ${path} was not found`
  return { status: 404, code: 20404, flexErrorCode: null, message, confidence: 'inferred' }
}
