import { createHash, sign } from 'node:crypto'
import type { SignedElement } from '../../../src/core/domain/saml.ts'
import { elementOf, replace, responseSignatureOf } from '../../../src/core/mutations/attacks/edit.ts'
import { IDP_KEY } from '../response.ts'
import { type Forgery, forgeBoth, forgeSignature } from './forge.ts'

const SIGNATURES = /<((?:\w+:)?Signature)[\s>][\s\S]*?<\/\1>/g
const BY_IDP: Forgery = { keyInfo: null, key: IDP_KEY }

/** Takes every signature out and signs assertion and response anew, as the IdP whose key all tests know. */
export const resign = (xml: string, more: Partial<Forgery> = {}) =>
  forgeBoth(xml.replace(SIGNATURES, ''), { ...BY_IDP, ...more })

/** As `resign`, one element alone. */
export const resignOne = (xml: string, over: SignedElement, more: Partial<Forgery> = {}) =>
  forgeSignature(xml.replace(SIGNATURES, ''), over, { ...BY_IDP, ...more })

const canonical = (signedInfo: string) =>
  replace(signedInfo, '<ds:SignedInfo', '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"').replace(
    /<(ds:\w+)([^<>]*)\/>/g,
    '<$1$2></$1>',
  )

const byIdp = (signedInfo: string) => sign('sha256', Buffer.from(signedInfo), IDP_KEY).toString('base64')

/** Changes the SignedInfo of the Response that `forge.ts` wrote, and signs it anew: `change` gets and gives its canonical form. */
export function resignInfo(xml: string, change: (signedInfo: string) => string, signInfo = byIdp): string {
  const signature = responseSignatureOf(xml)
  const changed = change(canonical(elementOf(signature, 'SignedInfo')))
  const value = `<ds:SignatureValue>${signInfo(changed)}</ds:SignatureValue>`
  return replace(
    xml,
    signature,
    replace(
      replace(signature, elementOf(signature, 'SignedInfo'), changed),
      elementOf(signature, 'SignatureValue'),
      value,
    ),
  )
}

/** The SHA-256 of a text, as a DigestValue holds it. */
export const digestOf = (text: string) => createHash('sha256').update(text).digest('base64')
