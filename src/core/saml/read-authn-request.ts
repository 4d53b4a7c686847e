import { inflateRawSync } from 'node:zlib'
import { NAMESPACE } from '../domain/saml-names.ts'
import { HarnessError } from '../errors.ts'
import { attributeOf, elementsOf, textOf } from './canonical.ts'
import { openTree } from './open-tree.ts'

/** What an IdP takes from an AuthnRequest. */
export interface AuthnRequest {
  id: string
  /** The entity ID of the service provider that asks; null when it does not say. */
  issuer: string | null
}

const MAX_BYTES = 64 * 1_024
const NCNAME = /^[A-Za-z_][\w.-]{0,255}$/

/**
 * Reads the field SAMLRequest as the HTTP-Redirect or HTTP-POST binding encodes it (SAML Bindings 3.4.4.1, 3.5.4).
 * @throws HarnessError INVALID_REQUEST
 */
export function readAuthnRequest(field: string, binding: 'redirect' | 'post'): AuthnRequest {
  if (field.length > MAX_BYTES) throw unusable(`SAMLRequest has ${field.length} characters, more than ${MAX_BYTES}`)
  const { tree, fault } = openTree(decode(field, binding))
  if (fault !== null) throw unusable(fault)
  if (tree.namespace !== NAMESPACE.protocol || tree.localName !== 'AuthnRequest')
    throw unusable(`It is a ${tree.localName.slice(0, 60)}, not a SAML 2.0 AuthnRequest`)
  const id = attributeOf(tree, 'ID') ?? ''
  if (!NCNAME.test(id)) throw unusable('Its ID is no XML name, or is missing')
  const [issuer] = elementsOf(tree, NAMESPACE.assertion, 'Issuer')
  return { id, issuer: issuer ? textOf(issuer).trim() : null }
}

function decode(field: string, binding: 'redirect' | 'post'): Buffer {
  const bytes = Buffer.from(field, 'base64')
  if (binding === 'post') return bytes
  try {
    return inflateRawSync(bytes, { maxOutputLength: MAX_BYTES })
  } catch {
    throw unusable('It is not base64 of deflated XML, as the HTTP-Redirect binding asks, or more than 64 KiB of it')
  }
}

const unusable = (what: string) =>
  new HarnessError(
    'INVALID_REQUEST',
    `The AuthnRequest cannot be answered. ${what}.`,
    'Begin at the login link of the tenant: /login/{sid}.',
  )
