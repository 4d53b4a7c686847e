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

/** Salesforce as an identity provider, with a connected app. */
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
      says: 'the certificate is one that Salesforce generates',
    },
    {
      trait: 'claimNames',
      pattern: /^is_portal_user$/,
      weight: 'strong',
      says: 'the claim is_portal_user, which only Salesforce sends',
    },
    {
      trait: 'assertionId',
      pattern: /^_[0-9a-f]{32}\d{13}$/,
      weight: 'weak',
      says: 'IDs are an underscore followed by 32 hexadecimal digits and a time in milliseconds',
    },
    {
      trait: 'prefixes',
      pattern: /^samlp saml ds$/,
      weight: 'weak',
      says: 'the prefixes are samlp, saml and ds',
    },
  ],
  /** Salesforce, in the format of fixtures/responses/salesforce. */
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
      note: 'Salesforce sends exactly this text. The Identity Provider Issuer of the connection must be the same, including any trailing slash.',
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
      note: 'The certificate selected as IdP Certificate in the connected app.',
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
      note: 'Value is a formula: $User.FirstName + " " + $User.LastName for full_name. Salesforce sends the e-mail address without a custom attribute.',
      source: GUIDE,
    },
    roles: {
      menu: CUSTOM_ATTRIBUTES,
      field: 'Value',
      choices: { values: '"agent", or "agent, supervisor, admin"' },
      note: 'The Key is roles. The quotes must be straight quotes; they are part of the formula, which applies to all users of the application.',
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
      note: 'Leave Verify Request Signatures unticked, because Flex does not sign its requests.',
      source: GUIDE,
    },
    clock: null,
  },
  guide: {
    url: GUIDE,
    signaturePolicy: 'both',
    nameId: 'Subject Type Username, Name ID Format urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    roles: 'the custom attribute roles with the value "agent", in quotes, or several roles separated by commas',
  },
  setUp: [
    'In Setup › Settings › Security › Certificate and Key Management, choose Create Self-Signed Certificate, enter a Label and a Unique Name such as SalesforceSSO, leave Key Size at 2048, tick Exportable Private Key, save, and choose Download Certificate.',
    'In Setup › Settings › Identity › Identity Provider, choose Enable Identity Provider, select that certificate and save.',
    'In Setup › Apps › App Manager, choose New Connected App. Set Connected App Name to Twilio Flex, API Name to Twilio_Flex, and a Contact Email. Since Spring ’26, Salesforce Support must allow new connected apps first.',
    'Under Web App Settings, set Start URL to https://flex.twilio.com/agent-desktop (older guide: https://flex.twilio.com/?path=/agent-desktop), tick Enable SAML, set Entity Id to `{entityId}` and ACS URL to `{acsUrl}`.',
    'Set Subject Type to Username, Name ID Format to urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified, Issuer to https://yourdomain.my.salesforce.com/ and IdP Certificate to that certificate.',
    'Leave Verify Request Signatures and Encrypt SAML Response unticked, and save.',
    'In App Manager, open the connected app with View and add two custom attributes: full_name with the value $User.FirstName + " " + $User.LastName, and roles with the value "agent", quotes included.',
    'In Setup › Administration › Users › Profiles, edit the users’ profile and tick the connected app under Connected App Access.',
    'In the connection, enter the Issuer of the connected app as Identity Provider Issuer, https://yourdomain.my.salesforce.com/idp/endpoint/HttpRedirect as Single Sign-On URL, and the contents of the certificate as X.509 Certificate.',
  ],
  beside:
    'Create a second connected app with the URLs of the harness, give one profile access to it, and leave the live one unchanged. Both can use the same certificate and Issuer.',
  defaults: {
    'response-issuer-matches':
      'An older Flex guide uses …/idp/endpoint/HttpRedirect/ as Identity Provider Issuer, which is not the Issuer of the connected app.',
    'assertion-issuer-matches':
      'An older Flex guide uses …/idp/endpoint/HttpRedirect/ as Identity Provider Issuer, which is not the Issuer of the connected app.',
    'signing-certificate-is-configured':
      'Salesforce signs with the IdP Certificate of the connected app, which may differ from the certificate on the Identity Provider page.',
    'claim-full-name-is-present':
      'Salesforce sends no full_name by default. Add it as a custom attribute of the connected app.',
    'claim-roles-is-present':
      'Salesforce sends no roles by default. Add them as a custom attribute of the connected app.',
    'roles-name-a-flex-role':
      'A custom attribute is a formula, with text in straight quotes: "agent". Curly quotes, or quotes inside the quotes, become part of the role.',
    'claims-are-only-what-flex-needs':
      'Salesforce sends userId, username, email and is_portal_user in addition to the custom attributes.',
  },
  nothingArrives: [
    {
      symptom: 'Salesforce signs the user in but does not return to Flex.',
      cause: 'The user’s profile has no access to the connected app.',
      fix: 'Setup › Administration › Users › Profiles › Edit › Connected App Access: tick the connected app.',
      source: GUIDE,
    },
    {
      symptom: 'Identity Provider Event Log: Error: App access denied',
      cause: 'The user’s profile or permission set does not include the connected app.',
      fix: 'Give the user’s profile or one of their permission sets access to the connected app.',
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
      cause: 'The certificate of the identity provider was deleted or is no longer valid.',
      fix: 'Create a new one in Certificate and Key Management, select it as IdP Certificate, and enter it in the connection.',
      source: EVENT_LOG,
    },
    {
      symptom: 'New Connected App is missing in App Manager.',
      cause: 'Since Spring ’26, new connected apps can be created only after Salesforce Support allows it.',
      fix: 'Ask Salesforce Support, or deploy an external client app with SAML through the Metadata API.',
      source: NO_NEW_APPS,
    },
  ],
  further: [
    {
      topic: 'Two editions of the guide',
      words:
        'The earlier edition enters https://yourdomain.my.salesforce.com/idp/endpoint/HttpRedirect/ as Identity Provider Issuer and as Default Redirect URL, and gives no Single Sign-On URL. The current edition enters the Issuer of the connected app as Identity Provider Issuer and …/idp/endpoint/HttpRedirect as Single Sign-On URL. Identity Provider Issuer must be exactly the Issuer of the connected app.',
      source: GUIDE,
    },
    {
      topic: 'Different roles for different users',
      words:
        'The custom attribute roles is one formula for all users. For different roles, use a field of the user, such as the custom field $User.FlexRole__c.',
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
