import { HarnessError } from '../../../core/errors.ts'
import { readAuthnRequest } from '../../../core/saml/read-authn-request.ts'

/** The request of a service provider, as received. `samlRequest` is empty for an IdP-initiated login. */
export interface SignInRequest {
  samlRequest: string
  binding: 'redirect' | 'post'
  relayState: string | null
}

export const NO_REQUEST: SignInRequest = { samlRequest: '', binding: 'post', relayState: null }

/** Reads the request from the fields of a form or a query. */
export function readSignInRequest(
  fields: Record<string, unknown> | undefined,
  binding: SignInRequest['binding'],
): SignInRequest {
  const text = (name: string) => (typeof fields?.[name] === 'string' ? fields[name] : null)
  return { samlRequest: text('SAMLRequest') ?? '', binding, relayState: text('RelayState') }
}

/** The ID of the AuthnRequest to answer, if it comes from this tenant. @throws HarnessError INVALID_REQUEST */
export function answeredId({ samlRequest, binding }: SignInRequest, audience: string): string | null {
  if (samlRequest === '') return null
  const { id, issuer } = readAuthnRequest(samlRequest, binding)
  if (issuer === null || issuer === audience) return id
  const hint = `Send only requests of ${audience} here, and others to the IdP of their own tenant.`
  throw new HarnessError('INVALID_REQUEST', `The AuthnRequest is from ${issuer.slice(0, 200)}.`, hint)
}
