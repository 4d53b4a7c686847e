import type { RuleSet } from '../domain/check.ts'
import type { JudgeTarget, PostedResponse, PriorLogins } from '../domain/login.ts'
import type { ReadMessage } from '../domain/message.ts'
import type { Product } from '../domain/product.ts'
import type { Assertion, JudgedAssertion, SamlResponse, SubjectConfirmation } from '../domain/saml.ts'
import { BEARER } from '../domain/saml-names.ts'
import { type MappedClaim, mapAttributes } from '../flex/claims.ts'
import { judgeWindow } from './time-window.ts'

/** Everything that a check may know. Clock, prior state and certificates are facts too; nothing here does I/O. */
export interface Facts {
  posted: PostedResponse
  settings: JudgeTarget
  memory: PriorLogins
  now: Date
  ruleSet: RuleSet
  /** The product whose words are used; it never changes a verdict. */
  product: Product
  message: ReadMessage<JudgedAssertion>
  /** Null unless the message is a samlp:Response. */
  response: SamlResponse | null
  /** Signed if a trusted key signed it, else as sent. Every check runs either way; only the mapping requires a signature. */
  assertion: Assertion | null
  claims: MappedClaim[]
  /** The bearer confirmation that comes closest to what Flex requires. */
  confirmation: SubjectConfirmation | null
  /** The verdict with the certificates in the message; null if a certificate was given. */
  supposed: SupposedVerdict | null
  /** Length of the worker attributes after this login, in characters of JSON. */
  attributesLength: number
}

/** The verdict with the certificates in a message, which no one has confirmed. */
export interface SupposedVerdict {
  /** SHA-256 of each; empty if the message carries none. */
  certificates: string[]
  /** Why it would be rejected, in sentences; empty if it would be accepted. */
  denials: string[]
}

/** Facts of a message that is a samlp:Response. */
export type ResponseFacts = Facts & { response: SamlResponse }
/** Facts of a response with one readable assertion. */
export type AssertionFacts = ResponseFacts & { assertion: Assertion }

/** Gathers the facts of one message. */
export function gatherFacts(
  posted: PostedResponse,
  settings: JudgeTarget,
  memory: PriorLogins,
  now: Date,
  message: ReadMessage<JudgedAssertion>,
  product: Product,
): Omit<Facts, 'attributesLength' | 'supposed'> {
  const assertion = message.verification?.signedAssertion ?? message.response?.assertion ?? null
  return {
    posted,
    settings,
    memory,
    now,
    ruleSet: settings.generation === 'enhanced' ? 'enhanced' : 'legacy',
    product,
    message,
    response: message.response,
    assertion,
    claims: mapAttributes(assertion?.attributes ?? []),
    confirmation: chooseConfirmation(
      assertion?.confirmations ?? [],
      message.response?.inResponseTo ?? null,
      settings,
      now,
    ),
  }
}

/** SAML Profiles 4.1.4.2: one valid bearer confirmation is enough, so the best one is judged. */
function chooseConfirmation(
  confirmations: SubjectConfirmation[],
  inResponseTo: string | null,
  settings: JudgeTarget,
  now: Date,
): SubjectConfirmation | null {
  const bearers = confirmations.filter(({ method }) => method === BEARER)
  const skew = skewOf({ settings })
  const score = ({ data }: SubjectConfirmation) => {
    const { recipient = null, notBefore = null, notOnOrAfter = null } = data ?? {}
    const fits = recipient === null ? settings.generation === 'enhanced' : settings.acs.includes(recipient)
    const holds = [
      judgeWindow({ from: notBefore, until: null }, now, skew) === null,
      notOnOrAfter !== null && judgeWindow({ from: null, until: notOnOrAfter }, now, skew) === null,
      data === null || data.inResponseTo === null || data.inResponseTo === inResponseTo,
    ]
    return holds.filter(Boolean).length + (fits ? holds.length + 1 : 0) // enhanced Flex rejects only for the Recipient
  }
  return bearers.sort((a, b) => score(b) - score(a))[0] ?? null
}

/** The tolerated clock skew, in milliseconds. */
export function skewOf({ settings }: Pick<Facts, 'settings'>): number {
  return (settings.connection?.clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS) * 1_000
}

/** Both java-saml and Auth0's library allow 180 s (their sources). */
export const DEFAULT_CLOCK_SKEW_SECONDS = 180
