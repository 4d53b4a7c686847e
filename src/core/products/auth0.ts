import type { Product } from '../domain/product.ts'
import { AUTHN_CONTEXT, NAME_FORMAT } from '../domain/saml-names.ts'

const GUIDE = 'https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration/auth0'
const CUSTOMIZE = 'https://auth0.com/docs/authenticate/protocols/saml/saml-configuration/customize-saml-assertions'
const USAGE = 'https://www.librechat.ai/docs/configuration/authentication/SAML/auth0'
const ADDON = 'https://auth0.com/docs/authenticate/protocols/saml/saml-sso-integrations/enable-saml2-web-app-addon'

const APPLICATION = 'Applications › Applications › your application'
const ADDON_PAGE = `${APPLICATION} › Addons › SAML2 Web App`
const ADDON_SETTINGS = `${ADDON_PAGE} › Settings`
const ACTION = 'Actions › Library › your Post-Login Action'

/** Auth0 as an identity provider, through its SAML2 Web App addon. */
export const auth0: Product = {
  id: 'auth0',
  name: 'Auth0',
  signs: [
    {
      trait: 'issuer',
      pattern: /^(urn:|https:\/\/)[0-9a-z.-]+\.auth0\.com(\/|$)/i,
      weight: 'strong',
      says: 'the issuer is an Auth0 tenant',
    },
    {
      trait: 'certificateSubjects',
      pattern: /CN=[0-9a-z.-]+\.auth0\.com/i,
      weight: 'strong',
      says: 'the certificate belongs to an Auth0 tenant',
    },
    {
      trait: 'claimNames',
      pattern: /^http:\/\/schemas?\.auth0\.com\//,
      weight: 'strong',
      says: 'the claims are Auth0’s default claims',
    },
    {
      trait: 'prefixes',
      pattern: /^samlp saml -$/,
      weight: 'weak',
      says: 'the prefixes are samlp and saml, and Signature uses a default namespace',
    },
  ],
  /** Auth0 as an identity provider, set up as in the Flex guide: the Response is signed, and only mapped claims are sent. */
  responses: {
    issuer: 'urn:dev-{hex8}.us.auth0.com',
    certificateSubject: 'CN=dev-{hex8}.us.auth0.com',
    declaration: '',
    prefixes: { protocol: 'samlp', assertion: 'saml', signature: '' },
    rootDeclares: [],
    responseId: '_{newHex20}',
    assertionId: '_{newHex32}',
    sessionIndex: '_{newHex32}',
    issuerHasFormat: false,
    consent: null,
    times: { notBefore: 0, notOnOrAfter: 3_600, authnInstant: 0, sessionNotOnOrAfter: null },
    statements: 'authentication first',
    nameFormat: NAME_FORMAT.uri,
    friendlyNames: false,
    valueType: 'xs:string',
    authnContext: AUTHN_CONTEXT.unspecified,
    signs: ['Response'],
    prefixLists: {},
    keyInfo: 'x509',
    wrapsBase64: false,
    ownClaims: [],
  },
  settings: {
    acsUrl: {
      menu: ADDON_SETTINGS,
      field: 'Application Callback URL',
      note: 'Also add it to Settings › Application URIs › Allowed Callback URLs.',
      source: GUIDE,
    },
    entityId: {
      menu: ADDON_SETTINGS,
      field: 'audience',
      note: 'Without it, the Audience is the Issuer of the request.',
      source: CUSTOMIZE,
    },
    issuer: { menu: `${ADDON_PAGE} › Usage`, field: 'Issuer', source: USAGE },
    ssoUrl: {
      menu: `${APPLICATION} › Settings › Advanced Settings › Endpoints`,
      field: 'SAML Protocol URL',
      source: GUIDE,
    },
    certificate: {
      menu: `${ADDON_PAGE} › Usage`,
      field: 'Identity Provider Certificate',
      source: USAGE,
    },
    signing: {
      menu: ADDON_SETTINGS,
      field: 'signResponse',
      choices: { response: 'true', assertion: 'false' },
      note: 'Auth0 signs one of the two, never both.',
      source: CUSTOMIZE,
    },
    algorithm: {
      menu: ADDON_SETTINGS,
      field: 'signatureAlgorithm and digestAlgorithm',
      choices: { sha256: '"rsa-sha256" for signatureAlgorithm and "sha256" for digestAlgorithm' },
      source: CUSTOMIZE,
    },
    encryption: null,
    nameId: {
      menu: ADDON_SETTINGS,
      field: 'nameIdentifierProbes',
      choices: { email: '["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"]' },
      note: 'The default is the user_id, such as auth0|…, which would become the name of the worker.',
      source: CUSTOMIZE,
    },
    claims: {
      menu: ACTION,
      field: 'api.samlResponse.setAttribute',
      note: 'One call per claim: api.samlResponse.setAttribute("email", event.user.email).',
      source: GUIDE,
    },
    roles: {
      menu: 'User Management › Users › your user › app_metadata',
      field: 'flex.roles',
      choices: { values: '["agent"], ["supervisor"] or ["admin"]' },
      note: 'The complete value is {"flex": {"roles": ["agent"]}}. The Post-Login Action sends the roles as the claim roles.',
      source: null,
    },
    assignment: {
      menu: `${APPLICATION} › Connections`,
      field: 'the connection that holds the users',
      source: null,
    },
    lifetime: {
      menu: ADDON_SETTINGS,
      field: 'lifetimeInSeconds',
      note: 'The default is 3600.',
      source: CUSTOMIZE,
    },
    session: null,
    protocol: {
      menu: ADDON_SETTINGS,
      field: 'binding',
      choices: { post: '"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"' },
      source: GUIDE,
    },
    clock: null,
  },
  guide: {
    url: GUIDE,
    signaturePolicy: 'response',
    nameId:
      'not specified; the default is the user_id, such as auth0|…, and nameIdentifierProbes changes it to the e-mail address',
    roles: 'each user’s app_metadata.flex.roles, sent as roles by a Post-Login Action',
  },
  setUp: [
    'In the Auth0 Dashboard, open Applications › Applications, choose Create Application, enter a name and choose Regular Web Applications.',
    'Open Addons › SAML2 Web App › Settings and set Application Callback URL to `{acsUrl}`.',
    'Paste this into Settings below it: `{"binding": "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", "signResponse": true, "audience": "{entityId}", "signatureAlgorithm": "rsa-sha256", "digestAlgorithm": "sha256", "nameIdentifierProbes": ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"]}`.',
    'Scroll down, choose Enable and save. Under Usage, download the Auth0 certificate and copy the Issuer: these are the X.509 Certificate and the Identity Provider Issuer of the connection.',
    'Open the application’s Settings. Under Application URIs, add `{acsUrl}` to Allowed Callback URLs. Under Advanced Settings › Endpoints, copy SAML Protocol URL: this is the Single Sign-On URL of the connection. Save.',
    'Write a Post-Login Action that calls api.samlResponse.setAttribute for email (event.user.email), full_name (event.user.name) and roles (event.user.app_metadata.flex.roles). Deploy it and add it to the login flow.',
    'Give every user the app_metadata `{"flex": {"roles": ["agent"]}}`, with agent, supervisor or admin in lower case.',
  ],
  beside:
    'Create a second application with its own addon and the URLs of the harness. The issuer and certificate belong to the Auth0 tenant and stay the same; the SAML Protocol URL differs. The Post-Login Action runs for both.',
  defaults: {
    'response-is-signed': 'Auth0 signs only the assertion until signResponse is true.',
    'assertion-is-signed': 'With signResponse, Auth0 signs the response instead of the assertion.',
    'signature-algorithm-is-strong': 'Auth0 signs with rsa-sha1 until signatureAlgorithm is set.',
    'digest-algorithm-is-strong': 'Auth0 digests with sha1 until digestAlgorithm is set.',
    'audience-names-entity-id':
      'Auth0 takes the Audience from the request unless audience is set. IdP-initiated logins have no request.',
    'claims-have-no-namespace':
      'Auth0 names its own claims with URIs. Set passthroughClaimsWithNoMapping to false to send fewer.',
    'claim-full-name-is-present': 'Auth0 sends the name only under a URI. The Post-Login Action must set full_name.',
    'claim-email-is-present': 'Auth0 sends the e-mail address only under a URI. The Post-Login Action must set email.',
    'claim-roles-is-present': 'Auth0 sends no roles by default. The Post-Login Action must set them.',
  },
  nothingArrives: [
    {
      symptom: 'The login fails at Auth0 after the password is entered, in the Post-Login Action.',
      cause: 'The user has no app_metadata.flex.roles, which the Action in the Flex guide reads.',
      fix: 'User Management › Users › your user › app_metadata: enter {"flex": {"roles": ["agent"]}}.',
      source: GUIDE,
    },
    {
      symptom: 'Auth0 rejects the callback URL.',
      cause: 'The ACS URL in the request is not one of the Allowed Callback URLs.',
      fix: 'Settings › Application URIs › Allowed Callback URLs: add {acsUrl} exactly.',
      source: null,
    },
  ],
  documentation: [
    { title: 'Flex: Configure Auth0', url: GUIDE },
    { title: 'Customize SAML assertions', url: CUSTOMIZE },
    { title: 'Enable the SAML2 Web App addon', url: ADDON },
  ],
  checkedOn: '2026-11-22',
}
