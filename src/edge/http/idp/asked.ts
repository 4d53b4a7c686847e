import { HarnessError } from '../../../core/errors.ts'
import { readAuthnRequest } from '../../../core/saml/read-authn-request.ts'

/** What a service provider sent to be answered, as it came; both empty when the IdP begins. */
export interface Asked {
  samlRequest: string
  binding: 'redirect' | 'post'
  relayState: string | null
}

export const NOT_ASKED: Asked = { samlRequest: '', binding: 'post', relayState: null }

/** What the fields of a form or of a query have of it. */
export function readAsked(fields: Record<string, unknown> | undefined, binding: Asked['binding']): Asked {
  const text = (name: string) => (typeof fields?.[name] === 'string' ? fields[name] : null)
  return { samlRequest: text('SAMLRequest') ?? '', binding, relayState: text('RelayState') }
}

/** The ID of the AuthnRequest that is answered, when it is one of this tenant. @throws HarnessError INVALID_REQUEST */
export function answeredId({ samlRequest, binding }: Asked, audience: string): string | null {
  if (samlRequest === '') return null
  const { id, issuer } = readAuthnRequest(samlRequest, binding)
  if (issuer === null || issuer === audience) return id
  const hint = `Send the requests of ${audience} here, and the others to the IdP of their own tenant.`
  throw new HarnessError('INVALID_REQUEST', `The AuthnRequest is from ${issuer.slice(0, 200)}.`, hint)
}
