import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Report } from '../../core/domain/report.ts'
import type { CodeGrant, ReturnTo, SignedIn } from '../../core/domain/sign-in.ts'
import { HarnessError } from '../../core/errors.ts'
import { escapeIdentity } from '../../core/flex/identity.ts'
import { text } from '../../core/input/limits.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import type { Store, StoreOperations } from '../../store/index.ts'

/** The client ID that `Config` gives to Flex's pages; the same for every account. */
export const CLIENT_ID = 'flex-iam-mock'

/** Documented: a token lasts an hour. */
const TOKEN_LIFE_MS = 3_600_000
/** The maximum that RFC 6749, 4.1.2 recommends. Flex's own is unknown. */
const CODE_LIFE_MS = 600_000
const TOKEN_BYTES = 96
const CODE_BYTES = 32

/** A token and the values returned with it. */
export interface IssuedToken {
  token: string
  expiresAt: Date
  signedIn: SignedIn
}

/** What a Flex page sends to exchange a code for a token (observed). */
export const tokenInput = z.object({
  AuthCode: text(4_096).describe('The code that the login returned'),
  Nonce: text(4_096).describe('The value given to Authorize'),
  CodeVerifier: text(4_096).describe('The verifier whose SHA-256 is codeChallenge'),
  RedirectUrl: text(4_096).describe('The value given to Authorize'),
  ClientId: text(4_096).describe('The value from Config'),
})

/** A request to look up or renew a token (observed). */
export const tokenBody = z.object({ token: text(4_096) })

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

/** The identity that an accepted login created; null if the worker is already deleted. */
export async function signedInBy(store: StoreOperations, report: Report): Promise<SignedIn | null> {
  const realmUserId = report.subject.nameId ?? ''
  const worker = await store.findWorkerByName(report.account, realmUserId)
  if (worker === null) return null
  const roles = report.worker?.attributes.roles
  return {
    account: report.account,
    tenant: report.connection ?? report.account,
    workerSid: worker.sid,
    realmUserId,
    identity: escapeIdentity(realmUserId),
    roles: (Array.isArray(roles) ? roles : [roles]).map(String),
  }
}

/** A new token for a person; only its hash is stored. */
export async function issueToken(store: StoreOperations, signedIn: SignedIn, now: Date): Promise<IssuedToken> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const expiresAt = new Date(now.getTime() + TOKEN_LIFE_MS)
  await store.addGrant({ kind: 'token', hash: hashOf(token) }, signedIn, expiresAt, now)
  return { token, expiresAt, signedIn }
}

/** A new code, which can be exchanged for one token. */
export async function issueCode(
  store: StoreOperations,
  signedIn: SignedIn,
  returnTo: ReturnTo,
  now: Date,
): Promise<string> {
  const code = randomBytes(CODE_BYTES).toString('base64url')
  const expiresAt = new Date(now.getTime() + CODE_LIFE_MS)
  await store.addGrant({ kind: 'code', hash: hashOf(code) }, { signedIn, returnTo }, expiresAt, now)
  return code
}

/** Where a code is sent. @throws HarnessError INVALID_REQUEST */
export async function returnUrlOf(store: Store, code: string, now: Date): Promise<string> {
  const found = await store.findGrant({ kind: 'code', hash: hashOf(code) }, now)
  if (found === null) throw unusableCode()
  const url = new URL(found.grant.returnTo.url)
  url.searchParams.set('code', code)
  return url.href
}

/**
 * Exchanges a code for a token. The code is used up even if the exchange fails.
 * @throws HarnessError INVALID_REQUEST naming everything that does not match
 */
export async function exchangeCode(store: Store, input: unknown, now: Date): Promise<IssuedToken> {
  const given = parseInput(tokenInput, input, 'the form')
  const found = await takeCode(store, hashOf(given.AuthCode), now)
  if (found === null) throw unusableCode()
  const wrong = Object.entries(expectedOf(found)).flatMap(([name, fits]) => (fits(given) ? [] : [name]))
  if (wrong.length === 0) return issueToken(store, found.signedIn, now)
  const hint =
    'Send the values given to Authorize, and the verifier of its codeChallenge. The code is used up: sign in again.'
  throw new HarnessError('INVALID_REQUEST', `These do not match the authorization request: ${wrong.join(', ')}.`, hint)
}

/** Takes the code out atomically, so that it cannot be used twice. */
function takeCode(store: Store, hash: string, now: Date): Promise<CodeGrant | null> {
  return store.transaction(async (operations) => {
    const found = await operations.findGrant({ kind: 'code', hash }, now)
    if (found !== null) await operations.deleteGrants(hash)
    return found?.grant ?? null
  })
}

type TokenInput = z.infer<typeof tokenInput>

function expectedOf({ returnTo: { url, proof } }: CodeGrant): Record<string, (given: TokenInput) => boolean> {
  return {
    Nonce: ({ Nonce }) => Nonce === proof?.nonce,
    CodeVerifier: ({ CodeVerifier }) => hashOf(CodeVerifier) === proof?.codeChallenge,
    RedirectUrl: ({ RedirectUrl }) => URL.canParse(RedirectUrl) && new URL(RedirectUrl).href === url,
    ClientId: ({ ClientId }) => ClientId === CLIENT_ID,
  }
}

const unusableCode = () =>
  new HarnessError('INVALID_REQUEST', 'The code is unknown, already used, or older than ten minutes.', 'Sign in again.')

/** Who a token identifies, and until when; null if it is not a token of this account or has expired. */
export async function findToken(
  store: StoreOperations,
  token: string,
  now: Date,
): Promise<Omit<IssuedToken, 'token'> | null> {
  const found = await store.findGrant({ kind: 'token', hash: hashOf(token) }, now)
  return found && { signedIn: found.grant, expiresAt: found.expiresAt }
}
