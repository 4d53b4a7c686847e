import type { ResponseStyle } from '../../domain/response-style.ts'

/** Google Workspace: it signs the response or the assertion, never both. */
export const googleStyle: ResponseStyle = {
  id: 'google',
  name: 'Google Workspace',
  issuer: 'https://accounts.google.com/o/saml2?idpid=C{hex20}',
  certificateSubject: 'O=Google Inc., L=Mountain View, CN=Google, OU=Google For Work, C=US, ST=California',
  declaration: '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
  prefixes: { protocol: 'saml2p', assertion: 'saml2', signature: 'ds' },
  rootDeclares: [],
  responseId: '_{newHex32}',
  assertionId: '_{newHex32}',
  sessionIndex: '{assertionId}',
  issuerHasFormat: false,
  consent: null,
  times: { notBefore: -300, notOnOrAfter: 300, authnInstant: -10, sessionNotOnOrAfter: null },
  statements: 'attributes first',
  nameFormat: null,
  friendlyNames: false,
  valueType: 'xs:anyType',
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
  signs: ['Response'],
  prefixLists: {},
  keyInfo: 'x509-with-prefix',
  wrapsBase64: true,
  ownClaims: [],
}
