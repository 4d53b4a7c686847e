import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import type { IdpSettings } from '../../src/core/connection/setup-guide.ts'
import { isUpdating } from '../support/fixtures.ts'
import { withHarness } from '../support/harness.ts'

const HEX = '0123456789abcdef0123456789abcdef'
const SCRIPT = fileURLToPath(new URL('../../scripts/write-keycloak-realm.js', import.meta.url))
const REALM = new URL('../real-idps/keycloak/flex-realm.json', import.meta.url)

/** Runs the script on the metadata that a harness on the port of docker-compose.yml would serve. */
async function writeRealm(): Promise<string> {
  let written = ''
  await withHarness(
    async ({ localUrl, adminToken }) => {
      const headers = { authorization: `Bearer ${adminToken}` }
      const settings = [`AC${HEX}`, `JQ${HEX}`].map((sid) => fetch(`${localUrl}/api/v1/settings/${sid}`, { headers }))
      const described = await Promise.all(settings.map(async (each) => (await (await each).json()) as IdpSettings))
      const urls = described.map(({ harness }) => harness.metadataUrl.replace('http://localhost:8080', localUrl))
      written = (await promisify(execFile)(process.execPath, [SCRIPT, ...urls])).stdout
    },
    { baseUrl: 'http://localhost:8080' },
  )
  return written
}

test("the Keycloak realm of docker-compose.yml matches the tenants' metadata", async () => {
  const written = await writeRealm()
  if (isUpdating) writeFileSync(REALM, written)
  expect(readFileSync(REALM, 'utf8')).toBe(written)
  const { clients } = JSON.parse(written)
  expect(clients).toMatchObject([
    {
      clientId: `https://iam.twilio.com/v1/Accounts/AC${HEX}/saml2/metadata`,
      redirectUris: [`http://localhost:8080/v1/Accounts/AC${HEX}/saml2`],
      attributes: { saml_idp_initiated_sso_url_name: `AC${HEX}`, 'saml.assertion.signature': 'true' },
    },
    {
      clientId: `urn:flex:JQ${HEX}`,
      redirectUris: [`http://localhost:8080/login/callback?connection=JQ${HEX}`],
      attributes: { saml_idp_initiated_sso_url_name: `JQ${HEX}`, 'saml.assertion.signature': 'true' },
    },
  ])
})
