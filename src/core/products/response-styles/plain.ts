import type { ResponseStyle } from '../../domain/response-style.ts'

/** No product's hand: the short form that the SAML 2.0 profiles ask for. */
export const plainStyle: ResponseStyle = {
  id: 'plain',
  name: 'Plain SAML 2.0',
  issuer: 'https://idp.example.com/{tenant}/metadata',
  certificateSubject: 'CN=idp.example.com',
  declaration: '',
  prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'ds' },
  rootDeclares: ['assertion'],
  responseId: '_{newHex32}',
  assertionId: '_{newHex32}',
  sessionIndex: '_{newHex32}',
  issuerHasFormat: false,
  consent: null,
  times: { notBefore: -60, notOnOrAfter: 300, authnInstant: 0, sessionNotOnOrAfter: null },
  statements: 'authentication first',
  nameFormat: null,
  friendlyNames: false,
  valueType: null,
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
  signs: ['Assertion', 'Response'],
  prefixLists: {},
  keyInfo: 'x509',
  wrapsBase64: false,
  ownClaims: [],
}
