import type { ResponseStyle } from '../../domain/response-style.ts'

/** Active Directory Federation Services with SamlResponseSignature MessageAndAssertion. */
export const adfsStyle: ResponseStyle = {
  id: 'adfs',
  name: 'AD FS',
  issuer: 'http://fs.example.com/adfs/services/trust',
  certificateSubject: 'CN=ADFS Signing - fs.example.com',
  declaration: '',
  prefixes: { protocol: 'samlp', assertion: '', signature: 'ds' },
  rootDeclares: [],
  responseId: '_{newGuid}',
  assertionId: '_{newGuid}',
  sessionIndex: '{assertionId}',
  issuerHasFormat: false,
  consent: 'urn:oasis:names:tc:SAML:2.0:consent:unspecified',
  times: { notBefore: 0, notOnOrAfter: 3_600, authnInstant: 0, sessionNotOnOrAfter: null },
  statements: 'attributes first',
  nameFormat: null,
  friendlyNames: false,
  valueType: null,
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
  signs: ['Assertion', 'Response'],
  prefixLists: {},
  keyInfo: 'x509-with-prefix',
  wrapsBase64: false,
  ownClaims: [],
}
