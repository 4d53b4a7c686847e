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

/** Microsoft Entra ID, formerly Azure Active Directory. */
export const entra: Product = {
  id: 'entra',
  name: 'Microsoft Entra ID',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https:\/\/sts\.windows\.net\/[0-9a-f-]{36}(\/|$)/,
      weight: 'strong',
      says: 'the issuer is a Microsoft Entra tenant',
    },
    {
      trait: 'certificateSubjects',
      pattern: /CN=Microsoft Azure Federated SSO Certificate/,
      weight: 'strong',
      says: 'the certificate is one that Microsoft Entra ID generates for an application',
    },
    {
      trait: 'claimNames',
      pattern: /^http:\/\/schemas\.microsoft\.com\/identity\/claims\/(tenantid|objectidentifier|identityprovider)$/,
      weight: 'strong',
      says: 'the claims are the default claims of Microsoft Entra ID',
    },
    {
      trait: 'prefixes',
      pattern: /^samlp - -$/,
      weight: 'weak',
      says: 'Assertion and Signature use default namespaces',
    },
    {
      trait: 'assertionId',
      pattern: /^_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      weight: 'weak',
      says: 'IDs are an underscore followed by a GUID',
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
      choices: { none: 'Deactivate token encryption, in the menu (…) next to the certificate' },
      source: ENCRYPTION,
    },
    nameId: {
      menu: `${SINGLE_SIGN_ON} › Attributes & Claims › Required claim`,
      field: 'Unique User Identifier (Name ID)',
      choices: { email: 'Email address as name identifier format, with user.mail as source attribute' },
      note: 'A format specified in the request takes precedence over this one.',
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
      note: 'Map the claim roles to the source attribute user.assignedroles, and assign roles under Users and groups.',
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
    'In the Microsoft Entra admin center, open Enterprise applications (Enterprise apps in newer menus), choose New application › Create your own application, enter a name and choose Integrate any other application you don’t find in the gallery (Non-gallery).',
    'Open Single sign-on and choose SAML.',
    'Edit Basic SAML Configuration: set Identifier (Entity ID) to `{entityId}` and remove Microsoft’s default entry; set Reply URL (Assertion Consumer Service URL) to `{acsUrl}`. Entra ID accepts https URLs, and http only for localhost.',
    'Edit SAML Certificates › Token signing certificate: set Signing Option to Sign SAML response and assertion, leave SHA-256 selected, enter Notification Email Addresses so that someone is warned before the certificate expires, and save.',
    'In App registrations › your application › App roles, choose Create app role for agent, supervisor and admin. Enter Value in lower case, choose Users/Groups as Allowed member types, and enable the app role.',
    'Edit Attributes & Claims: set the required claim Unique User Identifier (Name ID) to user.mail, remove the existing additional claims, and add full_name (user.displayname), email (user.mail) and roles (user.assignedroles), each with an empty Namespace.',
    'In Enterprise applications › your application › Users and groups, add each user or group with one of the roles. To assign a second role, add the user or group again.',
    'Download Certificate (Base64) under SAML Certificates, and copy Login URL and Microsoft Entra Identifier under Set up your application: these are the X.509 Certificate, the Single Sign-On URL and the Identity Provider Issuer of the connection.',
  ],
  beside:
    'For the live tenant, add the URL of the harness as a second Reply URL of the same application: Entra ID answers a request at the registered Reply URL that it names. For another tenant SID, create a second enterprise application, because two applications in a directory cannot share an Identifier. It is not confirmed where IdP-initiated logins go if there are two Reply URLs, so rehearse those with the second application.',
  defaults: {
    'response-is-signed': 'Entra ID signs only the assertion until the Signing Option is changed.',
    'claims-have-no-namespace':
      'Entra ID uses a URI as the name of each default claim, and of each new claim that has a Namespace.',
    'claim-roles-is-present': 'Entra ID sends no roles for a user who is assigned without an app role.',
    'audience-names-entity-id':
      'Entra ID takes the Audience from the Issuer of the request. IdP-initiated logins have no request, and may carry the Identifier that Microsoft entered when the application was created.',
    'name-id-is-stable':
      'Entra ID gives the NameID the format that the request specifies, which is emailAddress on legacy. Any other source attribute, such as user.employeeid, is sent with that format too.',
    'claims-are-only-what-flex-needs':
      'Entra ID sends name, givenname, surname and emailaddress under URIs until the additional claims are removed.',
  },
  nothingArrives: [
    {
      symptom: 'AADSTS50105',
      cause: 'The user is not assigned to the application or to one of its roles.',
      fix: 'Enterprise applications › your application › Users and groups › Add user/group.',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS50011',
      cause: 'The Reply URL in the request is not one of the application’s Reply URLs.',
      fix: 'Basic SAML Configuration › Reply URL: enter {acsUrl} exactly.',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS700016',
      cause:
        'No application in this directory has the Issuer of the request as its Identifier, or the login went to a different directory.',
      fix: 'Basic SAML Configuration › Identifier (Entity ID): enter {entityId}.',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS75011',
      cause:
        'Legacy Flex requires a password login (RequestedAuthnContext with exact comparison), and the user signed in by another method, such as a passkey or a device.',
      fix: 'Start from My Apps (IdP-initiated), let the user sign in again with a password, or move to enhanced SSO, which is not known to require it.',
      source: ERRORS,
    },
    {
      symptom: 'AADSTS501241',
      cause:
        'The source attribute of the NameID is empty for this user. For example, an account without a mailbox has no user.mail.',
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
        'Each Flex Insights role (wfo.…) is a separate app role and needs its own assignment, because an assignment has one role.',
      source: GUIDE,
    },
    {
      topic: 'Other directory attributes',
      words:
        'Only a claims mapping policy, created with Microsoft Graph or PowerShell, can turn an extension property into a claim. Enter the property as ExtensionID and the plain name of the claim as SamlClaimType, and include full_name, email and roles in the same policy. While the policy is assigned, claims cannot be edited in the portal, which says: This configuration was overwritten by a claim mapping policy created via Graph/PowerShell. Unassign the policy to edit them there again.',
      source: CUSTOM_CLAIMS,
    },
    {
      topic: 'Roles in the manifest',
      words:
        'An earlier edition of the guide adds the app roles to the manifest. Each has its own GUID as id, and isEnabled of the default role User is false.',
      source: GUIDE,
    },
    {
      topic: 'Other NameIDs',
      words:
        'An earlier edition of the guide uses user.employeeid. Do not change the attribute later: the name of the worker comes from it, so a different value creates a new worker.',
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
