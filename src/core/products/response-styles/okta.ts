import type { ResponseStyle } from '../../domain/response-style.ts'

/** Okta Workforce Identity, after the sample assertion of its Flex guide and its SAML application wizard. */
export const oktaStyle: ResponseStyle = {
  id: 'okta',
  name: 'Okta',
  issuer: 'http://www.okta.com/exk{hex20}',
  certificateSubject: 'C=US, ST=California, L=San Francisco, O=Okta, OU=SSOProvider, CN=dev-example, E=info@okta.com',
  declaration: '<?xml version="1.0" encoding="UTF-8"?>',
  prefixes: { protocol: 'saml2p', assertion: 'saml2', signature: 'ds' },
  rootDeclares: ['xs'],
  responseId: 'id{newDigits}',
  assertionId: 'id{newDigits}',
  sessionIndex: 'id{millis}.{newDigits}',
  issuerHasFormat: true,
  consent: null,
  times: { notBefore: -300, notOnOrAfter: 300, authnInstant: 0, sessionNotOnOrAfter: null },
  statements: 'authentication first',
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
  friendlyNames: false,
  valueType: 'xs:string',
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
  signs: ['Assertion', 'Response'],
  prefixLists: { Response: 'xs', Assertion: 'xs' },
  keyInfo: 'x509',
  wrapsBase64: true,
  ownClaims: [],
}
