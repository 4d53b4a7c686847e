import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignedXml } from 'xml-crypto'
import { type CheckResponseSettings, checkResponse, type Report } from '../../src/index.ts'

export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
export const ACS = `https://iam.twilio.com/v1/Accounts/${ACCOUNT}/saml2`
const AUDIENCE = `${ACS}/metadata`
export const CONNECTION = 'JQ0123456789abcdef0123456789abcdef'
export const ENHANCED_ACS = `https://login.flex.us1.twilio.com/login/callback?connection=${CONNECTION}`
export const ISSUER = 'https://idp.example.com/metadata'
export const NOW = '2026-12-01T10:00:00Z'

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const KEYS = new URL('../../fixtures/keys/', import.meta.url)
export const IDP_KEY = readFileSync(new URL('insecure-idp.key', KEYS), 'utf8')
export const IDP_CERTIFICATE = readFileSync(new URL('insecure-idp.crt', KEYS), 'utf8')

/** The parts of a response that a test may state; everything else is as a well set-up IdP sends it. */
export interface ResponseParts {
  id: string
  assertionId: string
  version: string
  destination: string | null
  inResponseTo: string | null
  issuer: string | null
  assertionIssuer: string
  status: string
  nameId: string | null
  nameIdAttributes: string
  confirmation: string
  conditions: string
  authnStatement: string
  /** Attribute name → values; a list of pairs where a name shall occur twice. */
  claims: Record<string, string[]> | [string, string[]][]
  sign: ('Response' | 'Assertion')[]
  algorithm: string
  digest: string
  canonicalization: string
  prefixList: string[]
  /** Gives each Signature an Id, where one is wanted. */
  identifySignature: (() => string) | null
  key: string
  /** Changes the XML before it is signed. */
  before: (xml: string) => string
  /** Changes the XML after it was signed. */
  after: (xml: string) => string
}

/** The parts of a genuine legacy login. */
export const GENUINE: ResponseParts = {
  id: '_response',
  assertionId: '_assertion',
  version: '2.0',
  destination: ACS,
  inResponseTo: '_request',
  issuer: ISSUER,
  assertionIssuer: ISSUER,
  status: '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>',
  nameId: 'ada@example.com',
  nameIdAttributes: ' Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"',
  confirmation: confirmation({ recipient: ACS }),
  conditions: conditions({ audience: AUDIENCE }),
  authnStatement: authnStatement(''),
  claims: { full_name: ['Ada Lovelace'], email: ['ada@example.com'], roles: ['agent'] },
  sign: ['Assertion', 'Response'],
  algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  canonicalization: EXCLUSIVE,
  prefixList: [],
  identifySignature: null,
  key: IDP_KEY,
  before: (xml) => xml,
  after: (xml) => xml,
}

/** What differs in a login through the enhanced door. */
export const ENHANCED: Partial<ResponseParts> = {
  destination: ENHANCED_ACS,
  confirmation: confirmation({ recipient: ENHANCED_ACS }),
  conditions: conditions({ audience: `urn:flex:${CONNECTION}` }),
}

/** A bearer confirmation, by default valid until five minutes past NOW. */
export function confirmation({
  recipient = ACS,
  notOnOrAfter = '2026-12-01T10:05:00Z',
  extra = ' InResponseTo="_request"',
} = {}): string {
  return `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${notOnOrAfter}" Recipient="${recipient}"${extra}/></saml:SubjectConfirmation>`
}

/** Conditions around NOW. */
export function conditions({
  audience = AUDIENCE,
  notBefore = '2026-12-01T09:59:00Z',
  notOnOrAfter = '2026-12-01T10:05:00Z',
} = {}): string {
  return `<saml:Conditions NotBefore="${notBefore}" NotOnOrAfter="${notOnOrAfter}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`
}

/** One AuthnStatement. */
export function authnStatement(attributes: string): string {
  return `<saml:AuthnStatement AuthnInstant="2026-12-01T09:59:30Z" SessionIndex="_session"${attributes}><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const attribute = (name: string, value: string | null) => (value === null ? '' : ` ${name}="${value}"`)

function writeXml(parts: ResponseParts): string {
  const claims = Array.isArray(parts.claims) ? parts.claims : Object.entries(parts.claims)
  const statement = claims.map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${escapeText(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  )
  const nameId =
    parts.nameId === null ? '' : `<saml:NameID${parts.nameIdAttributes}>${escapeText(parts.nameId)}</saml:NameID>`
  const assertion = `<saml:Assertion ID="${parts.assertionId}" Version="${parts.version}" IssueInstant="2026-12-01T09:59:30Z"><saml:Issuer>${parts.assertionIssuer}</saml:Issuer><saml:Subject>${nameId}${parts.confirmation}</saml:Subject>${parts.conditions}${parts.authnStatement}<saml:AttributeStatement>${statement.join('')}</saml:AttributeStatement></saml:Assertion>`
  const issuer = parts.issuer === null ? '' : `<saml:Issuer>${parts.issuer}</saml:Issuer>`
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${parts.id}" Version="${parts.version}" IssueInstant="2026-12-01T09:59:30Z"${attribute('Destination', parts.destination)}${attribute('InResponseTo', parts.inResponseTo)}>${issuer}<samlp:Status>${parts.status}</samlp:Status>${assertion}</samlp:Response>`
}

const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** Signs one element of a response with xml-crypto, after its Issuer where it has one. */
function sign(xml: string, over: 'Response' | 'Assertion', parts: ResponseParts): string {
  const path = over === 'Response' ? "/*[local-name(.)='Response']" : "/*/*[local-name(.)='Assertion']"
  const hasIssuer = over === 'Assertion' || parts.issuer !== null
  const signature = new SignedXml({
    privateKey: parts.key,
    canonicalizationAlgorithm: parts.canonicalization as typeof EXCLUSIVE,
    signatureAlgorithm: parts.algorithm,
  })
  signature.addReference({
    xpath: path,
    transforms: [ENVELOPED, parts.canonicalization],
    digestAlgorithm: parts.digest,
    ...(parts.prefixList.length > 0 ? { inclusiveNamespacesPrefixList: parts.prefixList } : {}),
  })
  const location = hasIssuer
    ? { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' as const }
    : { reference: path, action: 'prepend' as const }
  signature.computeSignature(xml, {
    prefix: 'ds',
    location,
    ...(parts.identifySignature ? { attrs: { Id: parts.identifySignature() } } : {}),
  })
  return signature.getSignedXml()
}

/** The SAMLResponse field of a response that differs from the genuine one only in what is given. */
export function buildResponse(changes: Partial<ResponseParts> = {}): string {
  const parts = { ...GENUINE, ...changes }
  const inside = ['Assertion', 'Response'] as const
  const signed = inside
    .filter((over) => parts.sign.includes(over))
    .reduce((xml, over) => sign(xml, over, parts), parts.before(writeXml(parts)))
  return Buffer.from(parts.after(signed)).toString('base64')
}

/** The settings under which the genuine response is accepted. */
export const SETTINGS: CheckResponseSettings = {
  account: ACCOUNT,
  idpIssuer: ISSUER,
  certificates: [IDP_CERTIFICATE],
  now: NOW,
}

/** Judges a response that differs only in what is given. */
export function judge(
  changes: Partial<ResponseParts> = {},
  settings: Partial<CheckResponseSettings> = {},
): Promise<Report> {
  return checkResponse(buildResponse(changes), { ...SETTINGS, ...settings })
}

/** As `judge`, through the enhanced door. */
export function judgeEnhanced(
  changes: Partial<ResponseParts> = {},
  settings: Partial<CheckResponseSettings> = {},
): Promise<Report> {
  const { account: _, ...rest } = { ...SETTINGS, connection: CONNECTION, ...settings }
  return checkResponse(buildResponse({ ...ENHANCED, ...changes }), rest)
}

/** The ids of failed findings: the errors, or those of any severity. */
export function failedErrors(report: Report): string[] {
  return report.findings.filter(({ status, severity }) => status === 'fail' && severity === 'error').map(({ id }) => id)
}
export function failedFindings(report: Report): string[] {
  return report.findings
    .filter(({ status }) => status === 'fail')
    .map(({ id }) => id)
    .sort()
}

/** The ids of failed findings but the one that every legacy login has. */
export function faultsOf(report: Report): string[] {
  return failedFindings(report).filter((id) => id !== 'endpoint-is-current')
}

/** A key pair that nobody trusts. */
export function foreignKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
}
