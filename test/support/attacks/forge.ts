import { readFileSync } from 'node:fs'
import { SignedXml } from 'xml-crypto'
import { IDP_CERTIFICATE, IDP_KEY } from '../response.ts'
import type { Attack } from './attack.ts'
import { assertionSignatureOf, contentOf, elementOf, prefixOf, remove, replace } from './edit.ts'

const KEYS = new URL('../../../fixtures/keys/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, KEYS), 'utf8')
const FOREIGN_KEY = read('insecure-attacker.key')
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const HMAC_SHA1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'

/** The base64 of a PEM, without lines. */
export const bare = (pem: string) => pem.replace(/-----[A-Z ]+-----|\s/g, '')

/** The attacker's own certificate, as KeyInfo holds it. */
export const FOREIGN_CERTIFICATE = bare(read('insecure-attacker.crt'))

export type SignedElement = 'Response' | 'Assertion'

export interface Forgery {
  /** The content of KeyInfo; null leaves KeyInfo out. */
  keyInfo: string | null
  algorithm?: string
  key?: string
  /** The prefix of the elements of the signature; empty for none. */
  prefix?: string
  /** The PrefixList of the canonicalisation. */
  prefixList?: string[]
  /** The one of the reference. */
  canonicalization?: string
}

/** The X509Data of one or more certificates. */
export function x509Data(...certificates: string[]): string {
  const each = certificates.map((certificate) => `<ds:X509Certificate>${certificate}</ds:X509Certificate>`)
  return `<ds:X509Data>${each.join('')}</ds:X509Data>`
}

const PATHS = { Response: '/*', Assertion: "/*/*[local-name(.)='Assertion'][1]" } as const

/** Signs the root or its first assertion, by default with the attacker's key, behind its Issuer. */
export function forgeSignature(xml: string, over: SignedElement, forgery: Forgery): string {
  const { keyInfo, algorithm = RSA_SHA256, key = FOREIGN_KEY, canonicalization = EXCLUSIVE } = forgery
  const { prefix = 'ds', prefixList = [] } = forgery
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: EXCLUSIVE,
    getKeyInfoContent: () => keyInfo,
  })
  if (algorithm === HMAC_SHA1) signer.enableHMAC()
  signer.addReference({
    xpath: PATHS[over],
    transforms: [ENVELOPED, canonicalization],
    digestAlgorithm: SHA256,
    inclusiveNamespacesPrefixList: prefixList,
  })
  signer.computeSignature(xml, {
    prefix,
    location: { reference: `${PATHS[over]}/*[local-name(.)!='Issuer'][1]`, action: 'before' },
  })
  return signer.getSignedXml()
}

/** Signs the assertion and then the response, as a careful IdP does. */
export function forgeBoth(xml: string, forgery: Forgery): string {
  return forgeSignature(forgeSignature(xml, 'Assertion', forgery), 'Response', forgery)
}

/** As `forgeBoth`, with HMAC-SHA1, whose secret is the text of the genuine certificate. */
export function forgeWithHmac(xml: string, certificate: string): string {
  const lines = certificate.match(/.{1,64}/g)?.join('\n')
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  return forgeBoth(xml, { keyInfo: x509Data(certificate), algorithm: HMAC_SHA1, key: pem })
}

/** Signs anew with the key of fixtures/keys/insecure-idp.crt what a captured message has signed, in its own shape. */
export function signAnew(xml: string, over: SignedElement[] = ['Assertion', 'Response']): string {
  return over.reduce(resignElement, xml)
}

/** The first Signature of a captured message is that of the Response. */
function resignElement(xml: string, over: SignedElement): string {
  const genuine = over === 'Assertion' ? assertionSignatureOf(xml) : elementOf(xml, 'Signature')
  const [, prefixList = ''] = / PrefixList="([^"]*)"/.exec(genuine) ?? []
  return forgeSignature(remove(xml, genuine), over, {
    key: IDP_KEY,
    keyInfo: replace(contentOf(elementOf(genuine, 'KeyInfo')), /(?<=X509Certificate>)[^<]*/, bare(IDP_CERTIFICATE)),
    prefix: prefixOf(genuine).slice(0, -1),
    prefixList: prefixList.split(' ').filter(Boolean),
  })
}

/** A captured message that is edited before it is signed anew. */
export interface Edited extends Omit<Attack, 'class' | 'mutate' | 'resigned'> {
  edit: (xml: string) => string
}

/** Attacks by whoever holds the key of the IdP. */
export const signedAnew = (folder: Attack['class'], rows: Edited[]): Attack[] =>
  rows.map(({ edit, ...row }) => ({ ...row, class: folder, resigned: true, mutate: (xml) => signAnew(edit(xml)) }))
