import type { Product } from '../domain/product.ts'
import { AUTHN_CONTEXT, IDENTIFIERS } from '../domain/saml-names.ts'

const FLEX_SSO = 'https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration'
const OPERATIONS = 'https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/operations'
const TRUST = `${OPERATIONS}/create-a-relying-party-trust`
const LDAP_RULE = `${OPERATIONS}/create-a-rule-to-send-ldap-attributes-as-claims`
const GROUP_RULE = `${OPERATIONS}/create-a-rule-to-send-group-membership-as-a-claim`
const TRANSFORM_RULE = `${OPERATIONS}/create-a-rule-to-transform-an-incoming-claim`
const ACCESS = `${OPERATIONS}/access-control-policies-in-ad-fs`
const SET_TRUST = 'https://learn.microsoft.com/en-us/powershell/module/adfs/set-adfsrelyingpartytrust'
const ENDPOINTS =
  'https://help.sap.com/doc/f53c64b93e5140918d676b927a3cd65b/Cloud/en-US/docs-en/guides/getting-started/android/adfs.html'
const SINGLE_SIGN_ON_URL =
  'https://docs.trendmicro.com/en-us/documentation/article/hosted-email-security-administrator-guide-configuring-adfs'
const NOT_SUPPORTED = 'https://www.schaeflein.net/msis7102-requested-authentication-method-is-not-supported-on-the-sts/'

const RELYING_PARTY = 'AD FS Management › Relying Party Trusts › your trust'
const PROPERTIES = `${RELYING_PARTY} › Properties`
const RULES = `${RELYING_PARTY} › Edit Claim Issuance Policy › Add Rule`
const POWERSHELL = 'PowerShell on the federation server › Set-AdfsRelyingPartyTrust'

/** Active Directory Federation Services, Windows Server 2016 and later. */
export const adfs: Product = {
  id: 'adfs',
  name: 'AD FS',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https?:\/\/[^/]+\/adfs\/services\/trust$/i,
      weight: 'strong',
      says: 'the issuer is a federation service of AD FS',
    },
    {
      trait: 'certificateSubjects',
      pattern: /CN=ADFS Signing - /,
      weight: 'strong',
      says: 'the certificate is the token-signing one that AD FS makes',
    },
    {
      trait: 'prefixes',
      pattern: /^samlp - ds$/,
      weight: 'weak',
      says: 'Assertion has a default namespace, and Signature the prefix ds',
    },
    {
      trait: 'assertionId',
      pattern: /^_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      weight: 'weak',
      says: 'IDs are _ and a GUID',
    },
  ],
  /** Active Directory Federation Services with SamlResponseSignature MessageAndAssertion. */
  responses: {
    issuer: 'http://fs.example.com/adfs/services/trust',
    certificateSubject: 'CN=ADFS Signing - fs.example.com',
    declaration: '',
    prefixes: { protocol: 'samlp', assertion: '', signature: 'ds' },
    rootDeclares: [],
    responseId: '_{newGuid}',
    assertionId: '_{newGuid}',
    sessionIndex: '{assertionId}',
    issuerHasFormat: false,
    consent: `${IDENTIFIERS.consent}unspecified`,
    times: { notBefore: 0, notOnOrAfter: 3_600, authnInstant: 0, sessionNotOnOrAfter: null },
    statements: 'attributes first',
    nameFormat: null,
    friendlyNames: false,
    valueType: null,
    authnContext: AUTHN_CONTEXT.passwordProtectedTransport,
    signs: ['Assertion', 'Response'],
    prefixLists: {},
    keyInfo: 'x509-with-prefix',
    wrapsBase64: false,
    ownClaims: [],
  },
  settings: {
    acsUrl: {
      menu: `${PROPERTIES} › Endpoints › Add SAML`,
      field: 'Trusted URL',
      note: 'Endpoint type SAML Assertion Consumer, Binding POST. The wizard of a new trust calls it Relying party SAML 2.0 SSO service URL.',
      source: ENDPOINTS,
    },
    entityId: {
      menu: `${PROPERTIES} › Identifiers`,
      field: 'Relying party identifier',
      note: 'The wizard of a new trust asks for it under Configure Identifiers.',
      source: TRUST,
    },
    issuer: {
      menu: 'AD FS Management › Service › Edit Federation Service Properties',
      field: 'Federation Service identifier',
      note: 'Such as http://your-server/adfs/services/trust, with http as a rule.',
      source: null,
    },
    ssoUrl: {
      menu: 'AD FS Management › Service › Endpoints',
      field: 'URL Path of the type SAML 2.0/WS-Federation',
      note: 'The host of the federation service and /adfs/ls/.',
      source: SINGLE_SIGN_ON_URL,
    },
    certificate: {
      menu: 'AD FS Management › Service › Certificates › Token-signing › View Certificate › Details › Copy to File',
      field: 'Base-64 encoded X.509 (.CER)',
      source: SINGLE_SIGN_ON_URL,
    },
    signing: {
      menu: POWERSHELL,
      field: '-SamlResponseSignature',
      choices: { both: 'MessageAndAssertion', response: 'MessageOnly', assertion: 'AssertionOnly' },
      note: 'It is not in AD FS Management.',
      source: SET_TRUST,
    },
    algorithm: {
      menu: `${PROPERTIES} › Advanced`,
      field: 'Secure hash algorithm',
      choices: { sha256: 'SHA-256' },
      source: SINGLE_SIGN_ON_URL,
    },
    encryption: {
      menu: POWERSHELL,
      field: '-EncryptClaims',
      choices: { none: '$false' },
      note: 'Or remove the certificate under Properties › Encryption.',
      source: SET_TRUST,
    },
    nameId: {
      menu: `${RULES} › Transform an Incoming Claim`,
      field: 'Outgoing claim type',
      choices: { email: 'Name ID, from E-Mail Address, with Email as Outgoing name ID format' },
      note: 'A rule before it sends the LDAP attribute E-Mail-Addresses as E-Mail Address.',
      source: TRANSFORM_RULE,
    },
    claims: {
      menu: `${RULES} › Send LDAP Attributes as Claims`,
      field: 'Outgoing Claim Type',
      note: 'Type full_name and email instead of choosing a type from the list.',
      source: LDAP_RULE,
    },
    roles: {
      menu: `${RULES} › Send Group Membership as a Claim`,
      field: 'Outgoing claim value',
      choices: { values: 'agent, supervisor or admin' },
      note: 'One rule for each group, with roles typed as Outgoing claim type.',
      source: GROUP_RULE,
    },
    assignment: {
      menu: `${RELYING_PARTY} › Edit Access Control Policy`,
      field: 'Access control policy',
      note: 'Without one nobody has access.',
      source: ACCESS,
    },
    lifetime: { menu: POWERSHELL, field: '-TokenLifetime', note: 'In minutes.', source: SET_TRUST },
    session: null,
    protocol: {
      menu: 'AD FS Management › Relying Party Trusts › Add Relying Party Trust › Configure URL',
      field: 'Enable support for the SAML 2.0 WebSSO protocol',
      source: TRUST,
    },
    clock: {
      menu: POWERSHELL,
      field: '-NotBeforeSkew',
      note: 'It sets NotBefore back; the default is 0.',
      source: SET_TRUST,
    },
  },
  guide: {
    url: null,
    signaturePolicy: 'both',
    nameId: 'a rule that sends the e-mail address as Name ID in the format Email',
    roles: 'one rule for each group that sends agent, supervisor or admin as roles',
  },
  setUp: [
    'In Server Manager open Tools › AD FS Management and choose Add Relying Party Trust; choose Claims aware and Start.',
    'Choose Enter data about the relying party manually, give a display name, and browse for no certificate on the page Configure Certificate.',
    'On Configure URL tick Enable support for the SAML 2.0 WebSSO protocol and set Relying party SAML 2.0 SSO service URL to `{acsUrl}`.',
    'On Configure Identifiers add `{entityId}`; choose an Access Control Policy that permits the users, and finish.',
    'Open Edit Claim Issuance Policy and add a rule Send LDAP Attributes as Claims with the attribute store Active Directory: E-Mail-Addresses as E-Mail Address, E-Mail-Addresses as email, Display-Name as full_name. Type the last two.',
    'Add a rule Transform an Incoming Claim: Incoming claim type E-Mail Address, Outgoing claim type Name ID, Outgoing name ID format Email, Pass through all claim values.',
    'Add a rule Send Group Membership as a Claim for each role: Outgoing claim type roles, typed, and the value agent, supervisor or admin.',
    'In PowerShell run Set-AdfsRelyingPartyTrust -TargetName "Twilio Flex" -SamlResponseSignature MessageAndAssertion, with the display name of the trust.',
    'Enter in the connection: the Federation Service identifier as Identity Provider Issuer, https://your-server/adfs/ls/ as Single Sign-On URL, and the token-signing certificate, exported as Base-64, as X.509 Certificate.',
  ],
  beside:
    'Add the URL of the harness as a second endpoint of the live trust, not as its default: AD FS answers a request at the registered endpoint that the request names. For another tenant make a second trust, as no two trusts share an identifier.',
  defaults: {
    'status-is-success':
      'AD FS answers InvalidNameIDPolicy when no rule sends a Name ID in the format that the request asks for; legacy Flex asks for an e-mail address.',
    'response-is-signed': 'AD FS signs the assertion alone until SamlResponseSignature is changed.',
    'subject-has-name-id': 'AD FS sends no Name ID unless a rule makes one.',
    'claims-have-no-namespace': 'The claim types in the lists of AD FS are URIs; a plain name has to be typed.',
    'claim-full-name-is-present': 'AD FS sends no claim without a rule.',
    'claim-email-is-present': 'AD FS sends no claim without a rule, and its own E-Mail Address is a URI.',
    'claim-roles-is-present': 'AD FS sends no roles without a rule, and its own Role is a URI.',
    'not-before-reached': 'AD FS puts NotBefore at the moment of issue, with no allowance for clocks that differ.',
  },
  nothingArrives: [
    {
      symptom: 'MSIS3200: No AssertionConsumerService is configured on the relying party trust',
      cause: 'The ACS URL that the request names is not among the endpoints of the trust.',
      fix: 'Properties › Endpoints › Add SAML: enter {acsUrl} as Trusted URL.',
      source: null,
    },
    {
      symptom: 'MSIS7007: The requested relying party trust is unspecified or unsupported',
      cause: 'No trust has the Issuer of the request as identifier, or the trust is disabled.',
      fix: 'Properties › Identifiers: add {entityId}.',
      source: null,
    },
    {
      symptom: 'MSIS5007: The caller authorization failed',
      cause: 'The access control policy of the trust does not permit the user.',
      fix: 'Edit Access Control Policy: permit the user or a group of theirs.',
      source: null,
    },
    {
      symptom: 'MSIS7102: Requested Authentication Method is not supported on the STS',
      cause:
        'Legacy Flex asks for a password login (RequestedAuthnContext, exact), and forms authentication is not enabled where the user is.',
      fix: 'Enable Forms Authentication for the intranet and the extranet under Authentication Policies.',
      source: NOT_SUPPORTED,
    },
    {
      symptom: 'MSIS7042: The same client browser session has made … requests in the last … seconds',
      cause: 'The application refuses the login and sends the browser back for another, again and again.',
      fix: 'Look at the first response: what it lacks is the fault.',
      source: 'https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/troubleshooting/ad-fs-tshoot-loop',
    },
  ],
  documentation: [
    { title: 'Flex: Configuring SSO and IdP', url: FLEX_SSO },
    { title: 'Create a relying party trust', url: TRUST },
    { title: 'Create a rule to send LDAP attributes as claims', url: LDAP_RULE },
    { title: 'Create a rule to transform an incoming claim', url: TRANSFORM_RULE },
    { title: 'Create a rule to send group membership as a claim', url: GROUP_RULE },
    { title: 'Access control policies', url: ACCESS },
    { title: 'Set-AdfsRelyingPartyTrust', url: SET_TRUST },
  ],
  checkedOn: '2026-11-22',
}
