import { randomBytes, randomUUID } from 'node:crypto'
import { generationOf } from '../../core/connection/judge-target.ts'
import type { Connection } from '../../core/domain/login.ts'
import { MAX_RELAY_STATE_BYTES, type ReturnTo } from '../../core/domain/sign-in.ts'
import { HarnessError } from '../../core/errors.ts'
import { acsPath, entityId } from '../../core/flex/endpoints.ts'
import { redirectTo, writeAuthnRequest } from '../../core/saml/authn-request.ts'
import type { StoreOperations } from '../../store/index.ts'

/** How long a request can be answered. */
const REQUEST_LIFE_MS = 3_600_000

/** How an SP-initiated login starts. */
export interface Beginning {
  connection: Connection
  /** The URL of this harness, to which the IdP posts. */
  baseUrl: string
  /** Null: an opaque one, like those that Flex's own pages send. */
  relayState: string | null
  /** Where an accepted login returns to; null: as RelayState or the connection says. */
  returnTo: ReturnTo | null
}

/**
 * Starts an SP-initiated login: stores a new AuthnRequest and returns the URL that takes it to the IdP.
 * @throws HarnessError INVALID_REQUEST if the connection has no single sign-on URL, or RelayState is too long or cannot be sent
 */
export async function beginLogin(
  store: StoreOperations,
  { connection, baseUrl, relayState, returnTo }: Beginning,
  now: Date,
): Promise<string> {
  const { sid, ssoUrl } = connection
  if (ssoUrl === null) {
    const hint = 'Set ssoUrl of the connection to the single sign-on URL of the IdP, or import the metadata of the IdP.'
    throw new HarnessError('INVALID_REQUEST', `The connection ${sid} has no single sign-on URL.`, hint)
  }
  const bytes = Buffer.byteLength(relayState ?? '')
  if (bytes > MAX_RELAY_STATE_BYTES) {
    const message = `RelayState is ${bytes} bytes long.`
    throw new HarnessError('INVALID_REQUEST', message, `Use at most ${MAX_RELAY_STATE_BYTES}.`)
  }
  if (relayState?.includes('\0'))
    throw new HarnessError(
      'INVALID_REQUEST',
      'RelayState has a NUL character, which forms cannot carry.',
      'Leave it out.',
    )
  const generation = generationOf(connection)
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
  const sent = relayState ?? (asksForEmail ? sealedState() : randomBytes(32).toString('base64url'))
  const expiresAt = new Date(now.getTime() + REQUEST_LIFE_MS)
  await store.rememberRequest({ id, tenant: sid, expiresAt, relayState: sent, returnTo }, now)
  return redirectTo(ssoUrl, request, sent)
}

const SEAL = Buffer.from('\0\0\0\u0001.FAS_S3_KMS_v1:::', 'latin1')
const SEALED_BYTES = 108

/** A RelayState with the length and look of legacy Flex's: 144 characters, more than the 80 bytes that SAML allows (observed). */
function sealedState(): string {
  return Buffer.concat([SEAL, randomBytes(SEALED_BYTES - SEAL.length)]).toString('base64')
}
