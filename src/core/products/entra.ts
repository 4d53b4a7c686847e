import type { Product } from '../domain/product.ts'
import { entraResponses } from './entra-responses.ts'

const GUIDE = 'https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration/azure-ad'
const CUSTOM_CLAIMS = `${GUIDE}/custom-azure-ad-attributes-as-saml-claims`
const SET_UP_SSO = 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/add-application-portal-setup-sso'
const CLAIMS = 'https://learn.microsoft.com/en-us/entra/identity-platform/saml-claims-customization'
const SIGNING = 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/certificate-signing-options'
const CERTIFICATES =
  'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/tutorial-manage-certificates-for-federated-single-sign-on'
const APP_ROLES = 'https://learn.microsoft.com/en-us/entra/identity-platform/howto-add-app-roles-in-apps'
const PROTOCOL = 'https://learn.microsoft.com/en-us/entra/identity-platform/single-sign-on-saml-protocol'
const REPLY_URLS = 'https://learn.microsoft.com/en-us/entra/identity-platform/reply-url'
const ENCRYPTION = 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/howto-saml-token-encryption'
const ERRORS = 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes'

const SINGLE_SIGN_ON = 'Enterprise applications › your application › Single sign-on'
const BASIC = `${SINGLE_SIGN_ON} › Basic SAML Configuration`
const SIGNING_CERTIFICATE = `${SINGLE_SIGN_ON} › SAML Certificates › Token signing certificate › Edit`

/** Microsoft Entra ID, once Azure Active Directory. */
export const entra: Product = {
  id: 'entra',
  name: 'Microsoft Entra ID',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https:\/\/sts\.windows\.net\/[0-9a-f-]{36}(\/|$)/,
      weight: 'strong',
      says: 'the issuer is that of a Microsoft Entra tenant',
    },
    {
      trait: 'certificateSubjects',
      pattern: /CN=Microsoft Azure Federated SSO Certificate/,
      weight: 'strong',
      says: 'the certificate is the one that Microsoft Entra ID makes for an application',
    },
    {
      trait: 'claimNames',
      pattern: /^http:\/\/schemas\.microsoft\.com\/identity\/claims\/(tenantid|objectidentifier|identityprovider)$/,
      weight: 'strong',
      says: 'the claims are the default ones of Microsoft Entra ID',
    },
    {
      trait: 'prefixes',
      pattern: /^samlp - -$/,
      weight: 'weak',
      says: 'Assertion and Signature have default namespaces',
    },
    {
      trait: 'assertionId',
      pattern: /^_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      weight: 'weak',
      says: 'IDs are _ and a GUID',
    },
  ],
  responses: entraResponses,
  settings: {
    acsUrl: { menu: BASIC, field: 'Reply URL (Assertion Consumer Service URL)', source: SET_UP_SSO },
    entityId: {
      menu: BASIC,
      field: 'Identifier (Entity ID)',
      note: "Remove Microsoft's default entry after adding this one.",
      source: GUIDE,
    },
    issuer: {
      menu: `${SINGLE_SIGN_ON} › Set up your application`,
      field: 'Microsoft Entra Identifier',
      source: SET_UP_SSO,
    },
    ssoUrl: { menu: `${SINGLE_SIGN_ON} › Set up your application`, field: 'Login URL', source: SET_UP_SSO },
    certificate: { menu: `${SINGLE_SIGN_ON} › SAML Certificates`, field: 'Certificate (Base64)', source: CERTIFICATES },
    signing: {
      menu: SIGNING_CERTIFICATE,
      field: 'Signing Option',
      choices: {
        both: 'Sign SAML response and assertion',
        response: 'Sign SAML response',
        assertion: 'Sign SAML assertion',
      },
      note: 'Some pages call the section SAML Signing Certificate.',
      source: SIGNING,
    },
    algorithm: {
      menu: SIGNING_CERTIFICATE,
      field: 'Signing Algorithm',
      choices: { sha256: 'SHA-256' },
      source: SIGNING,
    },
    encryption: {
      menu: 'Enterprise applications › your application',
      field: 'Token encryption',
      choices: { none: 'Deactivate token encryption, in the menu (…) beside the certificate' },
      source: ENCRYPTION,
    },
    nameId: {
      menu: `${SINGLE_SIGN_ON} › Attributes & Claims › Required claim`,
      field: 'Unique User Identifier (Name ID)',
      choices: { email: 'Email address as name identifier format, with user.mail as source attribute' },
      note: 'A format that the request asks for wins over the one that is chosen here.',
      source: CLAIMS,
    },
    claims: {
      menu: `${SINGLE_SIGN_ON} › Attributes & Claims › Add new claim`,
      field: 'Name',
      note: 'Leave Namespace empty.',
      source: CLAIMS,
    },
    roles: {
      menu: 'App registrations › your application › App roles',
      field: 'Value',
      choices: { values: 'agent, supervisor or admin' },
      note: 'Map the claim roles to the source attribute user.assignedroles, and assign the role under Users and groups.',
      source: APP_ROLES,
    },
    assignment: {
      menu: 'Enterprise applications › your application › Users and groups › Add user/group',
      field: 'Select a role',
      source: 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal',
    },
    lifetime: null,
    session: null,
    protocol: {
      menu: SINGLE_SIGN_ON,
      field: 'single sign-on method',
      choices: { post: 'SAML' },
      source: SET_UP_SSO,
    },
    clock: null,
  },
  guide: {
    url: GUIDE,
    signaturePolicy: 'both',
    nameId: 'user.mail',
    roles: 'app roles agent, supervisor and admin, sent as user.assignedroles',
  },
  setUp: [
    'In the Microsoft Entra admin center open Enterprise applications (Enterprise apps in newer menus), choose New application › Create your own application, give it a name and choose Integrate any other application you don’t find in the gallery (Non-gallery).',
    'Open Single sign-on and choose SAML.',
    'Edit Basic SAML Configuration: set Identifier (Entity ID) to `{entityId}` and remove Microsoft’s default entry; set Reply URL (Assertion Consumer Service URL) to `{acsUrl}`. Entra ID takes https URLs, and http on localhost alone.',
    'Edit SAML Certificates › Token signing certificate: set Signing Option to Sign SAML response and assertion, leave SHA-256 selected, enter who shall be told before the certificate expires (Notification Email Addresses), and save.',
    'In App registrations › your application › App roles choose Create app role for agent, supervisor and admin: Value in lower case, Users/Groups as Allowed member types, the app role enabled.',
    'Edit Attributes & Claims: set the required claim Unique User Identifier (Name ID) to user.mail, remove the additional claims that are there, and add full_name (user.displayname), email (user.mail) and roles (user.assignedroles), each with an empty Namespace.',
    'In Enterprise applications › your application › Users and groups add each user or group with one of the roles; for a second role add it again.',
    'Download Certificate (Base64) under SAML Certificates, and copy Login URL and Microsoft Entra Identifier under Set up your application: they are the X.509 Certificate, the Single Sign-On URL and the Identity Provider Issuer of the connection.',
  ],
  beside:
    'For the tenant that is live, add the URL of the harness as a second Reply URL of the same application: Entra ID answers a request at the registered Reply URL that it names. For another tenant SID make a second enterprise application: no two of a directory share an Identifier. Where a login that Entra ID begins itself goes, with two Reply URLs, is not confirmed: rehearse that one with the second application.',
  defaults: {
    'response-is-signed': 'Entra ID signs the assertion alone until the Signing Option is changed.',
    'claims-have-no-namespace': 'Entra ID puts its own claims, and new ones whose Namespace is filled in, under a URI.',
    'claim-roles-is-present': 'Entra ID sends no roles for a user who was assigned without an app role.',
    'audience-names-entity-id':
      'Entra ID takes the Audience from the Issuer of the request. A login that it begins itself has none, and may carry the Identifier that Microsoft entered when the application was made.',
    'name-id-is-stable':
      'Entra ID gives the NameID the format that the request asks for, an e-mail address on legacy: any other source attribute, such as user.employeeid, goes out under that name.',
    'claims-are-only-what-flex-needs':
      'Entra ID sends name, givenname, surname and emailaddress under URIs until the additional claims are removed.',
  },
  nothingArrives: [
    {
      symptom: 'AADSTS50105',
      cause: 'The user is not assigned to the application or to a role of it.',
      fix: 'Enterprise applications › your application › Users and groups › Add user/group.',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS50011',
      cause: 'The Reply URL that the request names is not among those of the application.',
      fix: 'Basic SAML Configuration › Reply URL: enter {acsUrl}, letter for letter.',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS700016',
      cause:
        'No application of this directory has the Issuer of the request as Identifier, or the login went to another directory.',
      fix: 'Basic SAML Configuration › Identifier (Entity ID): enter {entityId}.',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS75011',
      cause:
        'Legacy Flex asks for a password login (RequestedAuthnContext, exact), and the user signed in by another method, such as a passkey or a device.',
      fix: 'Start from My Apps (IdP-initiated), let the user sign in anew with a password, or move to enhanced SSO, which is not known to ask for it.',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS501241',
      cause:
        'The source attribute of the NameID is empty for this user, such as user.mail of an account without mailbox.',
      fix: 'Fill in the attribute, or choose another under Attributes & Claims › Unique User Identifier (Name ID).',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS50020',
      cause: 'The user signed in with an account that this directory does not know.',
      fix: 'Sign out and sign in with an account of the directory, or invite the user as a guest.',
      source: ERRORS,
    },
  ],
  further: [
    {
      topic: 'Flex Insights',
      words:
        'Each Flex Insights role (wfo.…) is an app role of its own, and is assigned by itself: an assignment has one role.',
      source: GUIDE,
    },
    {
      topic: 'Other attributes of the directory',
      words:
        'An extension property becomes a claim by a claims mapping policy alone, made with Microsoft Graph or PowerShell: the property as ExtensionID, the plain name of the claim as SamlClaimType, and full_name, email and roles in the same policy. As long as it is assigned, the portal edits no claims and says: This configuration was overwritten by a claim mapping policy created via Graph/PowerShell. Unassign it to edit them there again.',
      source: CUSTOM_CLAIMS,
    },
    {
      topic: 'Roles by the manifest',
      words:
        'An earlier edition of the guide writes the app roles into the manifest: each has a GUID of its own as id, and the default role User has isEnabled false.',
      source: GUIDE,
    },
    {
      topic: 'Other NameIDs',
      words:
        'An earlier edition of the guide takes user.employeeid. Whichever it is, it stays: the name of the worker is made of it, and another one makes another worker.',
      source: GUIDE,
    },
  ],
  documentation: [
    { title: 'Flex: Configure Microsoft Entra ID', url: GUIDE },
    { title: 'Flex: Pass custom attributes as SAML claims', url: CUSTOM_CLAIMS },
    { title: 'Enable single sign-on for an enterprise application', url: SET_UP_SSO },
    { title: 'Customize SAML token claims', url: CLAIMS },
    { title: 'Advanced certificate signing options', url: SIGNING },
    { title: 'Add app roles', url: APP_ROLES },
    { title: 'Single sign-on SAML protocol', url: PROTOCOL },
    { title: 'Reply URL restrictions', url: REPLY_URLS },
    { title: 'SAML token encryption', url: ENCRYPTION },
    { title: 'Error codes (AADSTS)', url: ERRORS },
  ],
  checkedOn: '2026-11-22',
}
