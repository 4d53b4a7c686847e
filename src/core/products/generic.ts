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

/** An unknown IdP: the terms of SAML, and what other products call the same thing. */
export const generic: Product = {
  id: 'generic',
  name: 'another SAML 2.0 identity provider',
  signs: [],
  /** Not the style of any product: the minimum that the SAML 2.0 profiles require. */
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
      note: 'Also called Consumer URL, POST-back URL, SAML assertion endpoint or Application callback URL. If Destination and Recipient have separate fields, enter the same URL there.',
    }),
    entityId: place(SAML, 'SP Entity ID, also called Audience or Identifier', {
      note: 'Also called Audience URI, Audience restriction, Relying party identifier, Client ID, SP Issuer or Partner entity ID.',
    }),
    issuer: place(SAML, 'IdP Entity ID, also called Issuer', {
      note: 'In the IdP’s metadata, it is the attribute entityID of EntityDescriptor. Also called Identity Provider Identifier, Issuer URL or Issuer ID.',
    }),
    ssoUrl: place(SAML, 'Single sign-on URL of the IdP, also called Login URL or SAML 2.0 Endpoint', {
      note: 'In the IdP’s metadata, it is the Location of SingleSignOnService with the binding HTTP-Redirect. It is not the URL of the metadata.',
    }),
    certificate: place(SAML, 'Signing certificate, also called X.509 certificate', {
      note: 'In PEM form (Base64), with the BEGIN and END lines. In the metadata, it is the X509Certificate of the KeyDescriptor for signing.',
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
      note: 'Also called Token encryption. Remove the service provider’s encryption certificate, if there is one.',
    }),
    nameId: place(SAML, 'NameID, also called Name ID format and value', {
      choices: { email: 'the e-mail address, with the format emailAddress' },
      note: 'Also called Subject, Unique user identifier or Application username.',
    }),
    claims: place(SAML, 'Attribute name, also called Claim name', {
      note: 'In the attribute statement (also called attribute mapping, claims or parameters). Use plain names, without a namespace.',
    }),
    roles: place(SAML, 'Attribute roles', {
      choices: { values: 'agent, supervisor or admin, in lower case' },
      note: 'From roles, groups or a user attribute. Send several as AttributeValue elements of one Attribute, or separated by commas in one value.',
    }),
    assignment: place(SAML, 'Users and groups that may use the application', {
      note: 'Also called Assignments, Access or Permissions.',
    }),
    lifetime: place(SAML, 'Assertion lifetime', {
      note: 'NotBefore and NotOnOrAfter; five minutes is usual. Also called Token lifetime or Assertion validity.',
    }),
    session: place(SAML, 'Session lifetime', {
      note: 'SessionNotOnOrAfter: leave it out, or set it to the length of a shift, 8 to 10 hours.',
    }),
    protocol: place(SAML, 'Protocol and binding', {
      choices: { post: 'SAML 2.0, response by HTTP-POST' },
      note: 'Not SAML 1.1, WS-Federation, HTTP-Redirect or Artifact for the response.',
    }),
    clock: place('Server of the IdP', 'Clock', { note: 'Synchronise it with NTP.' }),
  },
  guide: {
    url: null,
    signaturePolicy: 'both',
    nameId: 'a permanent name for the user, preferably the e-mail address',
    roles: 'agent, supervisor or admin in the attribute roles',
  },
  setUp: [
    'Create a SAML 2.0 application (also called relying party, service provider or client) in the IdP.',
    'Set the Assertion Consumer Service (ACS) URL, also called Reply URL or Single sign-on URL, to `{acsUrl}`, with the binding HTTP-POST.',
    'Set the SP Entity ID, also called Audience or Identifier, to `{entityId}`.',
    'Sign the response and the assertion with RSA-SHA256, and encrypt nothing. Do not require signed requests, because Flex does not sign its requests.',
    'Set the NameID to the user’s e-mail address, with the format emailAddress.',
    'Send the attributes `full_name`, `email` and `roles`, each with this plain name and no namespace. The value of roles is agent, supervisor or admin, in lower case.',
    'Allow the users, or their groups, to use the application.',
    'Copy the signing certificate in PEM form, the single sign-on URL and the entity ID of the IdP: these are the X.509 Certificate, the Single Sign-On URL and the Identity Provider Issuer of the connection.',
  ],
  beside:
    'Create a second application in the IdP for the harness, and leave the live one unchanged. If an application can have several ACS URLs and the entity ID is the same, you can add the URL of the harness to the live one instead.',
  defaults: {},
  nothingArrives: [
    {
      symptom: 'The IdP says that it does not know the application, the service provider or the Issuer of the request.',
      cause: 'The SP Entity ID is not the Issuer of the request.',
      fix: 'Enter exactly {entityId} as SP Entity ID (Audience, Identifier).',
      source: null,
    },
    {
      symptom: 'The IdP says that the ACS URL, Reply URL or redirect URI does not match.',
      cause: 'The ACS URL in the request is not one of the application’s ACS URLs.',
      fix: 'Enter exactly {acsUrl} as ACS URL.',
      source: null,
    },
    {
      symptom: 'The IdP says that the request is not signed, or that its signature is not valid.',
      cause: 'The IdP requires signed requests, and Flex does not sign its requests.',
      fix: 'Turn off the verification of signed requests.',
      source: null,
    },
    {
      symptom: 'The IdP says that the user has no access.',
      cause: 'The user is not allowed to use the application.',
      fix: 'Assign the user, or one of their groups, to the application.',
      source: null,
    },
    {
      symptom: 'The IdP says that the authentication context or method does not match.',
      cause:
        'Legacy Flex requires a password login (RequestedAuthnContext with exact comparison), and the user signed in by another method.',
      fix: 'Configure the IdP to ignore RequestedAuthnContext, start the login at the IdP, or move to enhanced SSO, which does not require it.',
      source: null,
    },
    {
      symptom: 'The browser shows XML instead of a login page.',
      cause: 'The Single Sign-On URL of the connection is the URL of the metadata.',
      fix: 'As Single Sign-On URL, enter the Location of SingleSignOnService from that metadata.',
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
