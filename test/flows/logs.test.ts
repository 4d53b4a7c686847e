import { expect, test } from '@jest/globals'
import { startFlexIamMock } from '../../src/index.ts'
import { askAbout, callAuthenticate, exchange, signInAt, signInForCode } from '../support/flex-page.ts'
import { post, send } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'

const SECRET = 'SECRET-relay-state'

test('the log contains nothing that opens a page: no id of an attempt, code, token or RelayState', async () => {
  const lines: [event: string, facts: Record<string, unknown>][] = []
  const log = (event: string, facts: Record<string, unknown>) => void lines.push([event, facts])
  const harness = await startFlexIamMock({ idpKey: IDP_KEY, log })
  const { url } = harness
  const secrets = [SECRET]
  try {
    for (const sid of Object.values(TENANTS)) {
      await harness.idp.login({ sid, product: 'okta', relayState: SECRET })
      await send(`${url}/api/v1/connections/${sid}`, 'PATCH', { trustedUrls: ['https://app.example.com/flex/'] })
    }
    await harness.idp.login({ sid: TENANTS.enhanced, fault: 'xml-truncated' })
    const landed = new URL((await signInAt(harness, await callAuthenticate(harness))).url)
    const code = await signInForCode(harness)
    const { token } = (await (await exchange(harness, code)).json()) as { token: string }
    secrets.push(code, token, landed.searchParams.get('Token') ?? '')
    await askAbout(harness, token)
    await post(`${url}/somewhere/else`, { SAMLResponse: 'x', RelayState: SECRET })
  } finally {
    secrets.push(...(await harness.logins.list()).map(({ id }) => id))
    await harness.close()
  }
  const logins = lines.filter(([event]) => event === 'login')
  expect(logins.map(([, facts]) => Object.keys(facts))).toEqual(
    Array.from({ length: 6 }, () => ['generation', 'outcome', 'cause']),
  )
  expect(secrets.map((secret) => secret.length > 10)).not.toContain(false)
  expect(secrets.filter((secret) => JSON.stringify(lines).includes(secret))).toEqual([])
})
