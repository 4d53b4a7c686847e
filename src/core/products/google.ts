import type { Product } from '../domain/product.ts'
import { AUTHN_CONTEXT } from '../domain/saml-names.ts'

const GUIDE = 'https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration/google'
const FLEX_SSO = 'https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration'
const CUSTOM_APP = 'https://support.google.com/a/answer/6087519'
const ERRORS = 'https://support.google.com/a/answer/6301076'

const APPLICATION = 'Apps › Web and mobile apps › your application'
const SERVICE_PROVIDER = `${APPLICATION} › Service provider details`
const MAPPING = `${APPLICATION} › SAML attribute mapping`
const IDP_DETAILS = 'Apps › Web and mobile apps › Add app › Add custom SAML app › Google Identity Provider details'

/** Google Workspace and Cloud Identity. */
export const google: Product = {
  id: 'google',
  name: 'Google Workspace',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https:\/\/accounts\.google\.com\/o\/saml2\?idpid=[0-9A-Za-z]+$/,
      weight: 'strong',
      says: 'the issuer is a Google Workspace customer',
    },
    {
      trait: 'certificateSubjects',
      pattern: /O=Google Inc\.,.{0,100}CN=Google, OU=Google For Work/,
      weight: 'strong',
      says: 'the certificate is one that Google generates for SAML apps',
    },
    {
      trait: 'prefixes',
      pattern: /^saml2p saml2 ds$/,
      weight: 'weak',
      says: 'the prefixes are saml2p, saml2 and ds',
    },
  ],
  /** Google Workspace signs the response or the assertion, never both. */
  responses: {
    issuer: 'https://accounts.google.com/o/saml2?idpid=C{hex20}',
    certificateSubject: 'O=Google Inc., L=Mountain View, CN=Google, OU=Google For Work, C=US, ST=California',
    declaration: '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    prefixes: { protocol: 'saml2p', assertion: 'saml2', signature: 'ds' },
    rootDeclares: [],
    responseId: '_{newHex32}',
    assertionId: '_{newHex32}',
    sessionIndex: '{assertionId}',
    issuerHasFormat: false,
    consent: null,
    times: { notBefore: -300, notOnOrAfter: 300, authnInstant: -10, sessionNotOnOrAfter: null },
    statements: 'attributes first',
    nameFormat: null,
    friendlyNames: false,
    valueType: 'xs:anyType',
    authnContext: AUTHN_CONTEXT.unspecified,
    signs: ['Response'],
    prefixLists: {},
    keyInfo: 'x509-with-prefix',
    wrapsBase64: true,
    ownClaims: [],
  },
  settings: {
    acsUrl: { menu: SERVICE_PROVIDER, field: 'ACS URL', source: GUIDE },
    entityId: { menu: SERVICE_PROVIDER, field: 'Entity ID', note: 'Case-sensitive.', source: ERRORS },
    issuer: { menu: IDP_DETAILS, field: 'Entity ID', source: GUIDE },
    ssoUrl: { menu: IDP_DETAILS, field: 'SSO URL', source: GUIDE },
    certificate: {
      menu: IDP_DETAILS,
      field: 'Certificate',
      note: 'Paste the entire contents of the file, dashes included.',
      source: GUIDE,
    },
    signing: {
      menu: SERVICE_PROVIDER,
      field: 'Signed response',
      choices: { response: 'ticked', assertion: 'not ticked' },
      note: 'Google signs one of the two, never both.',
      source: GUIDE,
    },
    algorithm: null,
    encryption: null,
    nameId: {
      menu: SERVICE_PROVIDER,
      field: 'Name ID',
      choices: { email: 'Basic Information › Primary email, with EMAIL as Name ID format' },
      source: GUIDE,
    },
    claims: {
      menu: MAPPING,
      field: 'App attributes',
      note: 'Map Primary email to email and Flex Details › Full Name to full_name. The names are case sensitive.',
      source: GUIDE,
    },
    roles: {
      menu: MAPPING,
      field: 'App attributes',
      note: 'Map the custom attribute Flex Details › Roles to roles.',
      source: GUIDE,
    },
    assignment: { menu: `${APPLICATION} › User access`, field: 'ON for everyone', source: ERRORS },
    lifetime: null,
    session: null,
    protocol: {
      menu: 'Apps › Web and mobile apps › Add app',
      field: 'Add custom SAML app',
      source: GUIDE,
    },
    clock: null,
  },
  guide: {
    url: GUIDE,
    signaturePolicy: 'response',
    nameId: 'Basic Information › Primary email, with EMAIL as Name ID format',
    roles: 'the custom attribute Roles in the category Flex Details, mapped to roles',
  },
  setUp: [
    'In the Google Admin console, open the custom user attributes (https://admin.google.com/ac/customschema), choose Add custom attribute, enter Flex Details as Category, and add Roles (Text, Multi-value) and Full Name (Text, Single value).',
    'For each user under Directory › Users, fill in both. The values of Roles are agent, supervisor and admin, in lower case.',
    'Open Apps › Web and mobile apps, choose Add app › Add custom SAML app, and enter a name.',
    'Copy SSO URL and Entity ID, and download Certificate: these are the Single Sign-On URL, the Identity Provider Issuer and the X.509 Certificate of the connection.',
    'Set ACS URL to `{acsUrl}` and Entity ID to `{entityId}`, and tick Signed response.',
    'Set Name ID format to EMAIL and Name ID to Basic Information › Primary email.',
    'Map Basic Information › Primary email to email, Flex Details › Full Name to full_name and Flex Details › Roles to roles, and finish.',
    'Open User access and turn the application ON for everyone or for the organizational unit of the users.',
    'Start every login at the login link: the harness’s while you rehearse, then Flex’s. The tile in Google’s app launcher does not work with Flex.',
  ],
  beside:
    'Add a second custom SAML app with the URLs of the harness, and turn it on only for testers. Google accepts each Entity ID only once, so the second app needs the Entity ID of another tenant.',
  defaults: {
    'response-is-signed': 'Google signs only the assertion until Signed response is ticked.',
    'assertion-is-signed': 'With Signed response ticked, Google signs the response instead of the assertion.',
    'claim-full-name-is-present':
      'Google has no full_name attribute. Create a custom attribute and fill it in for each user.',
    'claim-email-is-present':
      'Google sends the primary e-mail address as NameID. Map it to email to send it as a claim too.',
    'claim-roles-is-present': 'Google has no roles attribute. Create a custom attribute and fill it in for each user.',
  },
  nothingArrives: [
    {
      symptom: '403 app_not_configured_for_user',
      cause:
        'The Issuer of the request is not exactly the Entity ID of the application, or the browser is signed in with a different Google account.',
      fix: 'Service provider details › Entity ID: enter {entityId}. If it is already correct, sign in with an account of the right domain.',
      source: ERRORS,
    },
    {
      symptom: '403 app_not_configured',
      cause: 'No application of this domain has the Issuer of the request as its Entity ID.',
      fix: 'Add the custom SAML app, or correct its Entity ID to {entityId}.',
      source: ERRORS,
    },
    {
      symptom: '403 app_not_enabled_for_user',
      cause: 'The application is turned off for the user.',
      fix: 'Apps › Web and mobile apps › your application › User access: turn it ON for everyone or for the user’s organization.',
      source: ERRORS,
    },
    {
      symptom: '400 duplicate entity id, when you create the application',
      cause: 'Another application of the domain already has this Entity ID.',
      fix: 'Use that application or a different Entity ID.',
      source: ERRORS,
    },
    {
      symptom: 'The tile in Google’s app launcher does not sign in to Flex.',
      cause: 'Flex accepts IdP-initiated logins, except from Google Workspace.',
      fix: 'Start at the login link of Flex.',
      source: FLEX_SSO,
    },
  ],
  further: [
    {
      topic: 'An https ACS URL',
      words:
        'Google may accept only https URLs. If so, expose the harness through an https tunnel, start it with --base-url and the URL of the tunnel, and enter the ACS URL that starts with that URL.',
      source: null,
    },
    {
      topic: 'Flex embedded in another page',
      words:
        'Google does not allow its sign-in page in a frame: tick Login using popup on the SSO page of the Flex Console.',
      source: GUIDE,
    },
    {
      topic: 'Flex Insights',
      words: 'Other Flex Insights attributes, such as team_name or department, are also custom attributes.',
      source: GUIDE,
    },
  ],
  documentation: [
    { title: 'Flex: Configure Google SSO', url: GUIDE },
    { title: 'Set up your own custom SAML app', url: CUSTOM_APP },
    { title: 'SAML app error messages', url: ERRORS },
  ],
  checkedOn: '2026-11-22',
}
