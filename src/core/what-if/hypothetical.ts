import { EMPTY_MESSAGE, type ReadMessage } from '../domain/message.ts'
import type { Assertion, HypotheticalAssertion, SamlResponse, SignatureReport, SignedElement } from '../domain/saml.ts'
import { DIGEST_METHOD, SIGNATURE_METHOD } from '../domain/saml-names.ts'
import type { JudgedCase } from '../judge/inspect.ts'

/**
 * Edits of what a message says, for the question what a Report would be if the IdP were set otherwise. They are never
 * stored and make no worker: their assertions have a type of their own.
 */

const hypothesize = (assertion: Assertion) => assertion as HypotheticalAssertion

/** As if a trusted key had signed a message that says nothing but this. */
export function assumeClaims(
  nameId: string,
  claims: [name: string, values: string[]][],
): ReadMessage<HypotheticalAssertion> {
  const assertion: Assertion = {
    ...EMPTY_ASSERTION,
    nameId: { value: nameId, format: null, nameQualifier: null, spNameQualifier: null },
    attributes: claims.map(([name, values]) => ({ name, values, nameFormat: null, friendlyName: null })),
  }
  const signedAssertion = hypothesize(assertion)
  return {
    ...EMPTY_MESSAGE,
    response: { ...EMPTY_RESPONSE, assertion },
    verification: { configured: [], signatures: [], faults: [], signedAssertion, uncovered: null },
  }
}

const EMPTY_ASSERTION: Assertion = {
  id: null,
  version: null,
  issueInstant: null,
  issuer: null,
  nameId: null,
  hasEncryptedId: false,
  confirmations: [],
  conditions: null,
  authnStatements: [],
  attributes: [],
  encryptedAttributes: 0,
}

const EMPTY_RESPONSE: SamlResponse = {
  id: null,
  version: null,
  issueInstant: null,
  destination: null,
  inResponseTo: null,
  issuer: null,
  status: null,
  assertions: 1,
  encryptedAssertions: 0,
  assertion: null,
}

/** As if the response said something else. */
export function supposeResponse(
  judged: JudgedCase,
  edit: (response: SamlResponse) => Partial<SamlResponse>,
): JudgedCase {
  const { response } = judged.message
  if (response === null) return judged
  return { ...judged, message: { ...judged.message, response: { ...response, ...edit(response) } } }
}

/** As if its assertion said something else. */
export function supposeAssertion(judged: JudgedCase, edit: (assertion: Assertion) => Partial<Assertion>): JudgedCase {
  const { response, verification } = judged.message
  const apply = (assertion: Assertion): Assertion => ({ ...assertion, ...edit(assertion) })
  const signed = verification?.signedAssertion
  const message = {
    ...judged.message,
    response: response && { ...response, assertion: response.assertion && apply(response.assertion) },
    verification: verification && { ...verification, signedAssertion: signed ? hypothesize(apply(signed)) : null },
  }
  return { ...judged, message }
}

/** As if the key that signed the rest, or one that is trusted, had signed these parts too. */
export function supposeSigned(judged: JudgedCase, parts: SignedElement[]): JudgedCase {
  const { response, verification } = judged.message
  if (!verification || !response?.assertion) return judged
  const missing = parts.filter((part) => !verification.signatures.some(({ over }) => over === part))
  const [verifiedBy = null] = [
    ...verification.signatures.flatMap((each) => each.verifiedBy ?? []),
    ...verification.configured,
  ]
  const signatures = [...verification.signatures, ...missing.map((over) => ({ ...BLANK, verifiedBy, over }))]
  const signedAssertion = verification.signedAssertion ?? hypothesize(response.assertion)
  return { ...judged, message: { ...judged.message, verification: { ...verification, signatures, signedAssertion } } }
}

const BLANK: Omit<SignatureReport, 'over' | 'verifiedBy'> = {
  algorithm: SIGNATURE_METHOD.rsaSha256,
  digestAlgorithm: DIGEST_METHOD.sha256,
  digestMatches: true,
  embedded: null,
  forensics: null,
  valid: true,
}
