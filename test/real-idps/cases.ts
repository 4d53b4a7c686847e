import type { Generation } from '../../src/core/domain/login.ts'
import type { PEOPLE, Wishes } from './real-idp.ts'

/** A way to set the IdP up, or a person who signs in, and what has to come of it. */
export interface Case {
  name: string
  wishes?: Wishes
  person?: keyof typeof PEOPLE
  /** What the message has to hold, or the IdP did not do what the name says; an accepted login tells it by no finding. */
  sent?: RegExp
  /** Which of the certificates of the IdP's metadata is of the key that signed; SimpleSAMLphp names the next one first. */
  signedBy?: number
  /** What the connection says beside what the IdP's metadata says. */
  connection?: Record<string, unknown>
  outcome: 'accepted' | 'rejected'
  /** The roles of the worker, when accepted. */
  roles?: string[]
  /** The findings that fail, beside those of the way in which the login came. */
  failed?: string[]
  /** Those that fail there alone. */
  failedIn?: Partial<Record<Generation, string[]>>
}

const SHA1 = ['signature-algorithm-is-strong', 'digest-algorithm-is-strong']
const NO_CLAIMS = [
  'claims-have-no-namespace',
  'claims-are-only-what-flex-needs',
  'claim-full-name-is-present',
  'claim-email-is-present',
  'claim-roles-is-present',
]

/** Every case; the first is what the metadata of both sides gives by itself. */
export const CASES: Case[] = [
  { name: 'metadata alone', outcome: 'accepted' },
  {
    name: 'several roles',
    sent: /(<[^<>]*AttributeValue[^>]*>(agent|supervisor)<[^>]*>\s*){2}/,
    person: 'several',
    outcome: 'accepted',
    roles: ['agent', 'supervisor'],
  },
  {
    name: 'roles joined by a comma',
    sent: />agent, admin</,
    person: 'comma',
    outcome: 'accepted',
    roles: ['agent', 'admin'],
  },
  {
    name: 'letters that XML escapes',
    sent: /Zoë &lt;Å&amp;B> |Zoë &lt;Å&amp;B&gt; /,
    person: 'letters',
    outcome: 'accepted',
    roles: ['supervisor'],
  },
  {
    name: 'no role of Flex',
    person: 'nobody',
    outcome: 'rejected',
    failed: ['roles-name-a-flex-role', 'roles-are-known'],
  },
  {
    name: 'response signed alone',
    wishes: { signs: 'response' },
    outcome: 'rejected',
    failed: ['assertion-is-signed'],
  },
  {
    name: 'response signed alone, which the connection asks for',
    wishes: { signs: 'response' },
    connection: { signaturePolicy: 'response' },
    outcome: 'accepted',
  },
  {
    name: 'assertion signed alone',
    wishes: { signs: 'assertion' },
    outcome: 'rejected',
    failed: ['response-is-signed'],
  },
  {
    name: 'assertion signed alone, which the connection asks for',
    wishes: { signs: 'assertion' },
    connection: { signaturePolicy: 'assertion' },
    outcome: 'accepted',
  },
  {
    name: 'nothing signed',
    wishes: { signs: 'none' },
    outcome: 'rejected',
    failed: ['response-is-signed', 'assertion-is-signed'],
  },
  { name: 'SHA-1', wishes: { algorithm: 'rsa-sha1' }, outcome: 'accepted', failed: SHA1 },
  {
    name: 'an encrypted assertion',
    sent: /EncryptedAssertion/,
    wishes: { encrypts: 'assertion' },
    outcome: 'rejected',
    failed: ['assertion-not-encrypted'],
  },
  { name: 'namespaced claims', wishes: { namespaced: true }, outcome: 'rejected', failed: NO_CLAIMS },
  {
    name: 'a key that its metadata does not have',
    wishes: { key: 'foreign' },
    outcome: 'rejected',
    failed: ['signing-certificate-is-configured'],
  },
]

const NAME_ID_FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:'
const signedBy = (name: string) => ({ 'signature.algorithm': `http://www.w3.org/2001/04/xmldsig-more#${name}` })
const filter = (settings: Record<string, unknown>) => ({ authproc: { 60: settings } })
const ELEMENT = '<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">7</saml:NameID>'
const REFUSES =
  "SimpleSAML\\Auth\\State::throwException($state, new SimpleSAML\\Module\\saml\\Error\\NoAuthnContext('urn:oasis:names:tc:SAML:2.0:status:Responder', 'Not tonight'));"

/** What SimpleSAMLphp can do beside. */
export const SIMPLESAMLPHP_CASES: Case[] = [
  { name: 'the next key of its metadata', signedBy: 0, wishes: { key: 'next' }, outcome: 'accepted' },
  {
    name: 'SHA-384',
    sent: /xmldsig-more#rsa-sha384/,
    wishes: { options: signedBy('rsa-sha384') },
    outcome: 'accepted',
  },
  {
    name: 'SHA-512',
    sent: /xmldsig-more#rsa-sha512/,
    wishes: { options: signedBy('rsa-sha512') },
    outcome: 'accepted',
  },
  {
    name: 'a persistent NameID',
    sent: /<saml:NameID [^>]*nameid-format:persistent/,
    wishes: { options: { NameIDFormat: `${NAME_ID_FORMAT}persistent` } },
    outcome: 'accepted',
  },
  {
    name: 'a transient NameID',
    sent: /<saml:NameID [^>]*nameid-format:transient/,
    wishes: { options: { NameIDFormat: `${NAME_ID_FORMAT}transient` } },
    outcome: 'accepted',
    failed: ['name-id-is-stable'],
  },
  {
    name: 'an encrypted NameID',
    sent: /<saml:EncryptedID>/,
    wishes: { encrypts: 'NameID' },
    outcome: 'rejected',
    failed: ['assertion-not-encrypted'],
  },
  {
    name: 'a second audience',
    sent: /<saml:Audience>urn:example:other</,
    wishes: { options: { audience: ['urn:example:other'] } },
    outcome: 'accepted',
  },
  {
    name: 'claim names that are said to be URIs',
    sent: /NameFormat="[^"]*attrname-format:uri"/,
    wishes: { options: { 'attributes.NameFormat': 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri' } },
    outcome: 'accepted',
  },
  {
    name: 'a claim that holds an element',
    sent: /<saml:AttributeValue[^>]*><saml:NameID\b/,
    wishes: {
      options: {
        ...filter({ class: 'core:AttributeAdd', badge: ELEMENT }),
        attributeencodings: { badge: 'raw' },
      },
    },
    outcome: 'accepted',
  },
  {
    name: 'an assertion that is past its time',
    wishes: { options: { 'assertion.lifetime': -400 } },
    outcome: 'rejected',
    failed: ['not-on-or-after-ahead'],
    failedIn: { enhanced: ['subject-confirmation-in-time'] }, // elsewhere an error, and of two errors by one cause one is told
  },
  {
    name: 'a refusal instead of an assertion',
    sent: /status:NoAuthnContext(?!.*<saml:Assertion)/s,
    wishes: { options: filter({ class: 'core:PHP', code: REFUSES }) },
    outcome: 'rejected',
    failed: ['status-is-success'],
  },
]

/** What samlp can do beside. */
export const SAMLP_CASES: Case[] = [
  {
    name: 'values of any type',
    sent: /xsi:type="xs:anyType"/,
    wishes: { options: { typedAttributes: false } },
    outcome: 'accepted',
  },
  {
    name: 'claim names without format',
    sent: /^(?!.*NameFormat=)/s,
    wishes: { options: { includeAttributeNameFormat: false } },
    outcome: 'accepted',
  },
  {
    name: 'signatures with a prefix',
    sent: /<ds:Signature /,
    wishes: { options: { signatureNamespacePrefix: 'ds' } },
    outcome: 'accepted',
  },
  {
    name: 'a session index',
    sent: /SessionIndex="_1"/,
    wishes: { options: { sessionIndex: '_1' } },
    outcome: 'accepted',
  },
  {
    name: 'no destination and no recipient, as by its defaults',
    sent: /^(?!.*Recipient=)/s,
    wishes: { options: { destination: null, recipient: null } },
    outcome: 'rejected',
    failedIn: {
      legacy: ['destination-matches-acs', 'recipient-matches-acs'],
      preview: ['recipient-matches-acs'], // samlp takes the entity ID for both, which is preview's ACS URL as well
      enhanced: ['destination-matches-acs'],
    },
  },
]

/** The findings that fail for every login of a generation: preview is deprecated, and legacy past its end. */
export const FAILED_BY_GENERATION: Record<Generation, string[]> = {
  legacy: ['endpoint-is-current'],
  preview: ['endpoint-is-current'],
  enhanced: [],
}

/** The findings that fail for every login that began there: from the portal of an IdP it needs a URL to land on. */
export const FAILED_BY_START = { 'the login link': [], "the IdP's portal": ['idp-initiated-has-redirect-url'] }
