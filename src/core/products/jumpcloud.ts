import type { Product } from '../domain/product.ts'

const FIELDS = 'https://jumpcloud.com/support/sso-application-connector-fields'
const CONNECTOR = 'https://jumpcloud.com/support/sso-using-custom-saml-application-connectors'
const ATTRIBUTES = 'https://jumpcloud.com/support/saml-attribute-notes'
const GROUP_ATTRIBUTES = 'https://jumpcloud.com/support/group-inherited-user-attributes'
const TROUBLE = 'https://jumpcloud.com/support/saml-sso-troubleshooting'
const SET_UP = 'https://guides.growrk.com/integrations/jumpcloudsso'
const CERTIFICATE = 'https://kb.foxit.com/hc/en-us/articles/16583786752276-JumpCloud-SSO-SAML-Configuration'

const SSO = 'User Authentication › SSO Applications › your application › SSO'

/** JumpCloud. Administrators may type any Issuer, so a response may have no sign of JumpCloud. */
export const jumpcloud: Product = {
  id: 'jumpcloud',
  name: 'JumpCloud',
  signs: [
    {
      trait: 'issuer',
      pattern: /^https?:\/\/([a-z0-9-]+\.)?jumpcloud\.com\//i,
      weight: 'strong',
      says: 'the issuer is a JumpCloud URL',
    },
    {
      trait: 'issuer',
      pattern: /jumpcloud/i,
      weight: 'weak',
      says: 'the issuer, which the administrator chooses, contains jumpcloud',
    },
    {
      trait: 'certificateSubjects',
      pattern: /jumpcloud/i,
      weight: 'weak',
      says: 'the subject of the certificate, which may be uploaded, contains jumpcloud',
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
      note: 'You can enter several.',
      source: FIELDS,
    },
    entityId: { menu: SSO, field: 'SP Entity ID', note: 'Case-sensitive.', source: FIELDS },
    issuer: {
      menu: SSO,
      field: 'IdP Entity ID',
      note: 'This exact value becomes the Issuer of the response, even if it was typed by hand.',
      source: SET_UP,
    },
    ssoUrl: {
      menu: SSO,
      field: 'IDP URL',
      note: 'https://sso.jumpcloud.com/saml2/NAME. You choose NAME when you create the application (General Info › Advanced Settings). It cannot be changed later.',
      source: FIELDS,
    },
    certificate: {
      menu: SSO,
      field: 'IDP Certificate',
      note: 'JumpCloud generates one when the application is activated; you can upload another. Download certificate saves certificate.pem.',
      source: CERTIFICATE,
    },
    signing: {
      menu: SSO,
      field: 'Sign',
      choices: { both: 'Assertion and Response', response: 'Response', assertion: 'Assertion' },
      note: 'Older consoles have only a checkbox Sign Assertion, and none for the response.',
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
      note: 'For email, JumpCloud Attribute Name is email. For full_name, choose an attribute from the list that holds each user’s full name.',
      source: ATTRIBUTES,
    },
    roles: {
      menu: `${SSO} › Attributes › User Attribute Mapping › add attribute`,
      field: 'Service Provider Attribute Name',
      note: 'Map it to a custom attribute, and set that attribute on user groups (User Management › User Groups › the group › Details › add new custom attribute), one group per role. If a user is in several groups, the group added last wins. If all users have the same role, a constant attribute roles is enough.',
      source: GROUP_ATTRIBUTES,
    },
    assignment: {
      menu: 'User Authentication › SSO Applications › your application',
      field: 'User Groups',
      note: 'Select the groups that are allowed to use the application, and save.',
      source: SET_UP,
    },
    lifetime: null,
    session: null,
    protocol: {
      menu: 'User Authentication › SSO Applications › Add New Application › Custom Application',
      field: 'Configure SSO with SAML',
      note: 'Under Manage Single Sign-On (SSO). Declare Redirect Endpoint affects only the metadata.',
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
    'In the JumpCloud Admin Portal, open User Authentication › SSO Applications, choose Add New Application and select Custom Application.',
    'Choose Manage Single Sign-On (SSO) and Configure SSO with SAML, enter a Display Label, and choose the end of the IDP URL under Advanced Settings (it cannot be changed later). Then choose Save Application and Configure Application.',
    'Open SSO. Note IdP Entity ID or enter one. Set SP Entity ID to `{entityId}` and ACS URLs to `{acsUrl}`.',
    'On the same page, set SAMLSubject NameID to email, SAMLSubject NameID Format to urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, Signature Algorithm to RSA-SHA256 and Sign to Assertion and Response. Do not upload an SP certificate, because Flex does not sign its requests.',
    'In User Management › User Groups, create a group for each role. On Details, add the custom attribute `roles` with the value agent, supervisor or admin, in lower case.',
    'Back under SSO › Attributes, add the attributes `email` (email), `full_name` (the attribute with the full name) and `roles` (the custom attribute), and save.',
    'Open User Groups, select these groups, and save.',
    'Download the IDP Certificate, and copy IdP Entity ID and IDP URL: these are the X.509 Certificate, the Identity Provider Issuer and the Single Sign-On URL of the connection.',
  ],
  beside:
    'Create a second Custom Application for the harness, with its own IdP Entity ID and IDP URL, and leave the live one unchanged. ACS URLs can hold several URLs, but it is not documented which one receives the response to a request.',
  defaults: {
    'response-is-signed':
      'JumpCloud signs only the element selected in Sign. With Assertion, the response is not signed.',
    'assertion-is-signed':
      'JumpCloud signs only the element selected in Sign. With Response, the assertion is not signed.',
    'response-issuer-matches': 'The issuer is the IdP Entity ID, not the IDP URL.',
    'assertion-issuer-matches': 'The issuer is the IdP Entity ID, not the IDP URL.',
    'claim-full-name-is-present': 'A new Custom Application sends no attributes until you add them.',
    'claim-email-is-present': 'A new Custom Application sends no attributes until you add them.',
    'claim-roles-is-present': 'A new Custom Application sends no attributes until you add them.',
    'roles-name-a-flex-role':
      'If several groups have the attribute, JumpCloud sends the value of the group added last.',
  },
  nothingArrives: [
    {
      symptom: 'The application is not in the User Portal, or JumpCloud signs the user in and then nothing happens.',
      cause: 'The user is not in any of the groups assigned to the application.',
      fix: 'SSO Applications › your application › User Groups: select one of the user’s groups.',
      source: SET_UP,
    },
    {
      symptom: 'JumpCloud rejects SP-initiated logins, but the tile in the User Portal works.',
      cause: 'SP Entity ID or ACS URLs do not match the values in the request.',
      fix: 'SSO: enter exactly {entityId} as SP Entity ID and {acsUrl} as one of the ACS URLs.',
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
