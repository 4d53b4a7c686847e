import { z } from 'zod'
import type { Clock } from '../../core/domain/clock.ts'
import { defaultAccountSid } from '../../core/domain/sid.ts'
import { HarnessError } from '../../core/errors.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import { accountSid, tenantSid } from '../../core/input/sids.ts'
import type { Store, StoreOperations } from '../../store/index.ts'
import type { LoginEvents, ResetScope } from '../events/login-events.ts'

/** The tenant to reset. */
export const resetQuery = z.strictObject({
  account: accountSid()
    .optional()
    .describe('The SID of an account. Resets the account and every connection that belongs to it'),
  connection: tenantSid()
    .optional()
    .describe(
      'The SID of a connection. Also deletes the workers of its account, unless another connection shares the account',
    ),
})

export type ResetQuery = z.input<typeof resetQuery>

/**
 * Deletes everything and resets the clock to the machine's time; or deletes one tenant and leaves the clock and every
 * other tenant unchanged.
 * @throws HarnessError INVALID_REQUEST
 */
export async function resetHarness(
  { store, clock, events }: { store: Store; clock: Clock; events: LoginEvents },
  given: unknown,
): Promise<void> {
  const { account, connection } = parseInput(resetQuery, given, 'the reset')
  if (account !== undefined && connection !== undefined) {
    const hint = 'Use account to reset a whole account, or connection to reset one of its connections.'
    throw new HarnessError('INVALID_REQUEST', 'The reset names both an account and a connection.', hint)
  }
  const scope = await store.transaction((operations) => forget(operations, account, connection))
  if (scope.account === null) clock.reset()
  events.announceReset(scope)
}

async function forget(
  operations: StoreOperations,
  account: string | undefined,
  connection: string | undefined,
): Promise<ResetScope> {
  if (account !== undefined) return forgetAccount(operations, account)
  if (connection !== undefined) return forgetConnection(operations, connection)
  await operations.clearAttempts()
  await operations.clearRequests()
  await operations.deleteGrants()
  await operations.deleteWorkers()
  await operations.deleteConnections()
  return { account: null, connection: null }
}

/** An account covers its own SID, the connections that name it, and the JQ with the same digits unless that connection names another account. */
async function forgetAccount(operations: StoreOperations, account: string): Promise<ResetScope> {
  const connections = await operations.listConnections()
  const unsaved = [account, `JQ${account.slice(2)}`].filter((sid) => !connections.some((each) => each.sid === sid))
  const own = connections.filter(({ accountSid }) => accountSid === account).map(({ sid }) => sid)
  await operations.forgetTenant({ account, sids: [...own, ...unsaved], connection: null, workers: true })
  return { account, connection: null }
}

/** Workers belong to the account, so they are kept while it has another saved connection. */
async function forgetConnection(operations: StoreOperations, sid: string): Promise<ResetScope> {
  const connections = await operations.listConnections()
  const account = connections.find((each) => each.sid === sid)?.accountSid ?? defaultAccountSid(sid)
  const workers = !connections.some((each) => each.sid !== sid && each.accountSid === account)
  await operations.forgetTenant({ account, sids: [sid], connection: sid, workers })
  return { account, connection: sid }
}
