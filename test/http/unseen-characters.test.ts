import { expect, test } from '@jest/globals'
import { send, withHarness } from '../support/harness.ts'
import { IDP_KEY } from '../support/idp.ts'

const SID = `AC${'a'.repeat(32)}`
/** Turns the text that follows round. */
const TURNED = '\u202etxt.exe'
const SPELLED = '\\u202etxt.exe'

test('pages escape bidirectional control characters in the names of tenants and people', () =>
  withHarness(
    async (harness) => {
      await harness.connect({ sid: SID, friendlyName: TURNED })
      const user = { email: 'ada@example.com', nameId: TURNED, fullName: TURNED, roles: ['agent'] }
      const login = await send(`${harness.url}/api/v1/idp/login`, 'POST', { sid: SID, user })
      const { id, outcome } = (await login.json()) as { id: string; outcome: string }
      expect(outcome).toBe('accepted')
      for (const [path, cookie] of [
        ['/', ''],
        ['/idp', ''],
        ['/flex/agent-desktop', ''],
        ['/flex/agent-desktop', `flex-iam-login=${id}`],
        [`/logins/${id}`, ''],
      ] as const) {
        const page = await (await fetch(harness.url + path, { headers: { cookie, accept: 'text/html' } })).text()
        expect([path, page.includes(SPELLED), page.includes(TURNED)]).toEqual([path, true, false])
      }
    },
    { idpKey: IDP_KEY },
  ))
