import type { ResponseStyle } from '../../domain/response-style.ts'

/** Keycloak with Sign documents and Sign assertions. */
export const keycloakStyle: ResponseStyle = {
  id: 'keycloak',
  name: 'Keycloak',
  issuer: 'https://keycloak.example.com/realms/{hex8}',
  certificateSubject: 'CN={hex8}',
  declaration: '',
  prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'dsig' },
  rootDeclares: ['assertion'],
  responseId: 'ID_{newGuid}',
  assertionId: 'ID_{newGuid}',
  sessionIndex: '{newGuid}::{newGuid}',
  issuerHasFormat: false,
  consent: null,
  times: { notBefore: -2, notOnOrAfter: 58, authnInstant: 0, sessionNotOnOrAfter: 36_000 },
  statements: 'authentication first',
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
  friendlyNames: true,
  valueType: 'xs:string',
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
  signs: ['Assertion', 'Response'],
  prefixLists: {},
  keyInfo: 'key-name-and-value',
  wrapsBase64: false,
  ownClaims: [],
}
