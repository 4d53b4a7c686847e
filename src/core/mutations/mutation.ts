import type { CheckId } from '../domain/check-ids.ts'
import type { MessageChange, SigningKey, SpecialKey } from '../domain/idp.ts'
import type { Generation } from '../domain/login.ts'
import type { ResponseStyle } from '../domain/response-style.ts'

/** How a message is delivered, if the delivery is the fault. */
export interface DeliveryChange {
  /** By GET in the query, as the HTTP-Redirect binding would. */
  method?: 'GET'
  /** Appended to the ACS path, or another ACS of the same tenant. */
  path?: (path: string) => string
  times?: 2
  /** Computed from the RelayState of the request or of the sign-in. */
  relayState?: (sent: string) => string
}

/**
 * One thing that is wrong with a login: a mistake of an IdP, its administrator or the network, or an attack by someone who is
 * not the IdP. It takes effect at the stages that are present: `key`, `change` while the IdP makes the message, `forge`, `delivery`.
 */
export interface Mutation {
  name: string
  /** What is wrong, as a sentence. */
  title: string
  /** The checks that fail, the most specific first. None if the message is accepted with exactly the signed values. */
  raises: readonly CheckId[]
  /** Checks that may fail too without being a consequence: warnings, not errors. */
  mayRaise?: readonly CheckId[]
  /** The generations in which it is possible; by default all. */
  generations?: readonly Generation[]
  /** Why a response style cannot have it; null if it can. */
  unfit?: (style: ResponseStyle) => string | null
  /** Only possible in the answer to an AuthnRequest. */
  answersRequest?: true
  key?: SpecialKey
  change?: MessageChange
  /** Returns the XML that an attacker sends, who has a key of their own with a certificate. */
  forge?: (xml: string, attacker: SigningKey) => string
  delivery?: DeliveryChange
}

/** For mutations of the assertion's signature: why a response style without that signature cannot have them. */
export const signsBoth = ({ name, signs }: ResponseStyle): string | null =>
  signs.length === 2 ? null : `${name} signs only the response, as its guide says`
