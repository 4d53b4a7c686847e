import { generateKeyPairSync } from 'node:crypto'
import type { BuiltInIdp } from '../../src/app/idp/built-in-idp.ts'
import { createTurns } from '../../src/app/idp/keyed-mutex.ts'
import { createKeyring } from '../../src/app/idp/keyring.ts'
import { DEFAULT_USERS } from '../../src/app/idp/user.ts'
import type { ResponseStyle } from '../../src/core/domain/response-style.ts'
import type { Mutation } from '../../src/core/mutations/mutation.ts'
import type { FlexIamMock, Report } from '../../src/index.ts'

/** A built-in IdP for an app that is not listening. */
export function idleIdp(): BuiltInIdp {
  const localUrl = () => {
    throw new Error('this app does not listen')
  }
  return { keyring: createKeyring(), users: DEFAULT_USERS, localUrl, inTurn: createTurns() }
}

/** A key to start with, as making one takes longer than a login. */
export const IDP_KEY = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

/** A tenant for each generation that is judged differently. */
export const TENANTS = {
  legacy: 'AC0123456789abcdef0123456789abcdef',
  enhanced: 'JQ0123456789abcdef0123456789abcdef',
} as const
export type JudgedGeneration = keyof typeof TENANTS

/** The checks that a report says failed, or crashed. */
const failedIn = ({ findings }: Report): string[] =>
  findings.filter(({ status }) => status === 'fail' || status === 'crashed').map(({ id }) => id)

/** What fails in a login, with a fault or without, over HTTP. */
export async function findingsOf(
  harness: FlexIamMock,
  { id: product }: ResponseStyle,
  generation: JudgedGeneration,
  fault: Mutation | null,
): Promise<string[]> {
  return failedIn(await harness.idp.login({ product, sid: TENANTS[generation], fault: fault?.name ?? null }))
}
