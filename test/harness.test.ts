import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from '@jest/globals'
import { startFlexIamMock } from '../src/index.ts'
import { runCli } from './support/cli.ts'
import { withHarness } from './support/harness.ts'
import { ACCOUNT } from './support/response.ts'

test('an undefined option counts as not given', async () => {
  await withHarness(
    async ({ url }) => {
      expect(url).not.toContain(':8080')
      expect(existsSync('flex-iam-mock.db')).toBe(false)
    },
    { db: undefined, port: undefined } as never,
  )
})

test('closing answers open requests, and does not wait for idle connections', async () => {
  const harness = await startFlexIamMock()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const get = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { agent }
      request(`${harness.url}/api/v1/info`, options, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end()
    })
  await get()
  await new Promise((resolve) => setImmediate(resolve)) // the connection is free again
  const underWay = get()
  const closed = harness.close()
  expect(await underWay).toBe(200)
  await closed
  await harness.close()
  agent.destroy()
  await expect(harness.logins.latest()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
})

test('closing does not wait for a connection without a request', async () => {
  const harness = await startFlexIamMock()
  const socket = connect(Number(new URL(harness.url).port), '127.0.0.1')
  await once(socket, 'connect')
  const dropped = once(socket, 'close')
  await harness.close()
  await dropped
})

test('the base URL is shown to others; the demo posts to where it listens', async () => {
  await withHarness(
    async ({ url, localUrl, acsUrl }) => {
      expect(url).toBe('https://harness.example.com/x')
      expect(localUrl).toMatch(/^http:\/\/localhost:\d+$/)
      expect(acsUrl(ACCOUNT)).toBe(`https://harness.example.com/x/v1/Accounts/${ACCOUNT}/saml2`)
    },
    { baseUrl: 'https://harness.example.com/x/' },
  )
  const demo = await runCli(['serve', '--demo', '--once', '--port', '0', '--base-url', 'https://harness.example.com'])
  expect(demo).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('"full_name": "Bob Builder"') })
  expect(demo.stderr).toMatch(/^admin token \(shown once\): [\w-]{32}\n$/)
})

test('a name in several accounts is ambiguous in the library too', async () => {
  const { buildResponse, conditions, confirmation, IDP_CERTIFICATE, ISSUER, NOW } = await import(
    './support/response.ts'
  )
  const { post } = await import('./support/harness.ts')
  await withHarness(async (harness) => {
    harness.clock.freeze(NOW)
    const accounts = [ACCOUNT, `AC${'b'.repeat(32)}`]
    for (const sid of accounts) {
      await harness.connect({ sid, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
      const acs = `https://iam.twilio.com/v1/Accounts/${sid}/saml2`
      const parts = {
        destination: acs,
        confirmation: confirmation({ recipient: acs }),
        conditions: conditions({ audience: `${acs}/metadata` }),
      }
      await post(harness.acsUrl(sid), { SAMLResponse: buildResponse(parts) })
    }
    await expect(harness.workers.find('ada@example.com')).rejects.toMatchObject({ code: 'AMBIGUOUS_WORKER' })
    expect(await harness.workers.find('ada@example.com', accounts[1])).toMatchObject({ accountSid: accounts[1] })
  })
})

test('the clock shows only times that can be written', async () => {
  await withHarness(async ({ clock }) => {
    for (const wrong of ['yesterday', null as never, new Date(Number.NaN)])
      expect(() => clock.freeze(wrong)).toThrow(/cannot be set to/)
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, 1e12]) {
      expect(() => clock.offset(wrong)).toThrow(/cannot be set to/)
      expect(() => clock.advance(wrong)).toThrow(/cannot be set to/)
    }
    expect(clock.read().mode).toBe('real')
  })
})
