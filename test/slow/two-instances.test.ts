import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { printed, startCli } from '../support/cli.ts'
import { loadFixture } from '../support/fixtures.ts'
import { post, send } from '../support/harness.ts'

test('two harnesses on one file can start together, share connections, and accept an assertion only once', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  const children = [0, 1].map(() => startCli(['serve', '--port', '0', '--db', file]))
  try {
    const urls = await Promise.all(children.map((child) => printed(child, /ready: (\S+)/)))
    const { settings, samlResponse } = loadFixture('responses/simplesamlphp/user-bob-sp-redirect')
    const { account: sid, idpIssuer, certificates, now } = settings
    await Promise.all(urls.map((url) => send(`${url}/api/v1/clock`, 'PUT', { now })))
    await send(`${urls[0]}/api/v1/connections`, 'POST', { sid, idpIssuer, certificates })
    const logins = Array.from({ length: 12 }, (_, index) =>
      post(`${urls[index % 2]}/v1/Accounts/${sid}/saml2`, { SAMLResponse: samlResponse }),
    )
    const statuses = (await Promise.all(logins)).map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 11 }, () => 401)])
    const workers = await Promise.all(
      urls.map(async (url) => (await fetch(`${url}/api/v1/workers/bob@example.com`)).json()),
    )
    expect(workers[0]).toEqual(workers[1])
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
})
