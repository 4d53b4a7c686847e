/** The identifiers of the specifications (SAML Core, Bindings and Metadata, XML Signature, XML Encryption), as data. */

export const NAMESPACE = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  /** Also the identifier of exclusive canonicalisation. */
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
  schema: 'http://www.w3.org/2001/XMLSchema',
  schemaInstance: 'http://www.w3.org/2001/XMLSchema-instance',
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const

/** What identifiers of one kind begin with. */
export const IDENTIFIERS = {
  status: 'urn:oasis:names:tc:SAML:2.0:status:',
  binding: 'urn:oasis:names:tc:SAML:2.0:bindings:',
  confirmation: 'urn:oasis:names:tc:SAML:2.0:cm:',
  consent: 'urn:oasis:names:tc:SAML:2.0:consent:',
  authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:',
  nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:',
  nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:',
  /** SAML 2.0 kept these. */
  nameIdFormat11: 'urn:oasis:names:tc:SAML:1.1:nameid-format:',
  /** Of XML Signature, in later documents too. */
  moreAlgorithms: 'http://www.w3.org/2001/04/xmldsig-more#',
} as const

export const STATUS_SUCCESS = `${IDENTIFIERS.status}Success`

export const BINDING = {
  post: `${IDENTIFIERS.binding}HTTP-POST`,
  redirect: `${IDENTIFIERS.binding}HTTP-Redirect`,
} as const

export const BEARER = `${IDENTIFIERS.confirmation}bearer`

export const AUTHN_CONTEXT = {
  password: `${IDENTIFIERS.authnContext}Password`,
  passwordProtectedTransport: `${IDENTIFIERS.authnContext}PasswordProtectedTransport`,
  unspecified: `${IDENTIFIERS.authnContext}unspecified`,
} as const

export const NAME_FORMAT = {
  basic: `${IDENTIFIERS.nameFormat}basic`,
  unspecified: `${IDENTIFIERS.nameFormat}unspecified`,
  uri: `${IDENTIFIERS.nameFormat}uri`,
} as const

export const NAME_ID_FORMAT = {
  emailAddress: `${IDENTIFIERS.nameIdFormat11}emailAddress`,
  unspecified: `${IDENTIFIERS.nameIdFormat11}unspecified`,
  persistent: `${IDENTIFIERS.nameIdFormat}persistent`,
  transient: `${IDENTIFIERS.nameIdFormat}transient`,
  entity: `${IDENTIFIERS.nameIdFormat}entity`,
} as const

export const ENVELOPED_SIGNATURE = `${NAMESPACE.signature}enveloped-signature`

/** Canonicalisation methods besides the exclusive one; each has one that ends in #WithComments. */
export const CANONICAL_XML = {
  '1.0': 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  '1.1': 'http://www.w3.org/2006/12/xml-c14n11',
} as const

export const DIGEST_METHOD = {
  sha1: `${NAMESPACE.signature}sha1`,
  sha256: `${NAMESPACE.encryption}sha256`,
  sha384: `${IDENTIFIERS.moreAlgorithms}sha384`,
  sha512: `${NAMESPACE.encryption}sha512`,
} as const

export const SIGNATURE_METHOD = {
  rsaSha1: `${NAMESPACE.signature}rsa-sha1`,
  rsaSha256: `${IDENTIFIERS.moreAlgorithms}rsa-sha256`,
  rsaSha384: `${IDENTIFIERS.moreAlgorithms}rsa-sha384`,
  rsaSha512: `${IDENTIFIERS.moreAlgorithms}rsa-sha512`,
  ecdsaSha256: `${IDENTIFIERS.moreAlgorithms}ecdsa-sha256`,
  ecdsaSha384: `${IDENTIFIERS.moreAlgorithms}ecdsa-sha384`,
  ecdsaSha512: `${IDENTIFIERS.moreAlgorithms}ecdsa-sha512`,
  rsaMd5: `${IDENTIFIERS.moreAlgorithms}rsa-md5`,
  hmacSha1: `${NAMESPACE.signature}hmac-sha1`,
} as const
