import { expect, test } from '@jest/globals'
import { withHarness } from '../support/harness.ts'

test('a forwarded protocol is either http or https', () =>
  withHarness(
    async ({ localUrl }) => {
      const locationFor = async (protocol: string) => {
        const headers = { 'x-forwarded-proto': protocol }
        const answer = await fetch(`${localUrl}/v1/Accounts/AC${'a'.repeat(32)}/saml2/metadata`, { headers })
        return /Location="([^"]*?):/.exec(await answer.text())?.[1]
      }
      expect(await locationFor('https')).toBe('https')
      expect(await locationFor('http')).toBe('http')
      expect(await locationFor('javascript')).toBe('http')
      expect(await locationFor('https"><x')).toBe('http')
    },
    { trustProxy: 'loopback' },
  ))
