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
      says: 'the issuer is that of a Google Workspace customer',
    },
    {
      trait: 'certificateSubjects',
      pattern: /O=Google Inc\.,.{0,100}CN=Google, OU=Google For Work/,
      weight: 'strong',
      says: 'the certificate is one that Google makes for SAML apps',
    },
    {
      trait: 'prefixes',
      pattern: /^saml2p saml2 ds$/,
      weight: 'weak',
      says: 'the prefixes are saml2p, saml2 and ds',
    },
  ],
  /** Google Workspace: it signs the response or the assertion, never both. */
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
    entityId: { menu: SERVICE_PROVIDER, field: 'Entity ID', note: 'Upper and lower case count.', source: ERRORS },
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
    roles: 'the custom attribute Roles of the category Flex Details, mapped to roles',
  },
  setUp: [
    'In the Google Admin console open the custom attributes of users (https://admin.google.com/ac/customschema), choose Add custom attribute, enter Flex Details as Category and add Roles (Text, Multi-value) and Full Name (Text, Single value).',
    'Open a user under Directory › Users and fill in both: Roles with agent, supervisor or admin in lower case.',
    'Open Apps › Web and mobile apps, choose Add app › Add custom SAML app and give it a name.',
    'Copy SSO URL and Entity ID and download Certificate: they are the Single Sign-On URL, the Identity Provider Issuer and the X.509 Certificate of the connection.',
    'Set ACS URL to `{acsUrl}` and Entity ID to `{entityId}`, and tick Signed response.',
    'Set Name ID format to EMAIL and Name ID to Basic Information › Primary email.',
    'Map Basic Information › Primary email to email, Flex Details › Full Name to full_name and Flex Details › Roles to roles, and finish.',
    'Open User access and turn the application ON for everyone or for the organizational unit of the users.',
    'Begin every login at the login link of Flex, and of the harness while you rehearse: the tile in Google’s app launcher cannot begin one.',
  ],
  beside:
    'Add a second custom SAML app with the URLs of the harness, and turn it on for the testers alone. Google takes each Entity ID once, so the second app needs the Entity ID of another tenant.',
  defaults: {
    'response-is-signed': 'Google signs the assertion alone until Signed response is ticked.',
    'assertion-is-signed': 'With Signed response ticked, Google signs the response instead of the assertion.',
    'claim-full-name-is-present':
      'Google has no attribute full_name: it is a custom one, and has to be filled in for each user.',
    'claim-email-is-present':
      'Google sends the primary e-mail address as NameID; as a claim it has to be mapped to email.',
    'claim-roles-is-present':
      'Google has no attribute roles: it is a custom one, and has to be filled in for each user.',
  },
  nothingArrives: [
    {
      symptom: '403 app_not_configured_for_user',
      cause:
        'The Issuer of the request is not the Entity ID of the application, letter for letter; or the browser is signed in with another Google account.',
      fix: 'Service provider details › Entity ID: enter {entityId}. Else sign in with the account of the right domain.',
      source: ERRORS,
    },
    {
      symptom: '403 app_not_configured',
      cause: 'No application of this domain has the Entity ID that the request names.',
      fix: 'Add the custom SAML app, or correct its Entity ID to {entityId}.',
      source: ERRORS,
    },
    {
      symptom: '403 app_not_enabled_for_user',
      cause: 'The application is off for the user.',
      fix: 'Apps › Web and mobile apps › your application › User access: turn it ON for everyone or for the user’s organization.',
      source: ERRORS,
    },
    {
      symptom: '400 duplicate entity id, when the application is made',
      cause: 'Another application of the domain has this Entity ID.',
      fix: 'Use that application, or another Entity ID.',
      source: ERRORS,
    },
    {
      symptom: 'The tile in Google’s app launcher does not sign in to Flex.',
      cause: 'Flex takes logins that the IdP begins, with the exception of Google Workspace.',
      fix: 'Begin at the login link of Flex.',
      source: FLEX_SSO,
    },
  ],
  further: [
    {
      topic: 'An ACS URL with https',
      words:
        'Google may take https URLs alone. Then lead an https tunnel to the harness, start it with --base-url and the URL of the tunnel, and enter the ACS URL that begins with it.',
      source: null,
    },
    {
      topic: 'Flex inside another page',
      words:
        'Google does not let its sign-in page be shown in a frame: tick Login using popup on the SSO page of the Flex Console.',
      source: GUIDE,
    },
    {
      topic: 'Flex Insights',
      words: 'Further attributes of Flex Insights, such as team_name or department, are custom attributes too.',
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
