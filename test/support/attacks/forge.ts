import { readFileSync } from 'node:fs'
import type { SigningKey } from '../../../src/core/domain/idp.ts'
import { base64OfPem } from '../../../src/core/domain/pem.ts'
import type { SignedElement } from '../../../src/core/domain/saml.ts'
import {
  assertionSignatureOf,
  contentOf,
  elementOf,
  prefixOf,
  remove,
  replace,
} from '../../../src/core/mutations/attacks/edit.ts'
import {
  type Forgery as SharedForgery,
  forgeSignature as signAs,
  forgeBoth as signBothAs,
} from '../../../src/core/mutations/attacks/forge-signature.ts'
import { IDP_CERTIFICATE, IDP_KEY } from '../response.ts'
import type { Attack } from './attack.ts'

const KEYS = new URL('../../../fixtures/keys/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, KEYS), 'utf8')

/** The attacker's own key, which no connection knows. */
export const ATTACKER: SigningKey = {
  privateKey: read('insecure-attacker.key'),
  certificate: read('insecure-attacker.crt'),
}

/** The attacker's own certificate, as KeyInfo holds it. */
export const FOREIGN_CERTIFICATE = base64OfPem(ATTACKER.certificate)

/** A forgery; without a key, by that of the attacker. */
export type Forgery = Omit<SharedForgery, 'key'> & { key?: string }

/** Signs the root or its first assertion, by default with the attacker's key, behind its Issuer. */
export const forgeSignature = (xml: string, over: SignedElement, forgery: Forgery): string =>
  signAs(xml, over, { key: ATTACKER.privateKey, ...forgery })

/** Signs the assertion and then the response, by default with the attacker's key. */
export const forgeBoth = (xml: string, forgery: Forgery): string =>
  signBothAs(xml, { key: ATTACKER.privateKey, ...forgery })

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
    keyInfo: replace(
      contentOf(elementOf(genuine, 'KeyInfo')),
      /(?<=X509Certificate>)[^<]*/,
      base64OfPem(IDP_CERTIFICATE),
    ),
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
