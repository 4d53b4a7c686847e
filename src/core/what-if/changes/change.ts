import type { CheckId } from '../../domain/check-ids.ts'
import type { IdpSetting } from '../../domain/product.ts'
import type { ConsoleField } from '../../domain/remedy.ts'
import type { Assertion } from '../../domain/saml.ts'
import type { JudgedCase } from '../../judge/inspect.ts'

/** One setting that could be another one: on the IdP's side as if the response had been made with it. */
export interface ProposedChange {
  setting: IdpSetting | ConsoleField | 'signaturePolicy'
  side: 'idp' | 'console'
  /** The checks that it may cure. */
  cures: readonly CheckId[]
  /** What is and what would be; null where the change has no place. */
  describe(judged: JudgedCase): { from: string | null; to: string } | null
  /** The case as it would be. Null: what would come instead cannot be told from this message. */
  apply: ((judged: JudgedCase) => JudgedCase) | null
}

/** The assertion that is judged: as signed, else as sent. */
export const assertionOf = ({ message }: JudgedCase): Assertion | null =>
  message.verification?.signedAssertion ?? message.response?.assertion ?? null
/** Who sent it, by its own account. */
export const issuerOf = (judged: JudgedCase) => assertionOf(judged)?.issuer ?? judged.message.response?.issuer ?? null

/** SubjectConfirmationData that says nothing. */
export const NO_DATA = { recipient: null, notBefore: null, notOnOrAfter: null, inResponseTo: null }

/** A time that is not passed. */
export const FAR_AHEAD = '9999-12-31T23:59:59Z'
