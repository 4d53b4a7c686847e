import { asPosted, generationOf, targetFor, unknownTenant } from '../../core/connection/judge-target.ts'
import type { Connection, JudgeTarget, PostedResponse } from '../../core/domain/login.ts'
import type { Report } from '../../core/domain/report.ts'
import { sidsIn } from '../../core/domain/sid.ts'
import { HarnessError } from '../../core/errors.ts'
import { acsPath } from '../../core/flex/endpoints.ts'
import { generationNear } from '../../core/flex/named-tenant.ts'
import type { Store } from '../../store/index.ts'

const LOOKED_UP = 4

/**
 * What a misdirected message is judged against: the tenant that its URL names anyway, by its connection or else by the
 * nearest ACS; nothing if it names no tenant.
 * @param path the decoded path, with the SID in the query, if any
 * @param baseUrl returns the URL of this harness
 */
export async function targetNear(
  store: Store,
  host: string,
  path: string,
  baseUrl: () => string,
): Promise<JudgeTarget> {
  const sids = sidsIn(path).slice(0, LOOKED_UP)
  const connection = await findConnection(store, sids)
  const sid = connection?.sid ?? sids[0] ?? null
  const generation = connection ? generationOf(connection) : generationNear(sid, host, path)
  if (sid !== null) return targetFor(generation, sid, connection, [baseUrl() + acsPath(generation, sid)])
  return unknownTenant(generation)
}

async function findConnection(store: Store, sids: string[]): Promise<Connection | null> {
  for (const sid of sids) {
    const connection = await store.loadConnection(sid)
    if (connection) return connection
  }
  return null
}

/** The same target again for a recorded message: one that missed the ACS misses it again. */
export function asRecorded(report: Report, samlResponse: string, settings: JudgeTarget): PostedResponse {
  const posted = asPosted([samlResponse], report.relayState, settings)
  const missed = report.findings.find(({ id, status }) => id === 'door-is-an-acs' && status === 'fail')
  if (missed === undefined) return posted
  const path = (missed.received ?? '').replace(/^[A-Z]+ /, '')
  return { ...posted, reached: { ...posted.reached, path, isAcs: false } }
}

/** @throws HarnessError INVALID_REQUEST if the URL to which a login was posted names no tenant */
export function requireTenant({ id, account }: Report): void {
  if (account !== '') return
  const hint = 'Set the Reply URL of the IdP to an ACS with the SID of your tenant, and sign in again.'
  throw new HarnessError('INVALID_REQUEST', `The URL to which login ${id} was posted names no tenant.`, hint)
}
