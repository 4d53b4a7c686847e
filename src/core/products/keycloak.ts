import type { Product } from '../domain/product.ts'
import { AUTHN_CONTEXT, NAME_FORMAT } from '../domain/saml-names.ts'

const GUIDE = 'https://www.keycloak.org/docs/latest/server_admin/index.html'
const CLIENT = `${GUIDE}#_client-saml-configuration`
const MAPPERS = `${GUIDE}#_protocol-mappers`
const CODE = 'https://github.com/keycloak/keycloak/blob/main'
const SAML_CODE = `${CODE}/services/src/main/java/org/keycloak/protocol/saml`
const ADMIN_CODE = `${CODE}/js/apps/admin-ui/src`
const LABELS = `${CODE}/js/apps/admin-ui/maven-resources/theme/keycloak.v2/admin/messages/messages_en.properties`
const BINDINGS = `${CODE}/docs/documentation/server_admin/topics/sso-protocols/con-saml-bindings.adoc`
const IDP_INITIATED = `${CODE}/docs/documentation/server_admin/topics/clients/saml/idp-initiated-login.adoc`

const SETTINGS = 'Clients › your client › Settings'
const DEDICATED = 'Clients › your client › Client scopes › the scope that ends in -dedicated'
const NEW_MAPPER = `${DEDICATED} › Mappers › Configure a new mapper`
const METADATA = 'Realm settings › General › Endpoints › SAML 2.0 Identity Provider Metadata'

/** Keycloak, including the Red Hat build. */
export const keycloak: Product = {
  id: 'keycloak',
  name: 'Keycloak',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https?:\/\/[^/]+(\/[^/?#]+)*\/realms\/[^/?#]+$/,
      weight: 'strong',
      says: 'the issuer is the URL of a Keycloak realm',
    },
    {
      trait: 'prefixes',
      pattern: /^samlp saml dsig$/,
      weight: 'weak',
      says: 'the Signature has the prefix dsig',
    },
    {
      trait: 'responseId',
      pattern: /^ID_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      weight: 'weak',
      says: 'IDs are ID_ followed by a GUID',
    },
    {
      trait: 'assertionId',
      pattern: /^ID_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      weight: 'weak',
      says: 'IDs are ID_ followed by a GUID',
    },
    {
      trait: 'claimNames',
      pattern: /^Role$/,
      weight: 'weak',
      says: 'roles are in an attribute named Role, as the default role_list sends them',
    },
  ],
  /** Keycloak with Sign documents and Sign assertions. */
  responses: {
    issuer: 'https://keycloak.example.com/realms/{hex8}',
    certificateSubject: 'CN={hex8}',
    declaration: '',
    prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'dsig' },
    rootDeclares: ['assertion'],
    responseId: 'ID_{newGuid}',
    assertionId: 'ID_{newGuid}',
    sessionIndex: '{newGuid}::{newGuid}',
    issuerHasFormat: false,
    consent: null,
    times: { notBefore: -2, notOnOrAfter: 58, authnInstant: 0, sessionNotOnOrAfter: 36_000 },
    statements: 'authentication first',
    nameFormat: NAME_FORMAT.basic,
    friendlyNames: true,
    valueType: 'xs:string',
    authnContext: AUTHN_CONTEXT.unspecified,
    signs: ['Assertion', 'Response'],
    prefixLists: {},
    keyInfo: 'key-name-and-value',
    wrapsBase64: false,
    ownClaims: [],
  },
  settings: {
    acsUrl: {
      menu: 'Clients › your client › Advanced › Fine Grain SAML Endpoint Configuration',
      field: 'Assertion Consumer Service POST Binding URL',
      note: 'A request that names its ACS URL is answered there if the URL is also one of the Valid redirect URIs (Settings › Access settings), so enter it in both.',
      source: CLIENT,
    },
    entityId: {
      menu: `${SETTINGS} › General settings`,
      field: 'Client ID',
      note: 'It must equal the Issuer of the request. Keycloak also sends it as Audience.',
      source: CLIENT,
    },
    issuer: {
      menu: METADATA,
      field: 'entityID',
      note: 'It is the URL of the realm, https://HOST/realms/REALM (before Keycloak 17 /auth/realms/REALM), with the host name at which the browser reached Keycloak, or the one that its hostname option sets.',
      source: `${SAML_CODE}/SamlProtocol.java`,
    },
    ssoUrl: {
      menu: METADATA,
      field: 'Location of SingleSignOnService',
      note: 'One URL for all bindings: https://HOST/realms/REALM/protocol/saml.',
      source: BINDINGS,
    },
    certificate: {
      menu: 'Realm settings › Keys › Keys list',
      field: 'Certificate',
      note: 'In the row of the active RS256 key. Add the BEGIN CERTIFICATE and END CERTIFICATE lines if they are missing.',
      source: `${ADMIN_CODE}/realm-settings/keys/KeysListTab.tsx`,
    },
    signing: {
      menu: `${SETTINGS} › Signature and Encryption`,
      field: 'Sign documents (the response) and Sign assertions',
      choices: {
        both: 'Sign documents: On, Sign assertions: On',
        response: 'Sign documents: On, Sign assertions: Off',
        assertion: 'Sign documents: Off, Sign assertions: On',
      },
      source: CLIENT,
    },
    algorithm: {
      menu: `${SETTINGS} › Signature and Encryption`,
      field: 'Signature algorithm',
      choices: { sha256: 'RSA_SHA256' },
      source: CLIENT,
    },
    encryption: {
      menu: 'Clients › your client › Keys › Encryption keys config',
      field: 'Encrypt assertions',
      choices: { none: 'Off' },
      source: CLIENT,
    },
    nameId: {
      menu: `${SETTINGS} › SAML capabilities`,
      field: 'Name ID format',
      choices: { email: 'email, with Force name ID format: On' },
      note: 'Without Force name ID format, a format specified in the request takes precedence.',
      source: CLIENT,
    },
    claims: {
      menu: NEW_MAPPER,
      field: 'SAML Attribute Name',
      note: "Once the scope has a mapper, the button is Add mapper › By configuration. Use the type Role list for roles (its field is Role attribute name), User Property for email, and User's full name for full_name. If your release does not have that type, use User Attribute with a user attribute that holds the full name.",
      source: MAPPERS,
    },
    roles: {
      menu: `${NEW_MAPPER} › Role list`,
      field: 'Role attribute name',
      note: 'Turn Single Role Attribute on. Remove the scope role_list from the client, because only one Role list mapper takes effect. On the tab Scope of the same page, turn Full scope allowed off, so that only the roles of this client are sent.',
      source: `${SAML_CODE}/mappers/RoleListMapper.java`,
    },
    assignment: {
      menu: 'Users › the user › Role mapping',
      field: 'Assign role',
      note: 'Every user of the realm can log in to every client; the role decides what they can do in Flex. Create agent, supervisor and admin under Clients › your client › Roles › Create role.',
      source: LABELS,
    },
    lifetime: {
      menu: 'Clients › your client › Advanced › Advanced settings',
      field: 'Assertion Lifespan',
      note: 'If it is not set, the Conditions last as long as Client Login Timeout (Realm settings › Tokens) and the subject confirmation as long as Access Token Lifespan.',
      source: `${SAML_CODE}/SamlProtocol.java`,
    },
    session: {
      menu: 'Realm settings › Sessions › SSO Session Settings',
      field: 'SSO Session Max',
      note: 'It becomes SessionNotOnOrAfter.',
      source: LABELS,
    },
    protocol: {
      menu: `${SETTINGS} › SAML capabilities`,
      field: 'Force POST binding',
      choices: { post: 'On' },
      note: 'Force artifact binding is Off. Choose the client type SAML when you create the client.',
      source: CLIENT,
    },
    clock: null,
  },
  guide: {
    url: null,
    signaturePolicy: 'both',
    nameId: 'the e-mail address (Name ID format email)',
    roles:
      'client roles agent, supervisor and admin, sent as the attribute roles by one Role list mapper with Single Role Attribute on',
  },
  setUp: [
    'In the admin console, choose the realm, open Clients, choose Create client, set Client type to SAML and Client ID to `{entityId}`.',
    'On the next page, enter `{acsUrl}` under Valid redirect URIs, and save.',
    'Open Keys and set Client signature required to Off, because Flex does not sign its requests. Leave Encrypt assertions Off.',
    'Open Settings: set Name ID format to email and Force name ID format to On, leave Force POST binding and Include AuthnStatement On, set Sign documents and Sign assertions to On and Signature algorithm to RSA_SHA256, and save.',
    'Open Advanced › Fine Grain SAML Endpoint Configuration, enter `{acsUrl}` as Assertion Consumer Service POST Binding URL, and save.',
    'Open Roles and create agent, supervisor and admin, in lower case.',
    'Open Client scopes and remove role_list. Open the scope that ends in -dedicated. On its tab Scope, set Full scope allowed to Off.',
    'On its tab Mappers, add a mapper Role list with Role attribute name `roles` and Single Role Attribute On.',
    "Also add a mapper User Property for the property email with SAML Attribute Name `email`, and a mapper User's full name with SAML Attribute Name `full_name`. If your release does not have that type, store the full name in a user attribute and send it with a mapper User Attribute.",
    'In Users › the user › Role mapping, assign one of the client roles. Make sure that the user has an e-mail address.',
    'Copy the certificate of the RS256 key from Realm settings › Keys, and entityID and the Location of SingleSignOnService from Realm settings › General › SAML 2.0 Identity Provider Metadata: these are the X.509 Certificate, the Identity Provider Issuer and the Single Sign-On URL of the connection.',
  ],
  beside:
    'Add the URL of the harness to Valid redirect URIs: Keycloak answers a request at the ACS URL that the request names, and sends IdP-initiated logins only to the Assertion Consumer Service POST Binding URL. For another tenant SID, create a second client, because a client has only one Client ID.',
  defaults: {
    'assertion-is-signed': 'Keycloak signs only the response until Sign assertions is turned on.',
    'claims-are-not-repeated':
      'The default scope role_list sends one attribute Role per role of the user, because Single Role Attribute is off in its mapper.',
    'claim-roles-is-present': 'The default scope role_list names its attribute Role, not roles.',
    'roles-are-known':
      'While Full scope allowed is on, Keycloak sends every role of the user, including built-in ones such as offline_access, uma_authorization and manage-account.',
    'claim-full-name-is-present': 'A new client has no mapper for the name.',
    'claim-email-is-present': 'A new client has no mapper for the e-mail address.',
    'claims-have-no-namespace': 'The predefined mappers X500 email, givenName and surname name attributes urn:oid:….',
    'status-is-success':
      'Keycloak answers InvalidNameIDPolicy if the request specifies an e-mail address as NameID and the user has none.',
    'not-on-or-after-ahead':
      'The Conditions last as long as Client Login Timeout, one minute in a new realm, unless Assertion Lifespan is set.',
  },
  nothingArrives: [
    {
      symptom: 'Invalid requester',
      cause:
        'Client signature required is On, which is the default for a new client, and Flex does not sign its requests.',
      fix: 'Clients › your client › Keys › Signing keys config › Client signature required: Off.',
      source: CLIENT,
    },
    {
      symptom: 'Invalid redirect uri',
      cause: 'The ACS URL in the request is not one of the Valid redirect URIs.',
      fix: 'Clients › your client › Settings › Access settings › Valid redirect URIs: enter {acsUrl} exactly.',
      source: CLIENT,
    },
    {
      symptom:
        'client_not_found in Keycloak’s log; the page says Invalid Request or Unknown login requester, depending on the release',
      cause: 'No client in the realm has the Issuer of the request as its Client ID.',
      fix: 'Clients › your client › Settings › Client ID: enter {entityId}.',
      source: 'https://github.com/BookStackApp/BookStack/issues/1950',
    },
    {
      symptom: 'The IdP-initiated URL /realms/REALM/protocol/saml/clients/NAME does not find the client.',
      cause: 'The client has no IDP-Initiated SSO URL name.',
      fix: 'Clients › your client › Settings › Access settings › IDP-Initiated SSO URL name: enter NAME.',
      source: IDP_INITIATED,
    },
  ],
  documentation: [
    { title: 'Creating a SAML client', url: CLIENT },
    { title: 'OIDC token and SAML assertion mappings', url: MAPPERS },
    { title: 'IDP Initiated login', url: IDP_INITIATED },
    { title: 'SAML bindings and endpoints', url: BINDINGS },
    { title: 'The labels of the admin console', url: LABELS },
  ],
  checkedOn: '2026-11-22',
}
