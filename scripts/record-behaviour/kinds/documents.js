import { startRecordedHarness } from '../harness.js'

const AC = 'AC0123456789abcdef0123456789abcdef'
const JQ = 'JQ0123456789abcdef0123456789abcdef'
const PRODUCTS = 'adfs auth0 entra generic google jumpcloud keycloak okta onelogin ping salesforce'.split(' ')

const METADATA = [`/v1/Accounts/${AC}/saml2/metadata`, `/iam/Accounts/${AC}/saml2`, `/samlp/metadata?connection=${JQ}`]

const PATHS = [
  '/openapi.json',
  '/docs',
  '/assets/style.css',
  '/assets/icon.svg',
  '/livez',
  '/readyz',
  '/api/v1/info',
  '/api/v1/export',
  '/api/v1/clock',
  '/flex',
  '/flex/agent-desktop',
  '/flex/somewhere',
  '/idp',
  `/login/${AC}`,
  `/login/${JQ}`,
  ...METADATA,
  ...METADATA.map((path) => `${path}${path.includes('?') ? '&' : '?'}real=1`),
  ...[AC, JQ].flatMap((sid) => [
    `/api/v1/settings/${sid}`,
    ...PRODUCTS.map((product) => `/api/v1/settings/${sid}?product=${product}`),
  ]),
]

const CONNECTED = {
  nothing: [],
  connections: [
    {
      sid: AC,
      idpIssuer: 'https://idp.example.com/metadata',
      ssoUrl: 'https://idp.example.com/sso',
      friendlyName: 'Old',
    },
    {
      sid: JQ,
      idpIssuer: 'https://idp.example.com/metadata',
      ssoUrl: 'https://idp.example.com/sso',
      friendlyName: 'New',
    },
  ],
  'a preview connection': [{ sid: AC, twilioSsoUrl: 'preview', product: 'okta' }],
}

/** Documents, pages and settings, with and without connections. */
export async function record({ checkout }) {
  const { flex, begin, send, stop } = await startRecordedHarness(checkout)
  const records = []
  for (const [name, connections] of Object.entries(CONNECTED)) {
    for (const path of PATHS) {
      const id = `${path} with ${name}`
      await begin(id, '2026-12-01T10:00:00Z')
      await flex.seed({ connections })
      records.push({ id, answer: await send('GET', path, { accept: 'text/html,application/json;q=0.9,*/*;q=0.8' }) })
    }
  }
  await stop()
  return records
}
