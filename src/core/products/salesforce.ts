import type { Product } from '../domain/product.ts'
import { AUTHN_CONTEXT, NAME_FORMAT } from '../domain/saml-names.ts'

const GUIDE = 'https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration/salesforce'
const CONNECTED_APP = 'https://help.salesforce.com/s/articleView?id=xcloud.connected_app_create_saml_sso.htm&type=5'
const NO_NEW_APPS = 'https://help.salesforce.com/s/articleView?id=005228017&type=1'
const EXTERNAL_CLIENT_APP =
  'https://help.salesforce.com/s/articleView?id=xcloud.meta_external_client_app_saml.htm&type=5'
const EVENT_LOG = 'https://help.salesforce.com/s/articleView?id=xcloud.identity_provider_error_log.htm&type=5'

const APP_MANAGER = 'Setup › Apps › App Manager'
const WEB_APP_SETTINGS = `${APP_MANAGER} › your connected app › Web App Settings`
const CUSTOM_ATTRIBUTES = `${APP_MANAGER} › your connected app › View › Custom Attributes › New`
const CERTIFICATES = 'Setup › Settings › Security › Certificate and Key Management'

/** Salesforce as identity provider, with a connected app. */
export const salesforce: Product = {
  id: 'salesforce',
  name: 'Salesforce',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https:\/\/[0-9a-z.-]+\.(salesforce|my\.site)\.com(\/|$)/i,
      weight: 'strong',
      says: 'the issuer is a Salesforce domain',
    },
    {
      trait: 'certificateSubjects',
      pattern: /O=Salesforce\.com/i,
      weight: 'strong',
      says: 'the certificate is one that Salesforce makes',
    },
    {
      trait: 'claimNames',
      pattern: /^is_portal_user$/,
      weight: 'strong',
      says: 'Salesforce alone sends the claim is_portal_user',
    },
    {
      trait: 'assertionId',
      pattern: /^_[0-9a-f]{32}\d{13}$/,
      weight: 'weak',
      says: 'IDs are _, 32 hexadecimal digits and a time in milliseconds',
    },
    {
      trait: 'prefixes',
      pattern: /^samlp saml ds$/,
      weight: 'weak',
      says: 'the prefixes are samlp, saml and ds',
    },
  ],
  /** Salesforce; the shape is that of fixtures/responses/salesforce. */
  responses: {
    issuer: 'https://example-{hex20}.my.salesforce.com',
    certificateSubject:
      'CN=SelfSignedCert_22Nov2026_100000, OU=00D{hex20}, O=Salesforce.com, L=San Francisco, ST=CA, C=USA',
    declaration: '<?xml version="1.0" encoding="UTF-8"?>',
    prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'ds' },
    rootDeclares: [],
    responseId: '_{newHex32}{millis}',
    assertionId: '_{newHex32}{millis}',
    sessionIndex: null,
    issuerHasFormat: true,
    consent: null,
    times: { notBefore: -60, notOnOrAfter: 3_600, authnInstant: 0, sessionNotOnOrAfter: null },
    statements: 'authentication first',
    nameFormat: NAME_FORMAT.unspecified,
    friendlyNames: false,
    valueType: 'xs:anyType',
    authnContext: AUTHN_CONTEXT.unspecified,
    signs: ['Assertion', 'Response'],
    prefixLists: { Response: 'ds saml samlp', Assertion: 'ds saml xs xsi' },
    keyInfo: 'x509-with-prefix',
    wrapsBase64: true,
    ownClaims: [
      { name: 'userId', values: ['0055g00000{hex8}'] },
      { name: 'username', values: ['{email}'] },
      { name: 'is_portal_user', values: ['false'] },
    ],
  },
  settings: {
    acsUrl: { menu: WEB_APP_SETTINGS, field: 'ACS URL', source: GUIDE },
    entityId: { menu: WEB_APP_SETTINGS, field: 'Entity Id', source: GUIDE },
    issuer: {
      menu: WEB_APP_SETTINGS,
      field: 'Issuer',
      note: 'Salesforce sends it as it stands here: the Identity Provider Issuer of the connection is the same text, slash included.',
      source: GUIDE,
    },
    ssoUrl: {
      menu: `${APP_MANAGER} › your connected app › Manage › SAML Login Information`,
      field: 'SP-Initiated Redirect Endpoint',
      note: 'It ends in /idp/endpoint/HttpRedirect.',
      source: null,
    },
    certificate: {
      menu: `${CERTIFICATES} › your certificate › Download Certificate`,
      field: 'the contents of the file',
      note: 'It is the certificate that is chosen as IdP Certificate of the connected app.',
      source: GUIDE,
    },
    signing: null,
    algorithm: {
      menu: WEB_APP_SETTINGS,
      field: 'Signing Algorithm for SAML Messages',
      choices: { sha256: 'SHA256' },
      source: null,
    },
    encryption: {
      menu: WEB_APP_SETTINGS,
      field: 'Encrypt SAML Response',
      choices: { none: 'not ticked' },
      source: GUIDE,
    },
    nameId: {
      menu: WEB_APP_SETTINGS,
      field: 'Subject Type',
      choices: { email: 'Username' },
      note: 'Name ID Format is urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified. A Salesforce username has the form of an e-mail address.',
      source: GUIDE,
    },
    claims: {
      menu: CUSTOM_ATTRIBUTES,
      field: 'Key',
      choices: { names: 'full_name and roles' },
      note: 'Value is a formula: $User.FirstName + " " + $User.LastName for full_name. The e-mail address comes by itself.',
      source: GUIDE,
    },
    roles: {
      menu: CUSTOM_ATTRIBUTES,
      field: 'Value',
      choices: { values: '"agent", or "agent, supervisor, admin"' },
      note: 'The Key is roles. The quotes are straight ones, and part of the formula. It holds for all users of the application.',
      source: GUIDE,
    },
    assignment: {
      menu: 'Setup › Administration › Users › Profiles › Edit',
      field: 'Connected App Access',
      note: 'Tick the connected app.',
      source: GUIDE,
    },
    lifetime: null,
    session: null,
    protocol: {
      menu: WEB_APP_SETTINGS,
      field: 'Enable SAML',
      choices: { post: 'ticked' },
      note: 'Verify Request Signatures is not ticked, since Flex does not sign its requests.',
      source: GUIDE,
    },
    clock: null,
  },
  guide: {
    url: GUIDE,
    signaturePolicy: 'both',
    nameId: 'Subject Type Username, Name ID Format urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    roles: 'a custom attribute roles with the value "agent", in quotes, or several separated by commas',
  },
  setUp: [
    'In Setup › Settings › Security › Certificate and Key Management choose Create Self-Signed Certificate, enter a Label and a Unique Name such as SalesforceSSO, leave Key Size at 2048, tick Exportable Private Key, save, and choose Download Certificate.',
    'In Setup › Settings › Identity › Identity Provider choose Enable Identity Provider, select that certificate and save.',
    'In Setup › Apps › App Manager choose New Connected App; set Connected App Name to Twilio Flex, API Name to Twilio_Flex, and a Contact Email. Since Spring ’26 Salesforce Support has to allow new connected apps first.',
    'Under Web App Settings set Start URL to https://flex.twilio.com/agent-desktop (older guide: https://flex.twilio.com/?path=/agent-desktop), tick Enable SAML, set Entity Id to `{entityId}` and ACS URL to `{acsUrl}`.',
    'Set Subject Type to Username, Name ID Format to urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified, Issuer to https://yourdomain.my.salesforce.com/ and IdP Certificate to that certificate.',
    'Leave Verify Request Signatures and Encrypt SAML Response unticked, and save.',
    'In App Manager open the connected app with View and add two custom attributes: full_name with the value $User.FirstName + " " + $User.LastName, and roles with the value "agent", quotes included.',
    'In Setup › Administration › Users › Profiles edit the profile of the users and tick the connected app under Connected App Access.',
    'Enter in the connection: the Issuer of the connected app as Identity Provider Issuer, https://yourdomain.my.salesforce.com/idp/endpoint/HttpRedirect as Single Sign-On URL, and the contents of the certificate as X.509 Certificate.',
  ],
  beside:
    'Make a second connected app with the URLs of the harness and give one profile access to it; the live one stays as it is. Certificate and Issuer may be the same.',
  defaults: {
    'response-issuer-matches':
      'An older Flex guide asks for …/idp/endpoint/HttpRedirect/ as Identity Provider Issuer, which is another text.',
    'assertion-issuer-matches':
      'An older Flex guide asks for …/idp/endpoint/HttpRedirect/ as Identity Provider Issuer, which is another text.',
    'signing-certificate-is-configured':
      'Salesforce signs with the IdP Certificate of the connected app, which need not be that of the Identity Provider page.',
    'claim-full-name-is-present': 'Salesforce sends no full_name: it is a custom attribute of the connected app.',
    'claim-roles-is-present': 'Salesforce sends no roles: they are a custom attribute of the connected app.',
    'roles-name-a-flex-role':
      'A custom attribute is a formula, and its text stands in straight quotes: "agent". Quotes within the quotes, or curly ones, become part of the role.',
    'claims-are-only-what-flex-needs':
      'Salesforce sends userId, username, email and is_portal_user beside the custom attributes.',
  },
  nothingArrives: [
    {
      symptom: 'Salesforce signs the user in, and does not lead back to Flex.',
      cause: 'The profile of the user has no access to the connected app.',
      fix: 'Setup › Administration › Users › Profiles › Edit › Connected App Access: tick the connected app.',
      source: GUIDE,
    },
    {
      symptom: 'Identity Provider Event Log: Error: App access denied',
      cause: 'The user may not use the connected app: profile or permission set lack it.',
      fix: 'Give the profile or a permission set of the user access to the connected app.',
      source: EVENT_LOG,
    },
    {
      symptom: 'Identity Provider Event Log: Error: App blocked',
      cause: 'An administrator blocked the connected app.',
      fix: 'Unblock it.',
      source: EVENT_LOG,
    },
    {
      symptom: 'Identity Provider Event Log: Error: IdP certificate is invalid or does not exist',
      cause: 'The certificate of the identity provider is gone or no longer valid.',
      fix: 'Make a new one in Certificate and Key Management, choose it as IdP Certificate, and enter it in the connection.',
      source: EVENT_LOG,
    },
    {
      symptom: 'New Connected App is missing in App Manager.',
      cause: 'Since Spring ’26 Salesforce makes no new connected apps unless its Support has allowed it.',
      fix: 'Ask Salesforce Support, or deploy an external client app with SAML through the Metadata API.',
      source: NO_NEW_APPS,
    },
  ],
  further: [
    {
      topic: 'Two editions of the guide',
      words:
        'The earlier one enters https://yourdomain.my.salesforce.com/idp/endpoint/HttpRedirect/ as Identity Provider Issuer and as Default Redirect URL, and names no Single Sign-On URL. The current one enters the Issuer of the connected app as Identity Provider Issuer and …/idp/endpoint/HttpRedirect as Single Sign-On URL. What counts is that Identity Provider Issuer is the Issuer of the connected app, letter for letter.',
      source: GUIDE,
    },
    {
      topic: 'Different roles for different users',
      words:
        'The custom attribute roles is one formula for all: roles that differ come from a field of the user, such as $User.FlexRole__c, which is a custom field here.',
      source: null,
    },
  ],
  documentation: [
    { title: 'Flex: Configure Salesforce SSO', url: GUIDE },
    { title: 'Integrate service providers as connected apps with SAML 2.0', url: CONNECTED_APP },
    { title: 'Use the Identity Provider Event Log', url: EVENT_LOG },
    { title: 'New connected apps can no longer be created in Spring ’26', url: NO_NEW_APPS },
    { title: 'Integrate a SAML service provider as an external client app', url: EXTERNAL_CLIENT_APP },
  ],
  checkedOn: '2026-11-22',
}
