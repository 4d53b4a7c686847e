import type { RuleSet } from '../domain/check.ts'
import type { JudgeTarget, PostedResponse, PriorLogins } from '../domain/login.ts'
import type { ReadMessage } from '../domain/message.ts'
import type { Product } from '../domain/product.ts'
import type { Assertion, JudgedAssertion, SamlResponse, SubjectConfirmation } from '../domain/saml.ts'
import { BEARER } from '../domain/saml-names.ts'
import { type MappedClaim, mapAttributes } from '../flex/claims.ts'
import { judgeWindow } from './time-window.ts'

/** All that a check may know. Clock, memory and certificates have arrived as facts; nothing here does I/O. */
export interface Facts {
  posted: PostedResponse
  settings: JudgeTarget
  memory: PriorLogins
  now: Date
  ruleSet: RuleSet
  /** Whose words are used; it decides nothing. */
  product: Product
  message: ReadMessage<JudgedAssertion>
  /** Null unless the message is a samlp:Response. */
  response: SamlResponse | null
  /** Signed where a trusted key signed it, else as sent: every check runs either way, only the mapping insists. */
  assertion: Assertion | null
  claims: MappedClaim[]
  /** The bearer confirmation that comes closest to what Flex asks for. */
  confirmation: SubjectConfirmation | null
  /** What the certificates inside the message would give; null unless none was given. */
  supposed: SupposedVerdict | null
  /** Characters of JSON that the worker's attributes take after this login. */
  attributesLength: number
}

/** The verdict by the certificates inside a message, which nobody has confirmed. */
export interface SupposedVerdict {
  /** SHA-256 of each; none where the message carries none. */
  certificates: string[]
  /** What would refuse it, in sentences; empty where nothing would. */
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

/** SAML Profiles 4.1.4.2: one bearer confirmation that holds is enough, so the best one is judged. */
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
    return holds.filter(Boolean).length + (fits ? holds.length + 1 : 0) // enhanced Flex refuses for the Recipient alone
  }
  return bearers.sort((a, b) => score(b) - score(a))[0] ?? null
}

/** The tolerance between the two clocks, in milliseconds. */
export function skewOf({ settings }: Pick<Facts, 'settings'>): number {
  return (settings.connection?.clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS) * 1_000
}

/** Both java-saml and Auth0's library allow 180 s (their sources). */
export const DEFAULT_CLOCK_SKEW_SECONDS = 180
