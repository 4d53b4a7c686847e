import type { ResponseStyle } from '../../domain/response-style.ts'

/** Auth0 as identity provider, set up as the Flex guide says: the Response is signed, and mapped claims alone are sent. */
export const auth0Style: ResponseStyle = {
  id: 'auth0',
  name: 'Auth0',
  issuer: 'urn:dev-{hex8}.us.auth0.com',
  certificateSubject: 'CN=dev-{hex8}.us.auth0.com',
  declaration: '',
  prefixes: { protocol: 'samlp', assertion: 'saml', signature: '' },
  rootDeclares: [],
  responseId: '_{newHex20}',
  assertionId: '_{newHex32}',
  sessionIndex: '_{newHex32}',
  issuerHasFormat: false,
  consent: null,
  times: { notBefore: 0, notOnOrAfter: 3_600, authnInstant: 0, sessionNotOnOrAfter: null },
  statements: 'authentication first',
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
  friendlyNames: false,
  valueType: 'xs:string',
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
  signs: ['Response'],
  prefixLists: {},
  keyInfo: 'x509',
  wrapsBase64: false,
  ownClaims: [],
}
