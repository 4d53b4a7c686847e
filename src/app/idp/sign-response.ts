import { createPublicKey, sign } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { SigningKey, SigningPlan } from '../../core/domain/idp.ts'
import { base64OfPem } from '../../core/domain/pem.ts'
import type { ResponseStyle } from '../../core/domain/response-style.ts'
import type { SignedElement } from '../../core/domain/saml.ts'
import { ENVELOPED_SIGNATURE, NAMESPACE } from '../../core/domain/saml-names.ts'
import { SIGNATURE } from '../../core/saml/algorithms.ts'
import { canonicalTextOfElement, openDocument } from '../../core/saml/xml.ts'

const PLACES: Record<SignedElement, string> = {
  Response: "/*[local-name(.)='Response']",
  Assertion: "/*/*[local-name(.)='Assertion']",
}

/** Signs a response: the assertion first, because the Response's signature also covers that of the Assertion. */
export function signResponse(xml: string, plan: SigningPlan, style: ResponseStyle): string {
  return (['Assertion', 'Response'] as const)
    .filter((over) => plan.over.includes(over))
    .reduce((signed, over) => signElement(signed, over, plan, style), xml)
}

/** Characters that xmldom treats as line ends, unlike XML 1.0, if they are not written as references. */
const LINE_ENDS_OF_XMLDOM = /[\u0085\u2028]/g

function signElement(xml: string, over: SignedElement, plan: SigningPlan, style: ResponseStyle): string {
  const prefix = style.prefixes.signature
  const signature = new SignedXml({
    privateKey: plan.key.privateKey,
    canonicalizationAlgorithm: NAMESPACE.exclusive,
    signatureAlgorithm: plan.algorithm,
    getKeyInfoContent: () => keyInfoOf(plan.key, style),
  })
  const prefixList = style.prefixLists[over]
  signature.addReference({
    xpath: PLACES[over],
    transforms: [ENVELOPED_SIGNATURE, NAMESPACE.exclusive],
    digestAlgorithm: plan.digest,
    ...(prefixList === undefined ? {} : { inclusiveNamespacesPrefixList: prefixList.split(' ') }),
  })
  const issuer = `${PLACES[over]}/*[local-name(.)='Issuer']`
  signature.computeSignature(
    xml.replace(LINE_ENDS_OF_XMLDOM, (end) => `&#${end.charCodeAt(0)};`),
    {
      ...(prefix === '' ? {} : { prefix }),
      location: { reference: issuer, action: 'after' },
    },
  )
  const written = signature.getSignatureXml()
  const moved = prefixList === undefined ? written : movePrefixList(written, plan)
  const finished = style.wrapsBase64 ? wrapSignatureValue(moved) : moved
  return signature.getSignedXml().replace(written, () => finished)
}

const listIn = (namespace: string) => `<InclusiveNamespaces PrefixList="([^"]*)" xmlns="${namespace}"/>`
const INEFFECTIVE_LIST = new RegExp(`>${listIn(ENVELOPED_SIGNATURE)}</(\\w+:)?Transform>`)
const PREFIX_LIST = new RegExp(listIn(NAMESPACE.exclusive))
const VALUE = /(?<=SignatureValue>)[A-Za-z0-9+/=]+(?=<)/

/**
 * xml-crypto writes a PrefixList into each transform, in a namespace named after the transform; others write only the one
 * that has an effect. The digest does not change because the list does not; SignedInfo is signed again.
 */
function movePrefixList(signature: string, { key, algorithm }: SigningPlan): string {
  const moved = signature
    .replace(INEFFECTIVE_LIST, '/>')
    .replace(PREFIX_LIST, `<ec:InclusiveNamespaces xmlns:ec="${NAMESPACE.exclusive}" PrefixList="$1"/>`)
  const value = sign(SIGNATURE.get(algorithm)?.hash, Buffer.from(signedInfoOf(moved)), key.privateKey)
  return moved.replace(VALUE, value.toString('base64'))
}

/** The signed form of SignedInfo, for a signature that declares all its prefixes. */
function signedInfoOf(signature: string): string {
  const { document, fault } = openDocument(Buffer.from(signature))
  if (fault) throw new Error(`a signature cannot be read: ${fault.message}`)
  try {
    return canonicalTextOfElement(document, [0], { mode: 1, withComments: false, inclusivePrefixes: [] })
  } finally {
    document.libxml.dispose()
  }
}

const inLines = (base64: string) => (base64.match(/.{1,76}/g) ?? []).join('\n')

/** The value of a signature is not itself signed, so its lines can be wrapped afterwards. */
const wrapSignatureValue = (signature: string) => signature.replace(VALUE, (value) => `\n${inLines(value)}\n`)

function keyInfoOf({ certificate }: SigningKey, { keyInfo, prefixes, wrapsBase64 }: ResponseStyle): string {
  const base64 = wrapsBase64 ? inLines(base64OfPem(certificate)) : base64OfPem(certificate)
  const own = prefixes.signature === '' ? '' : `${prefixes.signature}:`
  const data = (prefix: string, declared = '') =>
    `<${prefix}X509Data${declared}><${prefix}X509Certificate>${base64}</${prefix}X509Certificate></${prefix}X509Data>`
  if (keyInfo === 'x509-with-prefix' && own === '') return data('ds:', ` xmlns:ds="${NAMESPACE.signature}"`)
  if (keyInfo !== 'key-name-and-value') return data(own)
  const { n = '', e = '' } = createPublicKey(certificate).export({ format: 'jwk' })
  const number = (base64url: string) => Buffer.from(base64url, 'base64url').toString('base64')
  const value = `<${own}RSAKeyValue><${own}Modulus>${number(n)}</${own}Modulus><${own}Exponent>${number(e)}</${own}Exponent></${own}RSAKeyValue>`
  return `<${own}KeyName>${base64.slice(0, 43)}</${own}KeyName>${data(own)}<${own}KeyValue>${value}</${own}KeyValue>`
}
