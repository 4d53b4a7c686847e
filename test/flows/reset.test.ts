import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import Libsql from 'libsql'
import { startFlexIamMock } from '../../src/index.ts'
import { post, send } from '../support/harness.ts'
import { ACCOUNT, buildResponse, IDP_CERTIFICATE, ISSUER, NOW } from '../support/response.ts'
import { sdk } from '../support/taskrouter.ts'

/** How many rows each table of a database has. */
function countRows(file: string): Record<string, number> {
  const database = new Libsql(file)
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .all() as { name: string }[]
  const counts = tables.map(({ name }) => {
    const { rows } = database.prepare(`select count(*) as rows from "${name}"`).get() as { rows: number }
    return [name, rows]
  })
  database.close()
  return Object.fromEntries(counts)
}

/**
 * What a reset leaves: the row that readyz writes, and what many attempts share under the hash of its content, which other processes on the same file may know to be there and would not write again.
 */
const LEFT = ['catalogues', 'writeProbe']

test('a reset empties every table except the catalogues, and resets the clock', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  await using harness = await startFlexIamMock({ db: file })
  harness.clock.freeze(NOW)
  const connection = {
    sid: ACCOUNT,
    idpIssuer: ISSUER,
    certificates: [IDP_CERTIFICATE],
    ssoUrl: 'https://idp.example.com/',
    defaultRedirectUrl: 'https://flex.example.com/', // with a token
  }
  await harness.connect(connection)
  const message = { SAMLResponse: buildResponse() }
  await post(harness.acsUrl(ACCOUNT), message)
  await fetch(`${harness.url}/login/${ACCOUNT}`, { redirect: 'manual' })
  await sdk(harness).workspace.workers.create({ friendlyName: 'grace' })
  const before = Object.entries(countRows(file)).filter(([, rows]) => rows === 0)
  expect(before).toEqual([]) // or the test would not see what is forgotten

  expect((await send(`${harness.url}/api/v1/reset`, 'POST')).status).toBe(204)
  const after = Object.entries(countRows(file)).filter(([, rows]) => rows > 0)
  expect(after.map(([name]) => name)).toEqual(LEFT)
  expect(harness.clock.read()).toMatchObject({ mode: 'real', offsetSeconds: 0 })
  expect(await harness.export()).toEqual({ clock: null, connections: [], workers: [] })
  expect(await harness.logins.latest()).toBeNull()

  harness.clock.freeze(NOW)
  await harness.connect(connection)
  await post(harness.acsUrl(ACCOUNT), message)
  expect(await harness.logins.latest()).toMatchObject({ outcome: 'accepted' }) // no replay: the use is forgotten too
  expect(await harness.workers.history('ada@example.com')).toMatchObject([{ action: 'created' }])
})
