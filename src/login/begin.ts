import { randomBytes, randomUUID } from 'node:crypto'
import type { Connection, Generation } from '../domain/login.ts'
import { HarnessError } from '../errors.ts'
import { acsPath, entityId } from '../flex/endpoints.ts'
import { redirectTo, writeAuthnRequest } from '../saml/authn-request.ts'
import type { Store } from '../store/index.ts'

/** How long an answer to a request is awaited. */
const REQUEST_LIFE_MS = 3_600_000
const MAX_RELAY_STATE_CHARACTERS = 8_192

/**
 * Begins a login at the service provider: remembers a new AuthnRequest and gives the URL that takes it to the IdP.
 * @throws HarnessError INVALID_REQUEST when the connection has no single sign-on URL, or RelayState is too long
 */
export async function beginLogin(
  store: Store,
  connection: Connection,
  generation: Generation,
  baseUrl: string,
  relayState: string | null,
  now: Date,
): Promise<string> {
  const { sid, ssoUrl } = connection
  if (ssoUrl === null) {
    const hint =
      'Set ssoUrl of the connection to the single sign-on URL of the IdP, or give it the metadata of the IdP.'
    throw new HarnessError('INVALID_REQUEST', `The connection ${sid} has no single sign-on URL.`, hint)
  }
  if (relayState !== null && relayState.length > MAX_RELAY_STATE_CHARACTERS) {
    const message = `RelayState has ${relayState.length} characters.`
    throw new HarnessError('INVALID_REQUEST', message, `Keep it to ${MAX_RELAY_STATE_CHARACTERS}.`)
  }
  const asksForEmail = generation !== 'enhanced'
  const id = asksForEmail ? `ONELOGIN_${randomUUID()}` : `_${randomBytes(16).toString('hex')}`
  const request = writeAuthnRequest({
    id,
    issuer: entityId(generation, sid),
    acsUrl: baseUrl + acsPath(generation, sid),
    destination: ssoUrl,
    issueInstant: now,
    asksForEmail,
  })
  const expiresAt = new Date(now.getTime() + REQUEST_LIFE_MS)
  await store.rememberRequest({ id, tenant: sid, expiresAt: expiresAt.toISOString() }, now)
  return redirectTo(ssoUrl, request, relayState)
}
