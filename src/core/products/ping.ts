import type { Product } from '../domain/product.ts'

const EDIT = 'https://docs.pingidentity.com/pingone/applications/p1_edit_application_saml.html'
const ADD = 'https://docs.pingidentity.com/r/en-us/pingone/pingone_p1tutorial_add_a_saml_app'
const CONNECTION_DETAILS = 'https://openvpn.net/as-docs/v3/tutorials/tutorial--saml-pingone.html'
const MAPPING =
  'https://developer.pingidentity.com/pingone-api/platform/applications/application-attribute-mapping.html'
const GROUPS = 'https://docs.pingidentity.com/pingone/applications/p1_include_external_groups_in_applications.html'
const ACCESS =
  'https://developer.pingidentity.com/pingone-api/foundations/pingone-roles-scopes-and-permissions/control-access-to-applications-through-roles-and-groups.html'
const ACCESS_TAB = 'https://docs.pingidentity.com/r/en-us/solution-guides/htg_configuring_new_app'
const PF = 'https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide'
const PF_ACS = `${PF}/help_spprotocolsettingstasklet_assertionconsumerservicestate.html`
const PF_SIGNATURES = `${PF}/pf_configuring_digital_signatures_service_provider_connections.html`
const PF_ENDPOINTS = `${PF}/help_idp_protocol_endpoints.html`
const PF_CONTRACT =
  'https://docs.pingidentity.com/pingfederate/13.1/administrators_reference_guide/help_assertioncreationtasklet_createattributecontractstate.html'
const PF_LIFETIME =
  'https://docs.pingidentity.com/pingfederate/11.3/administrators_reference_guide/help_spbrowserssotasklet_configassertionlifetimestate.html'
const PF_ERRORS =
  'https://docs.pingidentity.com/pingfederate/11.3/administrators_reference_guide/pf_resolving_url_rel_errors.html'

const APPLICATION = 'Applications › Applications › your application'
const CONFIGURATION = `${APPLICATION} › Configuration`
const MAPPINGS = `${APPLICATION} › Attribute Mappings`

/** PingOne and PingFederate. Menus are PingOne’s; notes give the PingFederate equivalent. */
export const ping: Product = {
  id: 'ping',
  name: 'PingOne or PingFederate',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https:\/\/auth\.pingone\.[a-z.]+\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(\/|$)/,
      weight: 'strong',
      says: 'the issuer is a PingOne environment',
    },
    {
      trait: 'responseId',
      pattern: /^[A-Za-z][A-Za-z0-9._-]{26}$/,
      weight: 'weak',
      says: 'the ID of the response has 27 characters, like those of PingOne and PingFederate',
    },
    {
      trait: 'assertionId',
      pattern: /^[A-Za-z][A-Za-z0-9._-]{26}$/,
      weight: 'weak',
      says: 'the ID of the assertion has 27 characters, like those of PingOne and PingFederate',
    },
  ],
  settings: {
    acsUrl: {
      menu: CONFIGURATION,
      field: 'ACS URLs',
      note: 'The first one is the default. A request that names another URL in this list is answered there. PingFederate: Applications › Integration › SP Connections › your connection › Browser SSO › Protocol Settings › Assertion Consumer Service URL, with Binding POST.',
      source: EDIT,
    },
    entityId: {
      menu: CONFIGURATION,
      field: 'Entity ID',
      note: "PingFederate: Applications › Integration › SP Connections › your connection › General Info › Partner's Entity ID (Connection ID).",
      source: ADD,
    },
    issuer: {
      menu: CONFIGURATION,
      field: 'Issuer ID',
      note: 'PingFederate: System › Server › Protocol Settings › Federation Info › SAML 2.0 Entity ID, or the Virtual Server ID of the connection (General Info).',
      source: CONNECTION_DETAILS,
    },
    ssoUrl: {
      menu: CONFIGURATION,
      field: 'Single Signon Service',
      note: 'PingFederate: the Base URL followed by /idp/SSO.saml2 (System › Endpoints › IdP Endpoints).',
      source: CONNECTION_DETAILS,
    },
    certificate: {
      menu: `${CONFIGURATION} › Download Signing Certificate › X509 PEM (.crt)`,
      field: 'the contents of the file',
      note: 'PingFederate: Security › Certificate & Key Management › Signing & Decryption Keys & Certificates › Export › Certificate Only.',
      source: CONNECTION_DETAILS,
    },
    signing: {
      menu: CONFIGURATION,
      field: 'Signing Key',
      choices: { both: 'Sign Assertion & Response', response: 'Sign Response', assertion: 'Sign Assertion' },
      note: 'PingFederate: Protocol Settings › Signature Policy: Always Sign Assertion signs the assertion, and Sign Response As Required the response. Select both to sign both.',
      source: EDIT,
    },
    algorithm: {
      menu: CONFIGURATION,
      field: 'Signing Algorithm',
      choices: { sha256: 'RSA_SHA256' },
      note: 'PingFederate: your connection › Credentials › Digital Signature Settings › Signing Algorithm: RSA SHA256.',
      source: EDIT,
    },
    encryption: {
      menu: CONFIGURATION,
      field: 'Encryption',
      choices: { none: 'not selected' },
      note: 'PingFederate: Protocol Settings › Encryption Policy: None.',
      source: EDIT,
    },
    nameId: {
      menu: MAPPINGS,
      field: 'saml_subject',
      choices: {
        email:
          'Email Address, with Subject NameID Format (Configuration) urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      },
      note: 'PingFederate: SAML_SUBJECT in the Attribute Contract, with its Subject Name Format; fulfil it with the e-mail address.',
      source: MAPPING,
    },
    claims: {
      menu: `${MAPPINGS} › Add`,
      field: 'Attributes',
      note: 'Choose the value under PingOne Mappings: Email Address for email; for full_name, an attribute or expression that gives the full name. PingFederate: extend Browser SSO › Assertion Creation › Attribute Contract with these names.',
      source: GROUPS,
    },
    roles: {
      menu: `${MAPPINGS} › Add`,
      field: 'Attributes',
      note: 'Map it to Group Names, which sends the names of the user’s groups, and create groups named agent, supervisor and admin. A user attribute that holds the role also works. PingFederate: roles in the Attribute Contract.',
      source: GROUPS,
    },
    assignment: {
      menu: `${APPLICATION} › Access`,
      field: 'the groups that have access',
      note: 'If no group is selected, every user has access.',
      source: ACCESS_TAB,
    },
    lifetime: {
      menu: CONFIGURATION,
      field: 'Assertion Validity Duration (in seconds)',
      note: 'PingFederate: Browser SSO › Assertion Lifetime › Minutes Before and Minutes After, 5 minutes each by default.',
      source: EDIT,
    },
    session: null,
    protocol: {
      menu: 'Applications › Applications › + › Application Type',
      field: 'SAML Application',
      note: 'PingFederate: Allowable SAML Bindings Post and Redirect, and, in SAML Profiles, SP-Initiated SSO and optionally IdP-Initiated SSO.',
      source: ADD,
    },
    clock: null,
  },
  guide: {
    url: null,
    signaturePolicy: 'both',
    nameId: 'Email Address as saml_subject (PingFederate: SAML_SUBJECT)',
    roles: 'groups named agent, supervisor and admin, sent as Group Names in the attribute roles',
  },
  setUp: [
    'PingOne: open Applications › Applications, choose +, enter a name, then choose SAML Application and Configure.',
    'Choose Manually Enter, set ACS URLs to `{acsUrl}` and Entity ID to `{entityId}`, and save.',
    'Open Configuration and edit it: choose Sign Assertion & Response, Signing Algorithm RSA_SHA256, no Encryption, Subject NameID Format urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, and Assertion Validity Duration 300. Do not enforce signed requests, because Flex does not sign its requests. Save.',
    'Open Attribute Mappings and edit it: map saml_subject and `email` to Email Address, `full_name` to an attribute or expression that gives the full name, and `roles` to Group Names.',
    'Create the groups agent, supervisor and admin, in lower case. Add each user to one of them, and allow these groups under Access.',
    'Enable the application with the switch next to its name.',
    'Under Configuration, copy Issuer ID and Single Signon Service, and download the signing certificate as X509 PEM (.crt): these are the Identity Provider Issuer, the Single Sign-On URL and the X.509 Certificate of the connection.',
    "For PingFederate instead: create an SP connection with Browser SSO for SAML 2.0 under Applications › Integration › SP Connections, with Partner's Entity ID `{entityId}`, a POST endpoint `{acsUrl}`, Always Sign Assertion and Sign Response As Required, no encryption, RSA SHA256, and the contract SAML_SUBJECT, email, full_name and roles.",
  ],
  beside:
    'PingOne: add the URL of the harness as a second entry of ACS URLs. A request that names it is answered there; IdP-initiated logins go to the first entry. For another tenant SID, create a second application, because each has only one Entity ID. PingFederate: add a second Assertion Consumer Service URL to the connection, or create a second connection for another entity ID.',
  defaults: {
    'response-is-signed': 'PingOne signs only the assertion until Sign Assertion & Response is selected.',
    'assertion-is-signed': 'PingFederate signs only the response if Always Sign Assertion is off.',
    'name-id-is-stable':
      'PingOne maps saml_subject to the User ID, which is not an e-mail address, until the mapping is changed.',
    'claim-full-name-is-present': 'A new application maps only saml_subject.',
    'claim-email-is-present': 'A new application maps only saml_subject.',
    'claim-roles-is-present': 'A new application maps only saml_subject.',
    'roles-are-known': 'Group Names holds every group of the user, including groups that are not Flex roles.',
  },
  nothingArrives: [
    {
      symptom: 'PingOne shows an error instead of the sign-on page.',
      cause: 'The ACS URL in the request is not one of the application’s ACS URLs.',
      fix: 'Configuration › ACS URLs: enter {acsUrl} exactly.',
      source: EDIT,
    },
    {
      symptom: 'PingOne does not find an application for the request.',
      cause: 'No application has the Issuer of the request as its Entity ID, or the application is not enabled.',
      fix: 'Configuration › Entity ID: enter {entityId}. Then enable the application with the switch next to its name.',
      source: ADD,
    },
    {
      symptom: 'PingOne signs the user in and then denies access.',
      cause: 'The user is not in any of the groups that the application allows.',
      fix: 'Access: allow one of the user’s groups, or add the user to an allowed group.',
      source: ACCESS,
    },
    {
      symptom: 'PingFederate: 404 Not Found or System Error at /idp/startSSO.ping',
      cause: 'The URL of the IdP-initiated login is malformed.',
      fix: 'Use /idp/startSSO.ping?PartnerSpId={entityId}, with the entity ID URL-encoded and & before each additional parameter.',
      source: PF_ERRORS,
    },
  ],
  documentation: [
    { title: 'PingOne: Editing an application - SAML', url: EDIT },
    { title: 'PingOne: Add a SAML application', url: ADD },
    { title: 'PingOne: Application attribute mapping', url: MAPPING },
    { title: 'PingFederate: Assertion Consumer Service URLs', url: PF_ACS },
    { title: 'PingFederate: Attribute contract', url: PF_CONTRACT },
    { title: 'PingFederate: Digital signatures of an SP connection', url: PF_SIGNATURES },
    { title: 'PingFederate: SSO token lifetime', url: PF_LIFETIME },
    { title: 'PingFederate: IdP endpoints', url: PF_ENDPOINTS },
  ],
  checkedOn: '2026-11-22',
}
