import type { Product } from '../domain/product.ts'

const CONNECTOR = 'https://support.workstars.com/hc/en-gb/articles/8166534041873'
const PARAMETERS = 'https://kb.aampe.com/developer-guide/sso/sso_onelogin'
const ROLES_PARAMETER =
  'https://www.sonicwall.com/support/technical-documentation/docs/sma_1000-12-5-admin_guide/Content/Appendix/using-saml-custom-connector.htm'
const USER_ROLES =
  'https://docs.snyk.io/snyk-platform-administration/single-sign-on-sso-for-authentication-to-snyk/custom-mapping/examples-setting-up-custom-mapping-for-idps/example-setting-up-custom-mapping-for-onelogin'
const MACROS = 'https://onelogin.service-now.com/kb_view_customer.do?sysparm_article=KB0010609'
const ROLES = 'https://onelogin.service-now.com/kb?id=kb_article_view&sysparm_article=KB0010606'
const CERTIFICATES = 'https://onelogin.service-now.com/kb_view_customer.do?sysparm_article=KB0010585'
const NO_ACCESS = 'https://github.com/SAML-Toolkits/php-saml/issues/341'

const APPLICATION = 'Applications › Applications › your application'
const CONFIGURATION = `${APPLICATION} › Configuration`
const SSO = `${APPLICATION} › SSO`

/** OneLogin, with the application SAML Custom Connector (Advanced). */
export const onelogin: Product = {
  id: 'onelogin',
  name: 'OneLogin',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https:\/\/[a-z0-9.-]+\.onelogin\.com\/saml/,
      weight: 'strong',
      says: 'the issuer is a OneLogin application',
    },
    {
      trait: 'certificateSubjects',
      pattern: /CN=OneLogin Account /,
      weight: 'strong',
      says: 'the certificate is one that OneLogin generates for an account',
    },
    {
      trait: 'responseId',
      pattern: /^R[0-9a-f]{40}$/,
      weight: 'weak',
      says: 'the ID of the response is R followed by 40 hexadecimal digits',
    },
    {
      trait: 'assertionId',
      pattern: /^pfx[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      weight: 'weak',
      says: 'the ID of the assertion is pfx followed by a GUID',
    },
  ],
  settings: {
    acsUrl: {
      menu: CONFIGURATION,
      field: 'ACS (Consumer) URL',
      note: 'Enter the same URL as Recipient. As ACS (Consumer) URL Validator, enter a regular expression that matches it: the URL between ^ and $, with a backslash before each dot, slash and question mark.',
      source: CONNECTOR,
    },
    entityId: { menu: CONFIGURATION, field: 'Audience (EntityID)', source: CONNECTOR },
    issuer: {
      menu: SSO,
      field: 'Issuer URL',
      note: 'Each application has its own issuer.',
      source: CONNECTOR,
    },
    ssoUrl: { menu: SSO, field: 'SAML 2.0 Endpoint (HTTP)', source: CONNECTOR },
    certificate: {
      menu: `${SSO} › X.509 Certificate › View Details`,
      field: 'X.509 PEM',
      note: 'All certificates of the account are listed under Security › Certificates.',
      source: CONNECTOR,
    },
    signing: {
      menu: CONFIGURATION,
      field: 'SAML signature element',
      choices: { both: 'Both', response: 'Response', assertion: 'Assertion' },
      source: 'https://github.com/secoda/gitbook/blob/HEAD/saml/onelogin-saml.md',
    },
    algorithm: {
      menu: SSO,
      field: 'SAML Signature Algorithm',
      choices: { sha256: 'SHA-256' },
      source: CONNECTOR,
    },
    encryption: {
      menu: CONFIGURATION,
      field: 'Encrypt assertion',
      choices: { none: 'not ticked' },
      source: null,
    },
    nameId: {
      menu: CONFIGURATION,
      field: 'SAML nameID format',
      choices: { email: 'Email, with NameID value set to Email under Parameters' },
      source: CONNECTOR,
    },
    claims: {
      menu: `${APPLICATION} › Parameters › +`,
      field: 'Field name',
      note: 'Tick Include in SAML assertion. On the next page, choose the value: Email for email; for full_name, a macro such as {firstname} {lastname} or {name}.',
      source: PARAMETERS,
    },
    roles: {
      menu: `${APPLICATION} › Parameters › +`,
      field: 'Field name',
      note: 'Tick Include in SAML assertion and Multi-value parameter. On the next page, choose User Roles with Semicolon Delimited input (Multi-value output). OneLogin sends the names of the user’s OneLogin roles, so create roles named agent, supervisor and admin.',
      source: ROLES_PARAMETER,
    },
    assignment: {
      menu: 'Users › Roles › the role',
      field: 'Applications',
      note: 'Users get access to an application through a role that includes it.',
      source: ROLES,
    },
    lifetime: {
      menu: CONFIGURATION,
      field: 'SAML not valid on or after',
      note: 'In minutes, next to SAML not valid before.',
      source: null,
    },
    session: {
      menu: CONFIGURATION,
      field: 'SAML sessionNotOnOrAfter',
      note: 'In minutes.',
      source: null,
    },
    protocol: {
      menu: CONFIGURATION,
      field: 'SAML initiator',
      choices: { post: 'Service Provider, with the Flex login link as Login URL' },
      note: 'If it is set to OneLogin, OneLogin starts the login itself. The application must be a SAML Custom Connector (Advanced).',
      source: PARAMETERS,
    },
    clock: null,
  },
  guide: {
    url: null,
    signaturePolicy: 'both',
    nameId: 'Email (SAML nameID format Email)',
    roles: 'OneLogin roles named agent, supervisor and admin, sent as User Roles in the multi-value parameter roles',
  },
  setUp: [
    'In the OneLogin administration, open Applications › Applications, choose Add App, search for SAML Custom Connector (Advanced), enter a Display Name and save.',
    'Open Configuration: set Audience (EntityID) to `{entityId}`, and Recipient and ACS (Consumer) URL to `{acsUrl}`.',
    'On the same page, set ACS (Consumer) URL Validator to a regular expression for `{acsUrl}`: the URL between ^ and $, with a backslash before each dot, slash and question mark.',
    'Also set SAML nameID format to Email and SAML signature element to Both, leave Encrypt assertion unticked, and save.',
    'Open SSO, set SAML Signature Algorithm to SHA-256, and save.',
    'Open Parameters: set NameID value to Email; add `email` (value Email) and `full_name` (the macro {firstname} {lastname}), each with Include in SAML assertion.',
    'Add a parameter `roles` with Include in SAML assertion and Multi-value parameter. On the next page, choose User Roles and Semicolon Delimited input (Multi-value output).',
    'In Users › Roles, create roles named agent, supervisor and admin, in lower case. Add the application to each role, and each user to one of them.',
    'Open SSO and copy Issuer URL and SAML 2.0 Endpoint (HTTP); under X.509 Certificate, choose View Details and download X.509 PEM: these are the Identity Provider Issuer, the Single Sign-On URL and the X.509 Certificate of the connection.',
  ],
  beside:
    'Create a second application from SAML Custom Connector (Advanced) for the harness, because an application has only one Recipient and one Audience, and leave the live one unchanged. The second application has its own Issuer URL and SAML 2.0 Endpoint: enter those in the connection in the harness.',
  defaults: {
    'response-is-signed':
      'OneLogin signs only the element selected in SAML signature element. With Assertion, the response is not signed.',
    'assertion-is-signed':
      'OneLogin signs only the element selected in SAML signature element. With Response, the assertion is not signed.',
    'signature-algorithm-is-strong': 'OneLogin signs with SHA-1 until SAML Signature Algorithm is changed.',
    'digest-algorithm-is-strong': 'OneLogin digests with SHA-1 until SAML Signature Algorithm is changed.',
    'destination-matches-acs':
      'While Recipient is empty, OneLogin can send the literal text {recipient} as Destination.',
    'recipient-matches-acs': 'While Recipient is empty, OneLogin can send the literal text {recipient} as Recipient.',
    'audience-names-entity-id': 'While Audience (EntityID) is empty, OneLogin can send an empty Audience.',
    'name-id-is-stable':
      'Older OneLogin connectors (SAML Test Connector) send the e-mail address with the NameID format transient; SAML nameID format Email does not.',
    'claim-full-name-is-present': 'OneLogin sends a parameter only if Include in SAML assertion is ticked.',
    'claim-email-is-present': 'OneLogin sends a parameter only if Include in SAML assertion is ticked.',
    'claim-roles-is-present': 'OneLogin sends a parameter only if Include in SAML assertion is ticked.',
    'roles-are-known': 'User Roles holds every OneLogin role of the user, including roles for other applications.',
  },
  nothingArrives: [
    {
      symptom: 'We’re sorry, but something went wrong.',
      cause: 'The user has no access to the application, or OneLogin cannot process the request.',
      fix: 'Users › Roles: add the application to one of the user’s roles. Then start from the OneLogin portal: if that works, the request is the problem.',
      source: NO_ACCESS,
    },
    {
      symptom: 'OneLogin shows an error page, but the same user can sign in from the OneLogin portal.',
      cause: 'ACS (Consumer) URL Validator does not match the ACS URL in the request.',
      fix: 'Configuration › ACS (Consumer) URL Validator: enter a regular expression that matches {acsUrl}.',
      source: null,
    },
  ],
  documentation: [
    { title: 'OneLogin: Roles', url: ROLES },
    { title: 'OneLogin: Attribute Macros', url: MACROS },
    { title: 'OneLogin: Creating and Applying Certificates', url: CERTIFICATES },
    { title: 'A set-up of SAML Custom Connector (Advanced)', url: CONNECTOR },
    { title: 'Roles in a multi-value parameter', url: USER_ROLES },
  ],
  checkedOn: '2026-11-22',
}
