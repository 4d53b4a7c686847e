import type { Product } from '../domain/product.ts'

const FIELDS = 'https://jumpcloud.com/support/sso-application-connector-fields'
const CONNECTOR = 'https://jumpcloud.com/support/sso-using-custom-saml-application-connectors'
const ATTRIBUTES = 'https://jumpcloud.com/support/saml-attribute-notes'
const GROUP_ATTRIBUTES = 'https://jumpcloud.com/support/group-inherited-user-attributes'
const TROUBLE = 'https://jumpcloud.com/support/saml-sso-troubleshooting'
const SET_UP = 'https://guides.growrk.com/integrations/jumpcloudsso'
const CERTIFICATE = 'https://kb.foxit.com/hc/en-us/articles/16583786752276-JumpCloud-SSO-SAML-Configuration'

const SSO = 'User Authentication › SSO Applications › your application › SSO'

/** JumpCloud. Its Issuer is a text that the administrator may type, so a response can be without any sign of it. */
export const jumpcloud: Product = {
  id: 'jumpcloud',
  name: 'JumpCloud',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https?:\/\/([a-z0-9-]+\.)?jumpcloud\.com\//i,
      weight: 'strong',
      says: 'the issuer is a URL of JumpCloud',
    },
    {
      trait: 'issuer',
      pattern: /jumpcloud/i,
      weight: 'weak',
      says: 'the issuer, which the administrator types, names JumpCloud',
    },
    {
      trait: 'certificateSubjects',
      pattern: /jumpcloud/i,
      weight: 'weak',
      says: 'the subject of the certificate, which may be uploaded, names JumpCloud',
    },
    {
      trait: 'assertionId',
      pattern: /^[A-Z0-9]{40}$/,
      weight: 'weak',
      says: 'the ID of the assertion is 40 capital letters and digits',
    },
  ],
  settings: {
    acsUrl: {
      menu: SSO,
      field: 'ACS URLs',
      note: 'It may hold several.',
      source: FIELDS,
    },
    entityId: { menu: SSO, field: 'SP Entity ID', note: 'Case counts.', source: FIELDS },
    issuer: {
      menu: SSO,
      field: 'IdP Entity ID',
      note: 'What stands there is the Issuer of the response, letter for letter, also when it was typed by hand.',
      source: SET_UP,
    },
    ssoUrl: {
      menu: SSO,
      field: 'IDP URL',
      note: 'https://sso.jumpcloud.com/saml2/NAME. NAME is chosen when the application is made (General Info › Advanced Settings) and cannot be changed.',
      source: FIELDS,
    },
    certificate: {
      menu: SSO,
      field: 'IDP Certificate',
      note: 'JumpCloud makes one when the application is activated; another can be uploaded. Download certificate gives certificate.pem.',
      source: CERTIFICATE,
    },
    signing: {
      menu: SSO,
      field: 'Sign',
      choices: { both: 'Assertion and Response', response: 'Response', assertion: 'Assertion' },
      note: 'Older consoles have a tick box Sign Assertion instead, and none for the response.',
      source: SET_UP,
    },
    algorithm: {
      menu: SSO,
      field: 'Signature Algorithm',
      choices: { sha256: 'RSA-SHA256' },
      source: SET_UP,
    },
    encryption: null,
    nameId: {
      menu: SSO,
      field: 'SAMLSubject NameID',
      choices: {
        email: 'email, with SAMLSubject NameID Format urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      },
      source: FIELDS,
    },
    claims: {
      menu: `${SSO} › Attributes › User Attribute Mapping › add attribute`,
      field: 'Service Provider Attribute Name',
      note: 'JumpCloud Attribute Name is email for email, and for full_name the one with the whole name that the list offers and the users have.',
      source: ATTRIBUTES,
    },
    roles: {
      menu: `${SSO} › Attributes › User Attribute Mapping › add attribute`,
      field: 'Service Provider Attribute Name',
      note: 'Map it to a custom attribute, and give that to user groups (User Management › User Groups › the group › Details › add new custom attribute), one group for each role; of several groups the one added last wins. When all users have one role, a constant attribute roles does.',
      source: GROUP_ATTRIBUTES,
    },
    assignment: {
      menu: 'User Authentication › SSO Applications › your application',
      field: 'User Groups',
      note: 'Select the groups that may use the application, and save.',
      source: SET_UP,
    },
    lifetime: null,
    session: null,
    protocol: {
      menu: 'User Authentication › SSO Applications › Add New Application › Custom Application',
      field: 'Configure SSO with SAML',
      note: 'Under Manage Single Sign-On (SSO). Declare Redirect Endpoint concerns the metadata alone.',
      source: SET_UP,
    },
    clock: null,
  },
  guide: {
    url: null,
    signaturePolicy: 'both',
    nameId: 'email as SAMLSubject NameID',
    roles: 'a custom attribute of user groups with the value agent, supervisor or admin, sent as the attribute roles',
  },
  setUp: [
    'In the JumpCloud Admin Portal open User Authentication › SSO Applications, choose Add New Application and select Custom Application.',
    'Choose Manage Single Sign-On (SSO) and Configure SSO with SAML, give it a Display Label, choose the end of the IDP URL under Advanced Settings (it cannot be changed later), then Save Application and Configure Application.',
    'Open SSO: note IdP Entity ID or enter one, set SP Entity ID to `{entityId}` and ACS URLs to `{acsUrl}`.',
    'There set SAMLSubject NameID to email, SAMLSubject NameID Format to urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, Signature Algorithm to RSA-SHA256 and Sign to Assertion and Response. Upload no SP certificate, since Flex does not sign its requests.',
    'In User Management › User Groups make a group for each role and on Details add the custom attribute `roles` with the value agent, supervisor or admin, in lower case.',
    'Back under SSO › Attributes add the attributes `email` (email), `full_name` (the attribute with the whole name) and `roles` (the custom attribute), and save.',
    'Open User Groups, select these groups, and save.',
    'Download the IDP Certificate, and copy IdP Entity ID and IDP URL: they are the X.509 Certificate, the Identity Provider Issuer and the Single Sign-On URL of the connection.',
  ],
  beside:
    'Make a second Custom Application for the harness, with an IdP Entity ID and an IDP URL of its own. ACS URLs may hold several, but which one answers a request is not documented; the live application stays as it is.',
  defaults: {
    'response-is-signed': 'JumpCloud signs the element alone that Sign names: with Assertion not the response.',
    'assertion-is-signed': 'JumpCloud signs the element alone that Sign names: with Response not the assertion.',
    'response-issuer-matches': 'The IDP URL is another text, and not the issuer.',
    'assertion-issuer-matches': 'The IDP URL is another text, and not the issuer.',
    'claim-full-name-is-present': 'A new Custom Application sends no attributes until they are added.',
    'claim-email-is-present': 'A new Custom Application sends no attributes until they are added.',
    'claim-roles-is-present': 'A new Custom Application sends no attributes until they are added.',
    'roles-name-a-flex-role':
      'Of several groups that hold the attribute JumpCloud sends the value of the one added last.',
  },
  nothingArrives: [
    {
      symptom: 'The application is not in the User Portal, or JumpCloud signs the user in and goes no further.',
      cause: 'The user is in none of the groups that are bound to the application.',
      fix: 'SSO Applications › your application › User Groups: select a group of the user.',
      source: SET_UP,
    },
    {
      symptom: 'JumpCloud refuses a login that Flex began, and the tile in the User Portal works.',
      cause: 'SP Entity ID or ACS URLs are not those that the request names.',
      fix: 'SSO: enter {entityId} as SP Entity ID and {acsUrl} among ACS URLs, letter for letter.',
      source: null,
    },
  ],
  documentation: [
    { title: 'SSO Application Connector Fields', url: FIELDS },
    { title: 'SSO using Custom SAML Application Connectors', url: CONNECTOR },
    { title: 'SAML Attribute Notes', url: ATTRIBUTES },
    { title: 'Group Inherited User Attributes', url: GROUP_ATTRIBUTES },
    { title: 'Troubleshoot: SAML SSO', url: TROUBLE },
  ],
  checkedOn: '2026-11-22',
}
