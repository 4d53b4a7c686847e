import type { CheckId } from '../../domain/check-ids.ts'
import type { IdpSetting } from '../../domain/product.ts'
import type { ConsoleField } from '../../domain/remedy.ts'
import type { Assertion } from '../../domain/saml.ts'
import type { JudgedCase } from '../../judge/inspect.ts'

/** One possible settings change. On the IdP's side, as if the response had been made with it. */
export interface ProposedChange {
  setting: IdpSetting | ConsoleField | 'signaturePolicy'
  side: 'idp' | 'console'
  /** The checks that it may cure. */
  cures: readonly CheckId[]
  /** The current and the new value; null if the change does not apply. */
  describe(judged: JudgedCase): { from: string | null; to: string } | null
  /** The case after the change; null if the new message cannot be derived from this one. */
  apply: ((judged: JudgedCase) => JudgedCase) | null
}

/** The assertion that is judged: as signed, else as sent. */
export const assertionOf = ({ message }: JudgedCase): Assertion | null =>
  message.verification?.signedAssertion ?? message.response?.assertion ?? null
/** The sender, according to the message itself. */
export const issuerOf = (judged: JudgedCase) => assertionOf(judged)?.issuer ?? judged.message.response?.issuer ?? null

/** Empty SubjectConfirmationData. */
export const NO_DATA = { recipient: null, notBefore: null, notOnOrAfter: null, inResponseTo: null }

/** A time in the far future. */
export const FAR_AHEAD = '9999-12-31T23:59:59Z'
