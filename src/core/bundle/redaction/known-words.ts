import { CANONICAL_XML, ENVELOPED_SIGNATURE, IDENTIFIERS, NAMESPACE } from '../../domain/saml-names.ts'

/**
 * What may stay in a redacted bundle: words of the specifications, of Flex and of widely used schemas. Whatever is not
 * listed here, and is no time, is replaced.
 */

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** The elements that keep their names, by namespace; the prefix is the one that they get. */
export const ELEMENTS: Record<string, { prefix: string; names: Set<string> }> = {
  [NAMESPACE.protocol]: {
    prefix: 'samlp',
    names: words(`Response Status StatusCode StatusMessage StatusDetail Extensions LogoutRequest LogoutResponse
      AuthnRequest NameIDPolicy RequestedAuthnContext SessionIndex`),
  },
  [NAMESPACE.assertion]: {
    prefix: 'saml',
    names: words(`Assertion EncryptedAssertion Issuer Subject NameID EncryptedID BaseID SubjectConfirmation
      SubjectConfirmationData Conditions AudienceRestriction Audience OneTimeUse ProxyRestriction Condition Advice
      AuthnStatement AuthnContext AuthnContextClassRef AuthnContextDecl AuthnContextDeclRef AuthenticatingAuthority
      SubjectLocality AttributeStatement Attribute AttributeValue EncryptedAttribute Statement AuthzDecisionStatement
      Action Evidence AssertionIDRef AssertionURIRef`),
  },
  [NAMESPACE.signature]: {
    prefix: 'ds',
    names: words(`Signature SignedInfo CanonicalizationMethod SignatureMethod HMACOutputLength Reference Transforms
      Transform XPath DigestMethod DigestValue SignatureValue Object Manifest SignatureProperties SignatureProperty`),
  },
  [NAMESPACE.encryption]: {
    prefix: 'xenc',
    names: words(
      'EncryptedData EncryptedKey EncryptionMethod CipherData CipherValue CipherReference EncryptionProperties',
    ),
  },
  [NAMESPACE.exclusive]: { prefix: 'ec', names: words('InclusiveNamespaces') },
  // xml-crypto writes one into this transform too, in a namespace that is the transform's name.
  [ENVELOPED_SIGNATURE]: { prefix: 'es', names: words('InclusiveNamespaces') },
}

const STATUS = words(`Success Requester Responder VersionMismatch AuthnFailed InvalidAttrNameOrValue
  InvalidNameIDPolicy NoAuthnContext NoAvailableIDP NoPassive NoSupportedIDP PartialLogout ProxyCountExceeded
  RequestDenied RequestUnsupported RequestVersionDeprecated RequestVersionTooHigh RequestVersionTooLow
  ResourceNotRecognized TooManyResponses UnknownAttrProfile UnknownPrincipal UnsupportedBinding`)
const CLASSES = words(`unspecified Password PasswordProtectedTransport Kerberos TLSClient X509 PreviousSession
  InternetProtocol InternetProtocolPassword MobileOneFactorUnregistered MobileTwoFactorUnregistered
  MobileOneFactorContract MobileTwoFactorContract PGP SPKI XMLDSig Smartcard SmartcardPKI SoftwarePKI Telephony
  NomadTelephony PersonalTelephony AuthenticatedTelephony SecureRemotePassword TimeSyncToken`)
const each = (prefix: string, names: Iterable<string>) => Array.from(names, (name) => prefix + name)

/** Values of attributes and elements that the specifications name. */
export const CONSTANTS = new Set([
  ...words('1.0 1.1 2.0 exact minimum maximum better Permit Deny Indeterminate'),
  ...each(IDENTIFIERS.status, STATUS),
  ...each(IDENTIFIERS.authnContext, CLASSES),
  ...each(IDENTIFIERS.confirmation, words('bearer holder-of-key sender-vouches')),
  ...each(IDENTIFIERS.nameIdFormat, words('persistent transient entity encrypted kerberos')),
  ...each(IDENTIFIERS.nameIdFormat11, words('unspecified emailAddress X509SubjectName WindowsDomainQualifiedName')),
  ...each(IDENTIFIERS.nameFormat, words('unspecified uri basic')),
  ...each(IDENTIFIERS.consent, words('unspecified obtained prior current-implicit current-explicit')),
  ...each(IDENTIFIERS.binding, words('HTTP-POST HTTP-Redirect HTTP-Artifact PAOS SOAP')),
  ...each('urn:federation:authentication:', words('windows')),
  ...each(NAMESPACE.signature, words('enveloped-signature sha1 rsa-sha1 dsa-sha1 hmac-sha1 base64')),
  ...each(
    IDENTIFIERS.moreAlgorithms,
    words(`rsa-sha256 rsa-sha384 rsa-sha512 rsa-md5 ecdsa-sha1 ecdsa-sha256 ecdsa-sha384 ecdsa-sha512 hmac-sha256
      hmac-sha384 hmac-sha512 sha224 sha384 md5`),
  ),
  ...each('http://www.w3.org/2007/05/xmldsig-more#', words('rsa-pss sha256-rsa-MGF1')),
  ...each(
    NAMESPACE.encryption,
    words(`sha256 sha512 Element Content aes128-cbc aes192-cbc aes256-cbc tripledes-cbc rsa-1_5 rsa-oaep-mgf1p`),
  ),
  ...each('http://www.w3.org/2009/xmlenc11#', words('aes128-gcm aes192-gcm aes256-gcm rsa-oaep')),
  ...each(NAMESPACE.exclusive, ['', 'WithComments']),
  ...each(CANONICAL_XML['1.0'], ['', '#WithComments']),
  ...each(CANONICAL_XML['1.1'], ['', '#WithComments']),
])

/** Types of values (`xsi:type`). */
export const VALUE_TYPES = words('string boolean int integer dateTime anyURI base64Binary anyType')

/** Hosts that belong to no customer. */
export const HOSTS = words(`iam.twilio.com preview.twilio.com login.flex.us1.twilio.com flex.twilio.com www.twilio.com
  localhost 127.0.0.1 [::1] schemas.xmlsoap.org schemas.microsoft.com`)

export const PORTS = words('80 443 8080 8443')

/** Parts of paths and names of query parameters that tell no customer. */
export const URL_WORDS =
  words(`v1 v2 accounts saml2 saml samlp metadata iam login callback connection sso acs adfs services
  trust agent-desktop authenticate ws 2005 05 2008 06 identity claims samlresponse samlrequest relaystate`)

/** Parts of claim names, in lower case and without separators: Flex's own, and what IdPs send in their stead. */
export const CLAIM_WORDS =
  words(`fullname email roles role groups group name displayname commonname cn givenname firstname
  surname lastname emailaddress mail useremail upn username userid isportaluser nameidentifier memberof userroles
  contacturi imageurl department departmentid departmentname departmentnameinhierarchy location manager phone teamid
  teamname teamnameinhierarchy teammember teamowner routing skills levels skill channel voice chat sms video default
  availability capacity tenantid objectidentifier identityprovider authnmethodsreferences
  string int boolean stringarray intarray booleanarray`)
