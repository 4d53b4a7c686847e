import type { ResponseForm } from '../domain/response-style.ts'
import { AUTHN_CONTEXT } from '../domain/saml-names.ts'

/** Microsoft Entra ID, in the format of fixtures/responses/entra. */
export const entraResponses: ResponseForm = {
  issuer: 'https://sts.windows.net/{guid}/',
  certificateSubject: 'CN=Microsoft Azure Federated SSO Certificate',
  declaration: '',
  prefixes: { protocol: 'samlp', assertion: '', signature: '' },
  rootDeclares: [],
  responseId: '_{newGuid}',
  assertionId: '_{newGuid}',
  sessionIndex: '{assertionId}',
  issuerHasFormat: false,
  consent: null,
  times: { notBefore: -300, notOnOrAfter: 3_600, authnInstant: -60, sessionNotOnOrAfter: null },
  statements: 'attributes first',
  nameFormat: null,
  friendlyNames: false,
  valueType: null,
  authnContext: AUTHN_CONTEXT.password,
  signs: ['Assertion', 'Response'],
  prefixLists: {},
  keyInfo: 'x509',
  wrapsBase64: false,
  ownClaims: [
    { name: 'http://schemas.microsoft.com/identity/claims/tenantid', values: ['{guid}'] },
    { name: 'http://schemas.microsoft.com/identity/claims/objectidentifier', values: ['{userGuid}'] },
    {
      name: 'http://schemas.microsoft.com/identity/claims/identityprovider',
      values: ['https://sts.windows.net/{guid}/'],
    },
    {
      name: 'http://schemas.microsoft.com/claims/authnmethodsreferences',
      values: ['http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password'],
    },
  ],
}
