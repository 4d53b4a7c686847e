import { x509Data } from '../../../src/core/mutations/attacks/forge-signature.ts'
import { FOREIGN_CERTIFICATE, forgeBoth } from '../attacks/forge.ts'
import { ACCOUNT, ACS, conditions, confirmation } from '../response.ts'
import {
  addUnknownElement,
  BARE_UUID,
  type CheckCase,
  CLAIMS,
  endSession,
  REPEATED_CLAIM,
  vouchedFor,
  WHOLE_ASSERTION,
} from './check-case.ts'

type ErrorCase = Omit<CheckCase, 'id' | 'generation' | 'expect' | 'becomes'>

const DENIED = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/>'
const ENCRYPTED =
  '<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>'
const NESTED = `${'<a>'.repeat(70)}${'</a>'.repeat(70)}`
const without = (name: string) => Object.fromEntries(Object.entries(CLAIMS).filter(([each]) => each !== name))
const issuedLater = (xml: string, element: string) =>
  xml.replace(new RegExp(`(<${element} [^>]*IssueInstant="[^"]*)30Z"`), '$131Z"')

/** What arrived, and the document. */
const DOCUMENT: Record<string, ErrorCase> = {
  'tenant-is-configured': { header: { 'idp-certificate': null } },
  'response-field-present': { field: () => '' },
  'response-is-base64': { field: (base64) => base64.replaceAll('+', '-').replaceAll('/', '_') },
  'xml-has-no-doctype': { changes: { after: (xml) => `<!DOCTYPE a>${xml}` } },
  'xml-within-limits': { changes: { after: (xml) => xml.replace('</samlp:Response>', `${NESTED}</samlp:Response>`) } },
  'xml-is-well-formed': { changes: { after: (xml) => xml.slice(0, -3) } },
  'document-is-saml-response': {
    changes: { before: (xml) => xml.replaceAll('samlp:Response', 'samlp:ArtifactResponse'), sign: [] },
  },
  'schema-is-valid': { changes: { before: addUnknownElement } },
  'ids-are-xml-names': { changes: { id: BARE_UUID } },
  'ids-are-unique': { changes: { id: '_assertion' } },
}

/** The response around the assertion. */
const RESPONSE: Record<string, ErrorCase> = {
  'version-is-2-0': { changes: { version: '1.1' } },
  'status-is-success': { changes: { status: DENIED } },
  'one-assertion': { changes: { before: (xml) => xml.replace(WHOLE_ASSERTION, ''), sign: ['Response'] } },
  'assertion-not-encrypted': {
    changes: { before: (xml) => xml.replace(WHOLE_ASSERTION, ENCRYPTED), sign: ['Response'] },
  },
  'response-issuer-matches': { changes: { issuer: 'https://other.example.com' } },
  'assertion-issuer-matches': { changes: { assertionIssuer: 'https://other.example.com' } },
  'destination-matches-acs': { changes: { destination: `${ACS}/` } },
}

const SIGNATURE: Record<string, ErrorCase> = {
  'response-is-signed': { changes: { sign: ['Assertion'] } },
  'assertion-is-signed': { changes: { sign: ['Response'] } },
  'signature-structure-is-safe': { changes: { after: (xml) => xml.replace('URI="#_response"', 'URI=""') } },
  'signing-certificate-is-configured': {
    changes: { sign: [], after: (xml) => forgeBoth(xml, { keyInfo: x509Data(FOREIGN_CERTIFICATE) }) },
  },
  'response-signature-valid': { changes: { after: (xml) => issuedLater(xml, 'samlp:Response') } },
  'assertion-signature-valid': {
    changes: { sign: ['Assertion'], after: (xml) => issuedLater(xml, 'saml:Assertion') },
    header: { 'signature-policy': 'assertion' },
  },
}

/** Who signed in, when and for whom. */
const ASSERTION: Record<string, ErrorCase> = {
  'subject-has-name-id': { changes: { nameId: null } },
  'name-id-within-limit': { changes: { nameId: `${'a'.repeat(53)}@example.com` } },
  'sp-name-qualifier-matches': { changes: { nameIdAttributes: ' SPNameQualifier="urn:other"' } },
  'subject-confirmation-is-bearer': { changes: { confirmation: vouchedFor(confirmation()) } },
  'recipient-matches-acs': {
    changes: { confirmation: confirmation({ recipient: ACS.replace(ACCOUNT, `AC${'f'.repeat(32)}`) }) },
  },
  'subject-confirmation-in-time': { changes: { confirmation: confirmation({ notOnOrAfter: '2026-12-01T09:57:00Z' }) } },
  'subject-in-response-to-matches': { changes: { confirmation: confirmation({ extra: ' InResponseTo="_other"' }) } },
  'conditions-are-present': { changes: { conditions: '' }, also: ['audience-is-present'] },
  'not-before-reached': { changes: { conditions: conditions({ notBefore: '2026-12-01T10:03:01Z' }) } },
  'not-on-or-after-ahead': { changes: { conditions: conditions({ notOnOrAfter: '2026-12-01T09:57:00Z' }) } },
  'audience-names-entity-id': { changes: { conditions: conditions({ audience: ACS }) } },
  'authn-statement-is-present': { changes: { authnStatement: '' } },
  'session-not-over': { changes: { before: endSession } },
}

const CLAIM: Record<string, ErrorCase> = {
  'claim-full-name-is-present': { changes: { claims: without('full_name') } },
  'claim-email-is-present': { changes: { claims: { ...CLAIMS, email: [''] } } },
  'claim-roles-is-present': { changes: { claims: without('roles') } },
  'roles-name-a-flex-role': {
    changes: { claims: { ...CLAIMS, roles: ['Agent'] } },
    also: ['roles-are-spelled-right'],
  },
  'claims-are-not-repeated': { changes: { claims: REPEATED_CLAIM } },
  'claim-types-parse': { changes: { claims: { ...CLAIMS, 'skill.int': ['1.23'] } } },
  'attributes-within-limit': { changes: { claims: { ...CLAIMS, about: ['x'.repeat(4_000)] } } },
}

/** One change, one failing error: the root cause and nothing that follows from it. */
export const ERRORS: CheckCase[] = Object.entries({
  ...DOCUMENT,
  ...RESPONSE,
  ...SIGNATURE,
  ...ASSERTION,
  ...CLAIM,
}).map(([id, each]) => ({ ...each, id, generation: 'legacy', expect: 'rejected' }))
