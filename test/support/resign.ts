import { createHash, sign } from 'node:crypto'
import {
  type CanonicalForm,
  canonicalTextOfElement,
  type ElementPath,
  type OpenDocument,
  openDocument,
} from '../../src/saml/xml.ts'
import { IDP_KEY } from './response.ts'

/** Opens a document that is known to be one. */
function openXml(xml: string): OpenDocument {
  const { document, fault } = openDocument(Buffer.from(xml))
  if (fault) throw new Error(fault.message)
  return document
}

const EXCLUSIVE: CanonicalForm = { mode: 1, withComments: false, inclusivePrefixes: [] }

/**
 * Signs anew the element at a path that already has a signature, for what xml-crypto cannot sign. `index` is the place of
 * the Signature among the element's children.
 */
export function resign(
  xml: string,
  { path = [] as ElementPath, index = 1, form = EXCLUSIVE, hash = 'sha256', key = IDP_KEY },
): string {
  const digest = createHash('sha256')
    .update(canonicalTextOfElement(openXml(xml), path, form, index))
    .digest('base64')
  const digested = xml.replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${digest}`)
  const signedInfo = canonicalTextOfElement(openXml(digested), [...path, index, 0], form)
  const value = sign(hash, Buffer.from(signedInfo), { key, dsaEncoding: 'ieee-p1363' }).toString('base64')
  return digested.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`)
}
