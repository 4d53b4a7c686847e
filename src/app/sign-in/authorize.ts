import { z } from 'zod'
import type { Connection } from '../../core/domain/login.ts'
import { HarnessError } from '../../core/errors.ts'
import { isTrustedUrl } from '../../core/flex/redirect.ts'
import { list, text, WORD_CHARACTERS } from '../../core/input/limits.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import { connectionSid } from '../../core/input/sids.ts'
import type { Store } from '../../store/index.ts'
import { requireConnection } from '../connections/connections.ts'
import { beginLogin } from './begin.ts'

/** What a Flex page sends for a legacy account (observed). */
export const authenticateInput = z.object({
  products: list(text(WORD_CHARACTERS), 100).optional().describe('Flex sends ["flex"]'),
  resource: text(4_096).describe('The URL to return to after the login: a trusted URL of the connection'),
})

/** What a Flex page sends for an enhanced connection (observed). */
export const authorizeInput = z.object({
  ssoProfileSid: connectionSid().describe('The connection'),
  redirectUrl: text(4_096).describe('The URL to return to after the login: a trusted URL of the connection'),
  codeChallenge: text(43, 'must be a SHA-256 in base64url, 43 characters')
    .regex(/^[A-Za-z0-9_-]{43}$/, 'must be a SHA-256 in base64url, 43 characters')
    .describe('base64url of the SHA-256 of the code verifier'),
  nonce: text(512).min(1),
})

/**
 * Starts a login on a legacy account, like its `authenticate` call.
 * @returns the URL that takes the person to the IdP
 * @throws HarnessError INVALID_REQUEST, UNKNOWN_CONNECTION
 */
export async function authenticate(
  store: Store,
  sid: string,
  baseUrl: string,
  body: unknown,
  now: Date,
): Promise<string> {
  const { resource } = parseInput(authenticateInput, body, 'the body')
  const connection = await requireConnection(store, sid)
  const returnTo = { url: requireTrusted(resource, connection, 'resource'), proof: null }
  return beginLogin(store, { connection, baseUrl, relayState: null, returnTo }, now)
}

/**
 * Starts a login on an enhanced connection, like `Authorize`.
 * @returns the URL that takes the person to the IdP
 * @throws HarnessError INVALID_REQUEST, UNKNOWN_CONNECTION
 */
export async function authorize(store: Store, baseUrl: string, query: unknown, now: Date): Promise<string> {
  const { ssoProfileSid, redirectUrl, codeChallenge, nonce } = parseInput(authorizeInput, query, 'the query')
  const connection = await requireConnection(store, ssoProfileSid)
  const url = requireTrusted(redirectUrl, connection, 'redirectUrl')
  const returnTo = { url, proof: { codeChallenge, nonce } }
  return beginLogin(store, { connection, baseUrl, relayState: null, returnTo }, now)
}

function requireTrusted(url: string, connection: Connection, name: string): string {
  if (isTrustedUrl(url, connection)) return new URL(url).href
  const hint = `Add it to trustedUrls of the connection ${connection.sid}, or use one of those.`
  throw new HarnessError('INVALID_REQUEST', `${name} is not a trusted URL: '${url.slice(0, 200)}'.`, hint)
}
