import { expect, test } from '@jest/globals'
import type { FlexIamMock, Report } from '../../src/index.ts'
import { ask, formOf } from '../support/ask.ts'
import { latest, withHarness } from '../support/harness.ts'
import { ACCOUNT, buildResponse, CONNECTION, IDP_CERTIFICATE, ISSUER, NOW } from '../support/response.ts'

const DIGITS = ACCOUNT.slice(2)
const MESSAGE = formOf({ SAMLResponse: buildResponse() })

const generationOfTenant = ({ findings }: Report) => findings.find(({ id }) => id === 'door-is-an-acs')

async function configured(harness: FlexIamMock, more: Record<string, unknown> = {}): Promise<void> {
  harness.clock.freeze(NOW)
  await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE], ...more })
}

/** A path at which the message arrives, and how the finding says that it misses the door. */
const MISSES: [path: string, difference: RegExp][] = [
  ['/v1/Accounts/{AccountSid}/saml2', /placeholder/],
  ['/v1/Accounts/%7BAC%7D/saml2', /placeholder/],
  ['/v1/Accounts/ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/saml2', /placeholder/],
  ['/v1/Accounts/AC.../saml2', /placeholder/],
  ['/v1/Accounts/AC%E2%80%A6/saml2', /placeholder/],
  ['/v1/Accounts/YOUR_ACCOUNT_SID/saml2', /placeholder/],
  ['/login/callback?connection=JQXXXXXXXX', /placeholder/],
  [`/v1%2FAccounts%2F${ACCOUNT}%2Fsaml2`, /slashes are percent-encoded/],
  [`/login/callback%3Fconnection=${CONNECTION}`, /\? before the query is percent-encoded/],
  [`//v1/Accounts/${ACCOUNT}/saml2`, /double slash/],
  [`/v1/Accounts//${ACCOUNT}/saml2`, /double slash/],
  [`/v1/Accounts/${ACCOUNT}/saml2%20`, /white space/],
  [`/v2/saml2/authenticate/JB${DIGITS}`, /Frontline/],
  [`/v1/Accounts/${ACCOUNT}/saml2/metadata`, /metadata URL/],
  [`/iam/Accounts/${ACCOUNT}/saml2/metadata`, /metadata URL/],
  [`/samlp/metadata?connection=${CONNECTION}`, /metadata URL/],
  [`/v1/Accounts/${ACCOUNT}/authenticate`, /logins start there/],
  [`/login/${ACCOUNT}`, /login link/],
  ['/console/flex/single-sign-on', /Twilio Console/],
  ['/us1/develop/flex/users-and-access/single-sign-on', /Twilio Console/],
  ['/agent-desktop', /people are redirected there/],
  ['/logins/%E0%A4%A', /people are redirected there/],
  ['/', /only the host/],
  [`/v1/Accounts/${DIGITS}/saml2`, /does not start with AC/],
  [`/login/callback?connection=${DIGITS}`, /does not start with JQ/],
  [`/v1/Accounts/${CONNECTION}/saml2`, /an SSO connection \(JQ\) in the path for accounts/],
  [`/login/callback?connection=${ACCOUNT}`, /an account \(AC\) instead of/],
  [`/v1/Accounts/${ACCOUNT.toLowerCase()}/saml2`, /not in upper case/],
  [`/login/callback?connection=${CONNECTION.toLowerCase()}`, /not in upper case/],
  [`/v1/Accounts/${ACCOUNT.slice(0, -1)}/saml2`, /the SID is too short/],
  [`/login/callback?connection=${CONNECTION.slice(0, -1)}`, /the SID is too short/],
  [`/v1/Accounts/${ACCOUNT}0/saml2`, /too long/],
  [`/v1/Accounts/WS${DIGITS}/saml2`, /of another kind/],
  [`/v1/Accounts/ACO${DIGITS.slice(1)}/saml2`, /characters other than/],
  ['/login/callback', /\?connection= with the SID .* is missing/],
  [`/login/callback/${CONNECTION}`, /must follow \?connection=/],
  [`/login/callback?sid=${CONNECTION}`, /must follow \?connection=/],
  [`/callback?connection=${CONNECTION}`, /enhanced SSO is \/login\/callback/],
  [`/v1/iam/Accounts/${ACCOUNT}/saml2`, /mixes the path of preview/],
  [`/v1/Accounts/${ACCOUNT}`, /\/saml2 at the end is missing/],
  [`/iam/Accounts/${ACCOUNT}/`, /\/saml2 at the end is missing/],
  [`/v1/Accounts/${ACCOUNT}/saml`, /is not followed by \/saml2/],
  [`/Accounts/${ACCOUNT}/saml2`, /\/v1 at the start/],
  [`/v1/Account/${ACCOUNT}/saml2`, /instead of \/Accounts\//],
  ['/v1/Accounts/saml2', /SID of the account is missing/],
  [`/saml/${ACCOUNT}/acs`, /not that of an ACS/],
  ['/v1/Accounts/%AC/saml2', /not a Flex path/],
  ['/saml/acs', /not a Flex path/],
]

test.each(MISSES)('a response at %s is recorded, and the missed ACS is explained', async (path, difference) => {
  await withHarness(async (harness) => {
    await configured(harness)
    expect((await ask(harness, path, { body: MESSAGE })).status).toBe(404)
    const report = await latest(harness)
    expect(generationOfTenant(report)).toMatchObject({
      status: 'fail',
      expected: expect.stringMatching(/^POST \/.*(saml2|connection=)/),
      received: `POST ${path}`,
      difference: expect.stringMatching(difference),
      fix: expect.stringMatching(/^[A-Z].*\. .*(saml2|connection=).*\.$/),
    })
    expect(report).toMatchObject({ outcome: 'rejected', flexVerdict: 'rejected', worker: null, changes: [] })
    expect(await harness.workers.list()).toEqual([])
  })
})

test.each([
  ['of a preview connection', `/v1/Accounts/${ACCOUNT}`, {}, 'preview', `/iam/Accounts/${ACCOUNT}/saml2`],
  ['in capitals', `/acs/${ACCOUNT.toUpperCase()}`, {}, 'preview', `/iam/Accounts/${ACCOUNT}/saml2`],
  ['in the query', `/acs?tenant=${ACCOUNT}`, {}, 'preview', `/iam/Accounts/${ACCOUNT}/saml2`],
  ['in an encoded path', `/acs%2F${ACCOUNT}%2F`, {}, 'preview', `/iam/Accounts/${ACCOUNT}/saml2`],
  ['that is a JQ', `/v1/Accounts/${CONNECTION}/saml2`, {}, 'enhanced', `/login/callback?connection=${CONNECTION}`],
  [
    'of an unknown account under /iam',
    `/iam/Accounts/AC${'b'.repeat(32)}`,
    {},
    'preview',
    `/iam/Accounts/AC${'b'.repeat(32)}/saml2`,
  ],
  [
    'of an unknown account at the callback',
    `/login/callback?connection=AC${'b'.repeat(32)}`,
    {},
    'legacy',
    `/v1/Accounts/AC${'b'.repeat(32)}/saml2`,
  ],
  ['of an unknown account', `/AC${'b'.repeat(32)}`, {}, 'legacy', `/v1/Accounts/AC${'b'.repeat(32)}/saml2`],
  [
    'of an unknown tenant at the host of enhanced SSO',
    '/',
    { host: 'login.flex.us1.twilio.com' },
    'enhanced',
    'connection=JQ…',
  ],
  ['of an unknown tenant at the callback', '/login/callback', {}, 'enhanced', 'connection=JQ…'],
  ['of an unknown tenant at the host of preview', '/', { host: 'preview.twilio.com' }, 'preview', 'AC…'],
])('the tenant %s decides the generation and the expected ACS', async (_what, path, headers, generation, acs) => {
  await withHarness(async (harness) => {
    await configured(harness, { twilioSsoUrl: 'preview' })
    await ask(harness, path, { body: MESSAGE, headers })
    const report = await latest(harness)
    expect(report.generation).toBe(generation)
    expect(generationOfTenant(report)?.expected).toContain(acs)
  })
})
