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

/** The place of a Signature among the children of what it signs: behind the Issuer. */
const SIGNATURE = 1

/** Signs anew the element at a path that already has a signature, in a form that xml-crypto cannot write. */
export function resign(xml: string, path: ElementPath, form: CanonicalForm): string {
  const digest = createHash('sha256')
    .update(canonicalTextOfElement(openXml(xml), path, form, SIGNATURE))
    .digest('base64')
  const digested = xml.replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${digest}`)
  const signedInfo = canonicalTextOfElement(openXml(digested), [...path, SIGNATURE, 0], form)
  const value = sign('sha256', Buffer.from(signedInfo), IDP_KEY).toString('base64')
  return digested.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`)
}
