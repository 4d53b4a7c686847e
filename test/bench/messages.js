// Messages for the benchmarks: captured ones, and genuine ones in any number and size, signed with the insecure test key.
import { createHash, createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readBundle } from '../../dist/core/bundle/bundle.js'

const FIXTURES = new URL('../../fixtures/', import.meta.url)
const KEY = createPrivateKey(readFileSync(new URL('keys/insecure-idp.key', FIXTURES), 'utf8'))
export const CERTIFICATE = readFileSync(new URL('keys/insecure-idp.crt', FIXTURES), 'utf8')
export const ISSUER = 'https://idp.example.com/metadata'
export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
export const ACS = `https://iam.twilio.com/v1/Accounts/${ACCOUNT}/saml2`

/** A captured message with its settings. */
export function loadCaptured(name) {
  const file = new URL(`responses/${name}.response`, FIXTURES)
  return readBundle(readFileSync(file, 'utf8'), (path) => readFileSync(new URL(path, file), 'utf8'))
}

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'

/** Everything below is written in canonical form, so that signing it is hashing it. */
function signatureOf(id, canonical) {
  const digest = createHash('sha256').update(canonical).digest('base64')
  const info = `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod><ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${DSIG}enveloped-signature"></ds:Transform><ds:Transform Algorithm="${EXCLUSIVE}"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`
  const value = sign('sha256', Buffer.from(`<ds:SignedInfo xmlns:ds="${DSIG}">${info}`), KEY).toString('base64')
  const certificate = CERTIFICATE.replace(/-----[A-Z ]+-----|\s/g, '')
  return `<ds:Signature xmlns:ds="${DSIG}"><ds:SignedInfo>${info}<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`
}

const afterIssuer = (xml, signature) => xml.replace('</saml:Issuer>', () => `</saml:Issuer>${signature}`)

/**
 * The SAMLResponse field of one genuine login with both signatures, for one of 100 users.
 * @param serial makes the IDs unique
 * @param values how many namespaced values ride along: 20 make about 8 KB of XML, 1,000 make about 100 KB
 */
export function writeLogin(serial, now, { values = 20 } = {}) {
  const at = (seconds) => new Date(now.getTime() + seconds * 1_000).toISOString()
  const user = `user${serial % 100}@example.com`
  const attribute = (name, each) =>
    `<saml:Attribute Name="${name}">${each.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`
  const groups = Array.from(
    { length: values },
    (_, index) => `group-${index}-of-the-directory-at-example.com-${serial}`,
  )
  const claims = [
    attribute('full_name', ['Ada Lovelace']),
    attribute('email', [user]),
    attribute('roles', ['agent']),
    attribute('http://schemas.example.com/groups', groups),
  ]
  const id = serial.toString(16).padStart(32, '0')
  const assertion = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a${id}" IssueInstant="${at(-1)}" Version="2.0"><saml:Issuer>${ISSUER}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${user}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(3_600)}" Recipient="${ACS}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(-60)}" NotOnOrAfter="${at(3_600)}"><saml:AudienceRestriction><saml:Audience>${ACS}/metadata</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(-1)}" SessionIndex="_s${id}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${claims.join('')}</saml:AttributeStatement></saml:Assertion>`
  const signed = afterIssuer(assertion, signatureOf(`_a${id}`, assertion))
  const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="${ACS}" ID="_r${id}" IssueInstant="${at(-1)}" Version="2.0"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${ISSUER}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>${signed}</samlp:Response>`
  const responseSignature = signatureOf(`_r${id}`, response)
  return Buffer.from(afterIssuer(response, responseSignature)).toString('base64')
}

/** The settings under which `writeLogin` makes an accepted login. */
export const settingsAt = (now) => ({
  account: ACCOUNT,
  idpIssuer: ISSUER,
  certificates: [CERTIFICATE],
  now: now.toISOString(),
})
