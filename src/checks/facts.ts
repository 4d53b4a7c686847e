import type { RuleSet } from '../domain/check.ts'
import type { Memory, PostedResponse, Settings } from '../domain/login.ts'
import type { ReadMessage } from '../domain/message.ts'
import type { Assertion, SamlResponse, SubjectConfirmation } from '../domain/saml.ts'
import { parseInstant } from '../domain/time.ts'
import { type MappedClaim, mapClaims } from '../flex/claims.ts'

/** All that a check may know. Clock, memory and certificates have arrived as facts; nothing here does I/O. */
export interface Facts {
  posted: PostedResponse
  settings: Settings
  memory: Memory
  now: Date
  ruleSet: RuleSet
  message: ReadMessage
  /** Null unless the message is a samlp:Response. */
  response: SamlResponse | null
  /** Signed where a trusted key signed it, else as sent: every check runs either way, only the mapping insists. */
  assertion: Assertion | null
  claims: MappedClaim[]
  /** The bearer confirmation that comes closest to what Flex asks for. */
  confirmation: SubjectConfirmation | null
  /** Characters of JSON that the worker's attributes take after this login. */
  attributesLength: number
}

/** Facts of a message that is a samlp:Response. */
export type ResponseFacts = Facts & { response: SamlResponse }
/** Facts of a response with one readable assertion. */
export type AssertionFacts = ResponseFacts & { assertion: Assertion }

export const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** Gathers the facts of one message. */
export function gatherFacts(
  posted: PostedResponse,
  settings: Settings,
  memory: Memory,
  now: Date,
  message: ReadMessage,
): Omit<Facts, 'attributesLength'> {
  const assertion = message.verification?.signedAssertion ?? message.response?.assertion ?? null
  return {
    posted,
    settings,
    memory,
    now,
    ruleSet: settings.generation === 'enhanced' ? 'enhanced' : 'legacy',
    message,
    response: message.response,
    assertion,
    claims: mapClaims(assertion?.attributes ?? []),
    confirmation: chooseConfirmation(assertion?.confirmations ?? [], settings, now),
  }
}

/** SAML Profiles 4.1.4.2: one bearer confirmation that holds is enough, so the best one is judged. */
function chooseConfirmation(
  confirmations: SubjectConfirmation[],
  settings: Settings,
  now: Date,
): SubjectConfirmation | null {
  const bearers = confirmations.filter(({ method }) => method === BEARER)
  const score = ({ data }: SubjectConfirmation) =>
    Number(data !== null) +
    Number(data?.recipient != null && settings.acs.includes(data.recipient)) +
    Number((parseInstant(data?.notOnOrAfter ?? null)?.getTime() ?? 0) > now.getTime())
  return bearers.sort((a, b) => score(b) - score(a))[0] ?? null
}

/** The tolerance between the two clocks, in milliseconds. */
export function skewOf({ settings }: Facts): number {
  return (settings.connection?.clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS) * 1_000
}

/** Both java-saml and Auth0's library allow 180 s (their sources). */
export const DEFAULT_CLOCK_SKEW_SECONDS = 180
