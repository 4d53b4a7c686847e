import type { CheckId } from '../domain/check-ids.ts'
import type { MessageChange, OddKey, SigningKey } from '../domain/idp.ts'
import type { Generation } from '../domain/login.ts'
import type { ResponseStyle } from '../domain/response-style.ts'

/** How a message is delivered, where that is the fault. */
export interface DeliveryChange {
  /** By GET in the query, as the HTTP-Redirect binding would. */
  method?: 'GET'
  /** Appended to the ACS path, or another ACS of the same tenant. */
  path?: (path: string) => string
  times?: 2
  /** Made of the one that came with the request, or that the sign-in asked for. */
  relayState?: (sent: string) => string
}

/**
 * One thing that is wrong with a login: a fault of an IdP, its administrator or the network, or an attack by someone who is
 * not the IdP. It takes effect at the stages that it has: `key`, `change` while the IdP makes the message, `forge`, `delivery`.
 */
export interface Mutation {
  name: string
  /** What was done, as a sentence. */
  title: string
  /** The checks that fail, the one that names it first; none where the message is accepted, and every value is what was signed. */
  raises: readonly CheckId[]
  /** What may fail with them where it does not only repeat them: a warning, not an error. */
  mayRaise?: readonly CheckId[]
  /** Where it can be made; by default everywhere. */
  generations?: readonly Generation[]
  /** Why a response style cannot have it; null when it can. */
  unfit?: (flavour: ResponseStyle) => string | null
  /** There has to be an AuthnRequest that it answers. */
  answersRequest?: true
  key?: OddKey
  change?: MessageChange
  /** Gives the XML that an attacker sends, who has an own key and a certificate of it. */
  forge?: (xml: string, attacker: SigningKey) => string
  delivery?: DeliveryChange
}

/** For a mutation of the assertion's signature: why a response style that has none cannot have it. */
export const signsBoth = ({ name, signs }: ResponseStyle): string | null =>
  signs.length === 2 ? null : `${name} signs the response alone, as its guide says`
