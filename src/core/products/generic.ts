import type { MenuPlace, Product } from '../domain/product.ts'
import { AUTHN_CONTEXT } from '../domain/saml-names.ts'

const SAML = 'SAML application'
const PROFILES = 'https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf'
const CORE = 'https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf'
const FLEX = 'https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration'

const place = (menu: string, field: string, more: Pick<MenuPlace, 'choices' | 'note'> = {}): MenuPlace => ({
  menu,
  field,
  ...more,
  source: null,
})

/** An IdP that nobody knows: the words of SAML, and what other products call the same. */
export const generic: Product = {
  id: 'generic',
  name: 'another SAML 2.0 identity provider',
  signs: [],
  /** No product's hand: the short form that the SAML 2.0 profiles ask for. */
  responses: {
    id: 'plain',
    name: 'Plain SAML 2.0',
    issuer: 'https://idp.example.com/{tenant}/metadata',
    certificateSubject: 'CN=idp.example.com',
    declaration: '',
    prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'ds' },
    rootDeclares: ['assertion'],
    responseId: '_{newHex32}',
    assertionId: '_{newHex32}',
    sessionIndex: '_{newHex32}',
    issuerHasFormat: false,
    consent: null,
    times: { notBefore: -60, notOnOrAfter: 300, authnInstant: 0, sessionNotOnOrAfter: null },
    statements: 'authentication first',
    nameFormat: null,
    friendlyNames: false,
    valueType: null,
    authnContext: AUTHN_CONTEXT.password,
    signs: ['Assertion', 'Response'],
    prefixLists: {},
    keyInfo: 'x509',
    wrapsBase64: false,
    ownClaims: [],
  },
  settings: {
    acsUrl: place(SAML, 'Assertion Consumer Service (ACS) URL, also called Reply URL or Single sign-on URL', {
      note: 'Elsewhere also Consumer URL, POST-back URL, SAML assertion endpoint or Application callback URL. Where Destination and Recipient have fields of their own, they take the same URL.',
    }),
    entityId: place(SAML, 'SP Entity ID, also called Audience or Identifier', {
      note: 'Elsewhere also Audience URI, Audience restriction, Relying party identifier, Client ID, SP Issuer or Partner entity ID.',
    }),
    issuer: place(SAML, 'IdP Entity ID, also called Issuer', {
      note: 'In the metadata of the IdP it is the attribute entityID of EntityDescriptor. Elsewhere also Identity Provider Identifier, Issuer URL or Issuer ID.',
    }),
    ssoUrl: place(SAML, 'Single sign-on URL of the IdP, also called Login URL or SAML 2.0 Endpoint', {
      note: 'In the metadata of the IdP it is the Location of SingleSignOnService with the binding HTTP-Redirect. The URL of the metadata itself is another one.',
    }),
    certificate: place(SAML, 'Signing certificate, also called X.509 certificate', {
      note: 'In PEM form (Base64), with the BEGIN and END lines. In the metadata it is the X509Certificate of the KeyDescriptor for signing.',
    }),
    signing: place(SAML, 'What is signed, also called Signing option, Signature element or Signed response', {
      choices: {
        both: 'response and assertion',
        response: 'response (message, document)',
        assertion: 'assertion',
      },
    }),
    algorithm: place(SAML, 'Signature algorithm', {
      choices: { sha256: 'RSA-SHA256, with the digest SHA-256' },
    }),
    encryption: place(SAML, 'Assertion encryption', {
      choices: { none: 'none (unencrypted)' },
      note: 'Elsewhere also Token encryption. Remove an encryption certificate of the service provider.',
    }),
    nameId: place(SAML, 'NameID, also called Name ID format and value', {
      choices: { email: 'the e-mail address, with the format emailAddress' },
      note: 'Elsewhere also Subject, Unique user identifier or Application username.',
    }),
    claims: place(SAML, 'Attribute name, also called Claim name', {
      note: 'In the attribute statement (attribute mapping, claims, parameters); plain names, without namespace.',
    }),
    roles: place(SAML, 'Attribute roles', {
      choices: { values: 'agent, supervisor or admin, in lower case' },
      note: 'From roles, groups or an attribute of the user; several as AttributeValue elements of one Attribute, or with commas in one.',
    }),
    assignment: place(SAML, 'Users and groups that may use the application', {
      note: 'Elsewhere also Assignments, Access or Permissions.',
    }),
    lifetime: place(SAML, 'Assertion lifetime', {
      note: 'NotBefore and NotOnOrAfter; five minutes are usual. Elsewhere also Token lifetime or Assertion validity.',
    }),
    session: place(SAML, 'Session lifetime', {
      note: 'SessionNotOnOrAfter: leave it out, or let it last a shift of 8 to 10 hours.',
    }),
    protocol: place(SAML, 'Protocol and binding', {
      choices: { post: 'SAML 2.0, response by HTTP-POST' },
      note: 'Not SAML 1.1, WS-Federation, HTTP-Redirect or Artifact for the response.',
    }),
    clock: place('Server of the IdP', 'Clock', { note: 'Keep it right with NTP.' }),
  },
  guide: {
    url: null,
    signaturePolicy: 'both',
    nameId: 'a lasting name of the user, best the e-mail address',
    roles: 'agent, supervisor or admin in the attribute roles',
  },
  setUp: [
    'Make a SAML 2.0 application (also called relying party, service provider or client) in the IdP.',
    'Set the Assertion Consumer Service (ACS) URL, also called Reply URL or Single sign-on URL, to `{acsUrl}`, with the binding HTTP-POST.',
    'Set the SP Entity ID, also called Audience or Identifier, to `{entityId}`.',
    'Let it sign the response and the assertion, with RSA-SHA256, and encrypt nothing. Switch off the verification of signed requests, since Flex does not sign its own.',
    'Set the NameID to the e-mail address of the user, with the format emailAddress.',
    'Send the attributes `full_name`, `email` and `roles`, each with this plain name and no namespace; roles holds agent, supervisor or admin, in lower case.',
    'Allow the users, or their groups, to use the application.',
    'Copy the signing certificate in PEM form, the single sign-on URL and the entity ID of the IdP: they are the X.509 Certificate, the Single Sign-On URL and the Identity Provider Issuer of the connection.',
  ],
  beside:
    'Make a second application in the IdP for the harness, and leave the live one as it is. Where an application may hold several ACS URLs and the entity ID is the same, adding the URL of the harness is enough.',
  defaults: {},
  nothingArrives: [
    {
      symptom: 'The IdP says that it does not know the application, the service provider or the Issuer of the request.',
      cause: 'The SP Entity ID is not the Issuer of the request.',
      fix: 'Enter {entityId} as SP Entity ID (Audience, Identifier), letter for letter.',
      source: null,
    },
    {
      symptom: 'The IdP says that the ACS URL, Reply URL or redirect URI does not match.',
      cause: 'The ACS URL that the request names is not one of the application.',
      fix: 'Enter {acsUrl} as ACS URL, letter for letter.',
      source: null,
    },
    {
      symptom: 'The IdP says that the request is not signed, or that its signature is not valid.',
      cause: 'The IdP asks for signed requests, and Flex does not sign its own.',
      fix: 'Switch the verification of signed requests off.',
      source: null,
    },
    {
      symptom: 'The IdP says that the user has no access.',
      cause: 'The user is not among those who may use the application.',
      fix: 'Assign the user, or a group of the user, to the application.',
      source: null,
    },
    {
      symptom: 'The IdP says that the authentication context or method does not match.',
      cause: 'Legacy Flex asks for a password login (RequestedAuthnContext, exact), and the user signed in otherwise.',
      fix: 'Let the IdP disregard RequestedAuthnContext, start the login at the IdP, or move to enhanced SSO, which does not ask for it.',
      source: null,
    },
    {
      symptom: 'The browser shows XML in place of a login page.',
      cause: 'The Single Sign-On URL of the connection is the URL of the metadata.',
      fix: 'Enter the Location of SingleSignOnService from that metadata as Single Sign-On URL.',
      source: FLEX,
    },
  ],
  documentation: [
    { title: 'Flex: Single sign-on', url: FLEX },
    { title: 'SAML 2.0 Profiles (4.1: Web Browser SSO)', url: PROFILES },
    { title: 'SAML 2.0 Core', url: CORE },
  ],
  checkedOn: '2026-11-22',
}
