import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type JudgedContext, NO_PRIOR_STATE } from '../../src/core/domain/login.ts'
import type { Worker } from '../../src/core/domain/worker.ts'
import { openStore, type Store } from '../../src/store/index.ts'

export const NOW = new Date('2026-12-01T10:00:00Z')
export const AC = `AC${'a'.repeat(32)}`

/** What is kept of an attempt at a tenant that nobody has configured. */
export const BASIS: JudgedContext = {
  fields: null,
  posted: { carried: [], oversize: null, reached: { method: 'POST', path: `/v1/Accounts/${AC}/saml2`, isAcs: true } },
  connection: null,
  before: NO_PRIOR_STATE,
}

/** A worker as a login leaves it, with changes. */
export const worker = (changes: Partial<Worker> = {}): Worker => ({
  sid: `WK${'1'.repeat(32)}`,
  accountSid: AC,
  workspaceSid: `WS${'a'.repeat(32)}`,
  friendlyName: 'Ada@Example.com',
  identity: 'ada',
  contactUri: 'client:ada',
  activityName: 'Offline',
  available: false,
  attributes: { roles: ['agent'], __proto__x: 1 },
  createdAt: NOW.toISOString(),
  updatedAt: NOW.toISOString(),
  lastLoginId: 'one',
  ...changes,
})

/** The same contract for every kind of store. */
export const STORES: [kind: string, location: () => string][] = [
  ['SQLite in memory', () => ':memory:'],
  ['an SQLite file', () => join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')],
]

/** Opens such a store for a test, and closes it whatever happens. */
export const inStore = (location: () => string) => async (run: (store: Store) => Promise<void>) => {
  const store = await openStore(location())
  try {
    await run(store)
  } finally {
    await store.close()
  }
}
