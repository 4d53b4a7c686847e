import type { StructureFault } from '../domain/saml.ts'
import { ENVELOPED_SIGNATURE, NAMESPACE } from '../domain/saml-names.ts'
import { CANONICALIZATION, DIGEST, REFUSED, SIGNATURE } from './algorithms.ts'
import { attributeOf, elementsOf, textOf, type XmlElement } from './canonical.ts'
import { type CanonicalForm, MAX_PREFIXES } from './xml.ts'

/** A `ds:Signature` that keeps to SAML's profile of XML Signature (SAML Core 5.4). */
export interface ProfiledSignature {
  algorithm: string
  digestAlgorithm: string
  signedInfoForm: CanonicalForm
  referenceForm: CanonicalForm
  digestValue: Buffer
  signatureValue: Buffer
}

type Fault = (
  what: string,
  expected: string,
  received: string,
  path?: string,
  about?: NonNullable<StructureFault['about']>,
) => void

/**
 * Holds a signature to the profile: one SignedInfo, one Reference to the parent's own ID, the two allowed transforms,
 * listed algorithms, base64 without markup inside. Reports every deviation; gives null when there was one.
 */
export function profileSignature(
  signature: XmlElement,
  parent: XmlElement,
  location: string,
): { profile: ProfiledSignature | null; faults: StructureFault[] } {
  const faults: StructureFault[] = []
  const fault: Fault = (what, expected, received, path = '', about) =>
    faults.push({ what, expected, received, location: location + path, ...(about ? { about } : {}) })
  if (elementsOf(signature).length === 0) {
    fault('the Signature is empty', 'SignedInfo and SignatureValue inside', 'nothing', '', 'empty')
    return { profile: null, faults }
  }
  const signedInfo = only(signature, 'SignedInfo', fault)
  const signatureValue = base64(only(signature, 'SignatureValue', fault), fault)
  checkChildren(signature, ['SignedInfo', 'SignatureValue', 'KeyInfo'], fault)
  const info = signedInfo ? profileSignedInfo(signedInfo, attributeOf(parent, 'ID'), fault) : null
  const whole = info !== null && signatureValue !== null && faults.length === 0
  return { profile: whole ? { ...info, signatureValue } : null, faults }
}

/** Reads SignedInfo alone, from the tree as sent or from its canonical bytes. */
export function profileSignedInfo(
  signedInfo: XmlElement,
  parentId: string | null,
  fault: Fault,
): Omit<ProfiledSignature, 'signatureValue'> | null {
  checkChildren(signedInfo, ['CanonicalizationMethod', 'SignatureMethod', 'Reference'], fault)
  const signedInfoForm = readForm(only(signedInfo, 'CanonicalizationMethod', fault), fault)
  const algorithm = readAlgorithm(only(signedInfo, 'SignatureMethod', fault), SIGNATURE, 'signature', fault)
  const reference = only(signedInfo, 'Reference', fault)
  if (reference === null) return null
  const uri = attributeOf(reference, 'URI')
  if (parentId === null || parentId === '' || uri !== `#${parentId}`) {
    fault(
      'the reference names another element',
      `#${parentId ?? '(the element has no ID)'}`,
      uri ?? 'no URI',
      '/Reference/@URI',
    )
  }
  checkChildren(reference, ['Transforms', 'DigestMethod', 'DigestValue'], fault)
  const referenceForm = readTransforms(only(reference, 'Transforms', fault), fault)
  const digestAlgorithm = readAlgorithm(only(reference, 'DigestMethod', fault), DIGEST, 'digest', fault)
  const digestValue = base64(only(reference, 'DigestValue', fault), fault)
  if (!signedInfoForm || !algorithm || !referenceForm || !digestAlgorithm || !digestValue) return null
  return { algorithm, digestAlgorithm, signedInfoForm, referenceForm, digestValue }
}

function only(parent: XmlElement, name: string, fault: Fault): XmlElement | null {
  const found = elementsOf(parent, NAMESPACE.signature, name)
  if (found.length === 1) return found[0] ?? null
  fault(`${parent.localName} holds ${found.length} ${name} elements`, `one ${name}`, `${found.length}`, `/${name}`)
  return null
}

function checkChildren(parent: XmlElement, allowed: string[], fault: Fault): void {
  for (const child of elementsOf(parent)) {
    if (child.namespace === NAMESPACE.signature && allowed.includes(child.localName)) continue
    fault(
      `${parent.localName} holds ${child.qualifiedName}`,
      `only ${allowed.join(', ')}`,
      child.qualifiedName,
      `/${child.localName}`,
    )
  }
}

function base64(element: XmlElement | null, fault: Fault): Buffer | null {
  if (element === null) return null
  const text = textOf(element).replace(/[\r\n\t ]+/g, '')
  const bytes = Buffer.from(text, 'base64')
  const plain = elementsOf(element).length === 0 && !element.hasComments
  if (plain && bytes.length > 0 && bytes.toString('base64') === text) return bytes
  const what = `${element.localName} is not plain base64`
  const path = `/${element.localName}`
  if (plain && isBase64WithoutPlus(textOf(element))) {
    fault(what, 'base64 text and nothing else', "text in which every '+' is a space", path, 'plus')
  } else {
    fault(what, 'base64 text and nothing else', plain ? 'other text' : 'text with markup inside', path)
  }
  return null
}

/** Line breaks may stand anywhere, a space never does. */
function isBase64WithoutPlus(text: string): boolean {
  const restored = text
    .trim()
    .replaceAll(' ', '+')
    .replace(/[\r\n\t]+/g, '')
  return text.trim().includes(' ') && Buffer.from(restored, 'base64').toString('base64') === restored
}

const KNOWN_ALGORITHMS = {
  signature: 'RSA or ECDSA with SHA-256, SHA-384 or SHA-512 (SHA-1 is warned about)',
  digest: 'SHA-256, SHA-384 or SHA-512 (SHA-1 is warned about)',
} as const

/** An identifier in words, where it is one that signers use. */
function nameAlgorithm(algorithm: string): string {
  const known = REFUSED.find(([pattern]) => pattern.test(algorithm))
  return known ? `${known[1]} (${algorithm})` : algorithm || 'none'
}

function readAlgorithm(
  method: XmlElement | null,
  known: Map<string, unknown>,
  kind: keyof typeof KNOWN_ALGORITHMS,
  fault: Fault,
): string | null {
  if (method === null) return null
  const algorithm = attributeOf(method, 'Algorithm') ?? ''
  checkChildren(method, [], fault)
  if (known.has(algorithm)) return algorithm
  fault(
    `the ${kind} algorithm is not allowed`,
    KNOWN_ALGORITHMS[kind],
    nameAlgorithm(algorithm),
    `/${method.localName}/@Algorithm`,
    'algorithm',
  )
  return null
}

const IMPLIED_FORM: CanonicalForm = { mode: 0, withComments: false, inclusivePrefixes: [] }

/** Enveloped-signature, then a canonicalisation; without the second XML Signature 4.4.3.2 implies Canonical XML 1.0. */
function readTransforms(transforms: XmlElement | null, fault: Fault): CanonicalForm | null {
  if (transforms === null) return null
  checkChildren(transforms, ['Transform'], fault)
  const [first, second, ...more] = elementsOf(transforms, NAMESPACE.signature, 'Transform')
  const names = elementsOf(transforms).map((transform) => attributeOf(transform, 'Algorithm') ?? 'none')
  if (first === undefined || names[0] !== ENVELOPED_SIGNATURE || !isBare(first) || more.length > 0) {
    fault(
      'the transforms are not the allowed ones',
      `${ENVELOPED_SIGNATURE}, then a canonicalisation`,
      names.join(', ') || 'none',
      '/Transforms',
    )
    return null
  }
  if (second === undefined) return IMPLIED_FORM
  const form = readForm(second, fault)
  // A same-document reference by ID selects no comments (XML Signature 4.4.3.3), whatever the transform says.
  return form && { ...form, withComments: false }
}

/** An enveloped-signature transform takes no parameters; xml-crypto writes its PrefixList there too, which means nothing. */
function isBare(transform: XmlElement): boolean {
  return elementsOf(transform).every(
    (child) => child.localName === 'InclusiveNamespaces' && elementsOf(child).length === 0,
  )
}

function readForm(method: XmlElement | null, fault: Fault): CanonicalForm | null {
  if (method === null) return null
  const algorithm = attributeOf(method, 'Algorithm') ?? ''
  const form = CANONICALIZATION.get(algorithm)
  if (form === undefined) {
    fault(
      'the canonicalisation is not allowed',
      `one of ${[...CANONICALIZATION.keys()].join(' ')}`,
      algorithm || 'none',
      `/${method.localName}`,
    )
    return null
  }
  const prefixes = readPrefixList(method, form.mode === 1, fault)
  return prefixes && { ...form, inclusivePrefixes: prefixes }
}

function readPrefixList(method: XmlElement, exclusive: boolean, fault: Fault): string[] | null {
  const [list, ...more] = elementsOf(method)
  if (list === undefined) return []
  const prefixes = (attributeOf(list, 'PrefixList') ?? '').split(/[ \t\r\n]+/).filter((prefix) => prefix !== '')
  const expected = list.namespace === NAMESPACE.exclusive && list.localName === 'InclusiveNamespaces'
  const allowed = expected && elementsOf(list).length === 0 && prefixes.length <= MAX_PREFIXES
  if (exclusive && allowed && more.length === 0) return prefixes
  fault(
    'the canonicalisation has parameters that are not allowed',
    `one ec:InclusiveNamespaces of at most ${MAX_PREFIXES} prefixes`,
    list.qualifiedName,
    `/${method.localName}`,
  )
  return null
}
