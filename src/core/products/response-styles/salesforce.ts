import type { ResponseStyle } from '../../domain/response-style.ts'

/** Salesforce; the shape is that of fixtures/responses/salesforce. */
export const salesforceStyle: ResponseStyle = {
  id: 'salesforce',
  name: 'Salesforce',
  issuer: 'https://example-{hex20}.my.salesforce.com',
  certificateSubject:
    'CN=SelfSignedCert_22Nov2026_100000, OU=00D{hex20}, O=Salesforce.com, L=San Francisco, ST=CA, C=USA',
  declaration: '<?xml version="1.0" encoding="UTF-8"?>',
  prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'ds' },
  rootDeclares: [],
  responseId: '_{newHex32}{millis}',
  assertionId: '_{newHex32}{millis}',
  sessionIndex: null,
  issuerHasFormat: true,
  consent: null,
  times: { notBefore: -60, notOnOrAfter: 3_600, authnInstant: 0, sessionNotOnOrAfter: null },
  statements: 'authentication first',
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
  friendlyNames: false,
  valueType: 'xs:anyType',
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
  signs: ['Assertion', 'Response'],
  prefixLists: { Response: 'ds saml samlp', Assertion: 'ds saml xs xsi' },
  keyInfo: 'x509-with-prefix',
  wrapsBase64: true,
  ownClaims: [
    { name: 'userId', values: ['0055g00000{hex8}'] },
    { name: 'username', values: ['{email}'] },
    { name: 'is_portal_user', values: ['false'] },
  ],
}
