import { createHash, sign } from 'node:crypto'
import {
  type CanonicalForm,
  canonicalTextOfElement,
  type ElementPath,
  type OpenDocument,
  openDocument,
} from '../../src/core/saml/xml.ts'
import { IDP_KEY } from './response.ts'

/** How a signer differs from what its signature declares. */
export interface Signer {
  /** The hash of the digest. */
  digest: string
  /** Gives what is hashed, of the canonical content and the document. */
  content: (canonical: string, xml: string) => string
  /** Gives what is signed, of the canonical SignedInfo and the document. */
  signedInfo: (canonical: string, xml: string) => string
  sign: (signedInfo: Buffer) => Buffer
}

const HONEST: Signer = {
  digest: 'sha256',
  content: (canonical) => canonical,
  signedInfo: (canonical) => canonical,
  sign: (signedInfo) => sign('sha256', signedInfo, IDP_KEY),
}

/** Opens a document that is known to be one. */
function openXml(xml: string): OpenDocument {
  const { document, fault } = openDocument(Buffer.from(xml))
  if (fault) throw new Error(fault.message)
  return document
}

/** The place of a Signature among the children of what it signs: behind the Issuer. */
const SIGNATURE = 1

/**
 * Signs anew the element at a path that already has a signature, the first of the document, in a form that xml-crypto
 * cannot write, or as no signer should.
 */
export function resign(xml: string, path: ElementPath, form: CanonicalForm, otherwise: Partial<Signer> = {}): string {
  const signer = { ...HONEST, ...otherwise }
  const content = signer.content(canonicalTextOfElement(openXml(xml), path, form, SIGNATURE), xml)
  const digest = createHash(signer.digest).update(content).digest('base64')
  const digested = xml.replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${digest}`)
  const signedInfo = canonicalTextOfElement(openXml(digested), [...path, SIGNATURE, 0], form)
  const value = signer.sign(Buffer.from(signer.signedInfo(signedInfo, digested))).toString('base64')
  return digested.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`)
}
