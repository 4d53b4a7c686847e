import type { Traits } from '../domain/product.ts'
import type { SamlResponse, Verification } from '../domain/saml.ts'
import { NAMESPACE } from '../domain/saml-names.ts'
import { elementsOf, type XmlElement } from './canonical.ts'

/** What tells the product that made a response: its names, and the habits of its writer. Untrusted. */
export function readTraits(root: XmlElement, response: SamlResponse, { signatures }: Verification): Traits {
  const [assertion] = elementsOf(root, NAMESPACE.assertion, 'Assertion')
  const [signature] = [root, ...(assertion ? [assertion] : [])].flatMap((element) =>
    elementsOf(element, NAMESPACE.signature, 'Signature'),
  )
  const certificates = signatures.flatMap(({ verifiedBy, embedded }) => verifiedBy ?? embedded?.certificate ?? [])
  return {
    issuer: response.assertion?.issuer ?? response.issuer,
    certificateSubjects: [...new Set(certificates.map(({ subject }) => subject))],
    claimNames: response.assertion?.attributes.map(({ name }) => name) ?? [],
    responseId: response.id,
    assertionId: response.assertion?.id ?? null,
    prefixes: [root, assertion, signature].flatMap((element) => (element ? prefixOf(element) : [])).join(' '),
  }
}

const prefixOf = ({ qualifiedName }: XmlElement) => /^(.+):/.exec(qualifiedName)?.[1] ?? '-'
