import type { Confidence, Finding } from './check.ts'
import type { Generation } from './login.ts'
import type { SignedElement } from './saml.ts'
import type { SignaturePolicy } from './signature-policy.ts'
import type { AttributeChange, WorkerAttributes } from './worker.ts'

export type FlexVerdict = 'accepted' | 'rejected' | 'unknown'

/** The JSON error that Twilio answers with; `flexErrorCode` is the code of the Flex debugger event, if there is one. */
export interface TwilioError {
  status: number
  code: number | null
  flexErrorCode: number | null
  message: string
  confidence: Confidence
}

/** One signature as shown to people: of the key, only the fingerprint of its certificate. */
interface ReportedSignature {
  over: SignedElement
  valid: boolean
  algorithm: string | null
  digest: string | null
  certificate: { sha256: string; notAfter: string } | null
}

/** One claim: what was received, and how it was mapped. */
export interface ReportedClaim {
  name: string
  values: string[]
  verified: boolean
  mappedTo: string | null
  ignoredBecause: string | null
}

/**
 * Everything concluded from one posted response. The same document over HTTP, from the command line and from the library;
 * docs/report.schema.json describes it. Every key is always present, and null if it does not apply.
 */
export interface Report {
  schema: 1
  /** The unguessable id of the attempt; null if nothing was stored. */
  id: string | null
  receivedAt: string | null
  generation: Generation
  /** Empty if the URL of the request does not name a tenant; `acs` and the values in `judged` are then empty too. */
  account: string
  connection: string | null
  acs: string
  relayState: string | null
  initiatedBy: 'idp' | 'sp' | null
  outcome: 'accepted' | 'rejected'
  flexVerdict: FlexVerdict
  /** The verdict in one sentence: `headlineOf`. */
  headline: string
  judged: {
    now: string
    clockSkewSeconds: number
    signaturePolicy: SignaturePolicy
    acs: string[]
    audience: string
    version: string
  }
  twilioError: TwilioError | null
  idp: { product: string; evidence: string[]; issuer: string | null }
  findings: Finding[]
  signatures: ReportedSignature[]
  subject: { nameId: string | null; format: string | null; verified: boolean }
  claims: ReportedClaim[]
  worker: { friendlyName: string; attributes: WorkerAttributes } | null
  changes: AttributeChange[]
}

/** A sender that can be trusted once a person has compared the fingerprint. `sha256` in hexadecimal, `notAfter` ISO 8601. */
export interface SenderOffer {
  issuer: string
  sha256: string
  notAfter: string
}

/** One line of a list of logins. `nameId` and `email` are as sent, verified or not; `firstCause` is the id of a finding. */
export interface LoginSummary {
  id: string
  receivedAt: string
  generation: Generation
  account: string
  connection: string | null
  outcome: 'accepted' | 'rejected'
  product: string
  nameId: string | null
  email: string | null
  firstCause: string | null
}

const FIELDS_OF_SUMMARY: Record<keyof LoginSummary, true> = {
  id: true,
  receivedAt: true,
  generation: true,
  account: true,
  connection: true,
  outcome: true,
  product: true,
  nameId: true,
  email: true,
  firstCause: true,
}
/** The fields of a summary, which are columns of the store. A field that is missing here does not compile. */
export const SUMMARY_FIELDS = Object.keys(FIELDS_OF_SUMMARY) as (keyof LoginSummary)[]
