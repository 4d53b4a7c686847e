import type { Product } from '../domain/product.ts'
import { AUTHN_CONTEXT, NAME_FORMAT } from '../domain/saml-names.ts'

const GUIDE = 'https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration/okta'
const FIELDS = 'https://help.okta.com/en-us/Content/Topics/Apps/aiw-saml-reference.htm'
const WIZARD = 'https://help.okta.com/en-us/content/topics/apps/apps_app_integration_wizard_saml.htm'
const NOT_ASSIGNED =
  'https://support.okta.com/help/s/article/App-Sign-on-Error-403-User-attempted-unauthorized-access-to-app'

const APPLICATION = 'Applications › Applications › your application'
const SAML_SETTINGS = `${APPLICATION} › General › SAML Settings › Edit › Configure SAML`
const ADVANCED = `${SAML_SETTINGS} › Show Advanced Settings`
const SET_UP_INSTRUCTIONS = `${APPLICATION} › Sign On › View SAML setup instructions`

/** Okta Workforce Identity. */
export const okta: Product = {
  id: 'okta',
  name: 'Okta',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https?:\/\/www\.okta\.com\/[0-9A-Za-z]+$/,
      weight: 'strong',
      says: 'the issuer is an Okta application',
    },
    {
      trait: 'certificateSubjects',
      pattern: /O=Okta, OU=SSOProvider/,
      weight: 'strong',
      says: 'the certificate is one that Okta generates for an application',
    },
    {
      trait: 'responseId',
      pattern: /^id\d{20,}$/,
      weight: 'weak',
      says: 'the ID of the response is id followed by a long number',
    },
    {
      trait: 'assertionId',
      pattern: /^id\d{20,}$/,
      weight: 'weak',
      says: 'the ID of the assertion is id followed by a long number',
    },
    {
      trait: 'prefixes',
      pattern: /^saml2p saml2 ds$/,
      weight: 'weak',
      says: 'the prefixes are saml2p, saml2 and ds',
    },
  ],
  /** Okta Workforce Identity, based on the sample assertion in its Flex guide and on its SAML application wizard. */
  responses: {
    issuer: 'http://www.okta.com/exk{hex20}',
    certificateSubject: 'C=US, ST=California, L=San Francisco, O=Okta, OU=SSOProvider, CN=dev-example, E=info@okta.com',
    declaration: '<?xml version="1.0" encoding="UTF-8"?>',
    prefixes: { protocol: 'saml2p', assertion: 'saml2', signature: 'ds' },
    rootDeclares: ['xs'],
    responseId: 'id{newDigits}',
    assertionId: 'id{newDigits}',
    sessionIndex: 'id{millis}.{newDigits}',
    issuerHasFormat: true,
    consent: null,
    times: { notBefore: -300, notOnOrAfter: 300, authnInstant: 0, sessionNotOnOrAfter: null },
    statements: 'authentication first',
    nameFormat: NAME_FORMAT.unspecified,
    friendlyNames: false,
    valueType: 'xs:string',
    authnContext: AUTHN_CONTEXT.passwordProtectedTransport,
    signs: ['Assertion', 'Response'],
    prefixLists: { Response: 'xs', Assertion: 'xs' },
    keyInfo: 'x509',
    wrapsBase64: true,
    ownClaims: [],
  },
  settings: {
    acsUrl: {
      menu: SAML_SETTINGS,
      field: 'Single sign-on URL',
      note: 'Leave Use this for Recipient URL and Destination URL selected. Okta does not accept underscores in this URL.',
      source: FIELDS,
    },
    entityId: { menu: SAML_SETTINGS, field: 'Audience URI (SP Entity ID)', source: FIELDS },
    issuer: { menu: SET_UP_INSTRUCTIONS, field: 'Identity Provider Issuer', source: null },
    ssoUrl: { menu: SET_UP_INSTRUCTIONS, field: 'Identity Provider Single Sign-On URL', source: null },
    certificate: { menu: SET_UP_INSTRUCTIONS, field: 'X.509 Certificate', source: null },
    signing: {
      menu: ADVANCED,
      field: 'Response and Assertion Signature',
      choices: {
        both: 'Signed for Response and Signed for Assertion Signature',
        response: 'Signed for Response and Unsigned for Assertion Signature',
        assertion: 'Unsigned for Response and Signed for Assertion Signature',
      },
      source: GUIDE,
    },
    algorithm: {
      menu: ADVANCED,
      field: 'Signature Algorithm and Digest Algorithm',
      choices: { sha256: 'RSA-SHA256 for Signature Algorithm and SHA256 for Digest Algorithm' },
      note: 'These are the defaults.',
      source: GUIDE,
    },
    encryption: {
      menu: ADVANCED,
      field: 'Assertion Encryption',
      choices: { none: 'Unencrypted' },
      source: GUIDE,
    },
    nameId: {
      menu: SAML_SETTINGS,
      field: 'Application username',
      choices: { email: 'Email' },
      note: 'Name ID format can stay Unspecified.',
      source: GUIDE,
    },
    claims: {
      menu: `${SAML_SETTINGS} › Attribute Statements`,
      field: 'Name',
      note: 'Value is an expression: user.email for email, String.join(" ", user.firstName, user.lastName) for full_name.',
      source: GUIDE,
    },
    roles: {
      menu: `${SAML_SETTINGS} › Attribute Statements`,
      field: 'Name',
      note: 'The value is a user attribute that holds agent, supervisor or admin, such as user.flexRoles.',
      source: GUIDE,
    },
    assignment: { menu: `${APPLICATION} › Assignments`, field: 'Assign', source: NOT_ASSIGNED },
    lifetime: null,
    session: null,
    protocol: {
      menu: 'Applications › Applications › Create App Integration',
      field: 'SAML 2.0',
      note: 'You choose it when you create the application. Okta answers with HTTP-POST.',
      source: GUIDE,
    },
    clock: null,
  },
  guide: {
    url: GUIDE,
    signaturePolicy: 'both',
    nameId: 'the Application username: an e-mail address, the Okta username or another unique name',
    roles: 'an attribute statement named roles',
  },
  setUp: [
    'In the Okta Admin Console, open Applications › Applications, choose Create App Integration, then SAML 2.0, and enter a name.',
    'Set Single sign-on URL to `{acsUrl}`, leave Use this for Recipient URL and Destination URL selected, and set Audience URI (SP Entity ID) to `{entityId}`.',
    'Leave Default RelayState blank and Name ID format at Unspecified. Set Application username to Email.',
    'Choose Show Advanced Settings and set Response to Signed, Assertion Signature to Signed and Assertion Encryption to Unencrypted. Leave both algorithms at their defaults.',
    'In Directory › Profile Editor, add an attribute such as flexRoles (string array) to the user profile. Set it to agent, supervisor or admin, in lower case, for each user.',
    'Under Attribute Statements, add full_name with the value String.join(" ", user.firstName, user.lastName), email with user.email, and roles with that attribute, user.flexRoles.',
    'Finish, open Assignments and assign each user or group.',
    'Open Sign On › View SAML setup instructions: Identity Provider Single Sign-On URL, Identity Provider Issuer and X.509 Certificate are the Single Sign-On URL, the Identity Provider Issuer and the X.509 Certificate of the connection.',
  ],
  beside:
    'Create a second application integration with the URLs of the harness, and leave the live one unchanged. Each has its own issuer and Audience URI; the connection in the harness needs the issuer of the second.',
  defaults: {
    'claim-full-name-is-present': 'Okta sends no claims by default. Each claim needs an attribute statement.',
    'claim-email-is-present':
      'Okta sends no claims by default, not even the e-mail address. Each claim needs an attribute statement.',
    'claim-roles-is-present': 'Okta has no Flex roles. Send them in an attribute statement named roles.',
  },
  nothingArrives: [
    {
      symptom:
        '403 App Not Assigned: Sorry, you cannot access the application because you are not assigned this app in Okta.',
      cause: 'The user is not assigned to the application, or the assignment has an error.',
      fix: 'Applications › Applications › your application › Assignments: assign the user or one of their groups.',
      source: NOT_ASSIGNED,
    },
    {
      symptom: 'System Log: User attempted unauthorized access to app',
      cause: 'The same problem, as the administrator sees it.',
      fix: 'Check the user’s assignment, and assign the application again.',
      source: NOT_ASSIGNED,
    },
  ],
  documentation: [
    { title: 'Flex: Configure Okta', url: GUIDE },
    { title: 'Create SAML app integrations', url: WIZARD },
    { title: 'Application Integration Wizard SAML field reference', url: FIELDS },
    { title: 'Error 403: user attempted unauthorized access to app', url: NOT_ASSIGNED },
  ],
  checkedOn: '2026-11-22',
}
