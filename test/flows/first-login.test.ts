import { expect, test } from '@jest/globals'
import { checkResponse, type Report } from '../../src/index.ts'
import { loadFixture, xmlOf } from '../support/fixtures.ts'
import { latest, post, postFixture, prepare, send, withHarness } from '../support/harness.ts'
import { failedErrors } from '../support/response.ts'

const BOB = loadFixture('responses/simplesamlphp/user-bob-sp-redirect')
const ENHANCED = loadFixture('responses/node-samlp/enhanced-sp-redirect')
const UNSIGNED = loadFixture('responses/simplesamlphp/sign-none-sp-redirect')

test('a signed response of a real IdP becomes a worker, whose attributes are JSON', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, BOB)
    expect((await postFixture(harness, BOB)).status).toBe(200)
    const attributes = await fetch(`${harness.url}/api/v1/workers/BOB@example.com/attributes`)
    expect(await attributes.json()).toEqual({
      email: 'bob@example.com',
      full_name: 'Bob Builder',
      roles: ['agent'],
      team_id: '7',
      location: 'Oslo',
      contact_uri: 'client:bob_40example_2Ecom',
    })
    const worker = (await (await fetch(`${harness.url}/api/v1/workers/bob@example.com`)).json()) as Record<
      string,
      unknown
    >
    expect(worker).toMatchObject({
      sid: expect.stringMatching(/^WK[0-9a-f]{32}$/),
      accountSid: 'AC0123456789abcdef0123456789abcdef',
      workspaceSid: 'WS0123456789abcdef0123456789abcdef',
      friendlyName: 'bob@example.com',
      identity: 'bob_40example_2Ecom',
      contactUri: 'client:bob_40example_2Ecom',
      activityName: 'Offline',
      available: false,
      createdAt: BOB.settings.now.replace('Z', '.000Z'),
      lastLoginId: (await latest(harness)).id,
    })
    expect(await harness.workers.find(String(worker.sid))).toMatchObject({ friendlyName: 'bob@example.com' })
  })
})

test('an accepted legacy login is sent to the default redirect URL with Expiration, Identity, Roles and Token', async () => {
  await withHarness(async (harness) => {
    const base = loadFixture('responses/simplesamlphp/base-sp-redirect')
    await prepare(harness, base, { defaultRedirectUrl: 'https://flex.example.com/agent-desktop?x=1' })
    const answer = await postFixture(harness, base, 'text/html')
    expect(answer.status).toBe(303)
    const target = new URL(answer.headers.get('location') ?? '')
    expect(target.origin + target.pathname).toBe('https://flex.example.com/agent-desktop')
    expect(target.searchParams.get('x')).toBe('1')
    expect(target.searchParams.get('Expiration')).toBe('2026-11-22T12:01:37Z')
    expect(target.searchParams.get('Identity')).toBe('alice_2Eagent_40example_2Ecom')
    expect(target.searchParams.getAll('Roles')).toEqual(['agent', 'supervisor'])
    expect(target.searchParams.get('Token')).toMatch(/^[\w-]{128}$/)
  })
})

test('an accepted enhanced login is redirected with 302', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, ENHANCED, { defaultRedirectUrl: 'https://flex.example.com/' })
    const answer = await postFixture(harness, ENHANCED, 'text/html')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://flex.example.com/'])
  })
})

test('RelayState is followed only if it is a trusted URL', async () => {
  const landing = async (relayState: string) => {
    let location: string | null = null
    await withHarness(async (harness) => {
      const sid = await prepare(harness, ENHANCED, {
        defaultRedirectUrl: 'https://flex.example.com/',
        trustedUrls: ['https://ok.example.com/flex'],
      })
      const answer = await post(
        harness.acsUrl(sid),
        { SAMLResponse: ENHANCED.samlResponse, RelayState: relayState },
        'text/html',
      )
      location = answer.headers.get('location')
    })
    return location
  }
  expect(await landing('https://ok.example.com/flex/desk?a=1')).toBe('https://ok.example.com/flex/desk?a=1')
  for (const elsewhere of [
    'https://evil.example.com/',
    'https://ok.example.com/flexible',
    'https://ok.example.com@evil.example.com/flex',
    '//evil.example.com',
    'javascript:alert(1)',
  ]) {
    expect(await landing(elsewhere)).toBe('https://flex.example.com/')
  }
})

test('a browser whose login failed is sent to the page of the attempt, which names the finding', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, UNSIGNED)
    const answer = await postFixture(harness, UNSIGNED, 'text/html,application/xhtml+xml')
    const { id } = await latest(harness)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/logins/${id}`])
    const page = await fetch(`${harness.url}/logins/${id}`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('strict-transport-security')).toBeNull()
    expect(await page.text()).toContain('response-is-signed')
  })
})

test('callers other than browsers get the JSON of Twilio', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, UNSIGNED)
    const answer = await postFixture(harness, UNSIGNED)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBeNull()
    expect(await answer.json()).toEqual({
      code: 70004,
      detail: 'Your AccountSid or AuthToken was incorrect.',
      message: 'authentication failed: The Assertion of the Response is not signed and the SP requires it',
      more_info: 'https://www.twilio.com/docs/errors/70004',
      status: 401,
    })
  })
})

test('a login to a tenant without a connection is refused as by Twilio, and recorded', async () => {
  await withHarness(async (harness) => {
    harness.clock.freeze(new Date(BOB.settings.now))
    const answer = await postFixture(harness, BOB)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({
      code: 70251,
      message: 'no valid certificate for identity realm JB0123456789abcdef0123456789abcdef',
    })
    const report = await latest(harness)
    expect(failedErrors(report)).toEqual(['tenant-is-configured'])
    expect(report.findings.find(({ id }) => id === 'claim-email-is-present')?.status).toBe('pass')
    expect(report.claims.every(({ verified }) => !verified)).toBe(true)
  })
})

test('an assertion is accepted only once', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, BOB)
    await postFixture(harness, BOB)
    const first = await latest(harness)
    expect((await postFixture(harness, BOB)).status).toBe(401)
    const second = await latest(harness)
    expect(failedErrors(second)).toEqual(['assertion-not-replayed'])
    expect(await harness.workers.find('bob@example.com')).toMatchObject({ lastLoginId: first.id })
  })
})

test('an assertion without an end is accepted only once', async () => {
  const { buildResponse, conditions, ACCOUNT, ISSUER, IDP_CERTIFICATE, NOW } = await import('../support/response.ts')
  await withHarness(async (harness) => {
    harness.clock.freeze(NOW)
    await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
    const fields = {
      SAMLResponse: buildResponse({ conditions: conditions({ notOnOrAfter: '9999-12-31T23:59:59-14:00' }) }),
    }
    const statuses = [await post(harness.acsUrl(ACCOUNT), fields), await post(harness.acsUrl(ACCOUNT), fields)].map(
      ({ status }) => status,
    )
    expect(statuses).toEqual([200, 401])
  })
})

test('an assertion without an ID is accepted only once, by the ID of its signed response', async () => {
  const { buildResponse, conditions, confirmation, IDP_CERTIFICATE, ISSUER, NOW } = await import(
    '../support/response.ts'
  )
  const sid = 'JQ0123456789abcdef0123456789abcdef'
  await withHarness(async (harness) => {
    harness.clock.freeze(NOW)
    const acs = harness.acsUrl(sid)
    await harness.connect({ sid, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE], signaturePolicy: 'response' })
    const SAMLResponse = buildResponse({
      destination: acs,
      confirmation: confirmation({ recipient: acs }),
      conditions: conditions({ audience: `urn:flex:${sid}` }),
      sign: ['Response'],
      before: (xml) => xml.replace(' ID="_assertion"', ''),
    })
    expect((await post(acs, { SAMLResponse })).status).toBe(200)
    expect((await post(acs, { SAMLResponse })).status).toBe(400)
    expect(failedErrors(await latest(harness))).toEqual(['assertion-not-replayed'])
  })
})

test('a forged copy does not use up the ID of the genuine assertion', async () => {
  await withHarness(async (harness) => {
    const sid = await prepare(harness, BOB)
    const forged = Buffer.from(xmlOf(BOB).replace('Bob Builder', 'Eve Builder')).toString('base64')
    expect((await post(harness.acsUrl(sid), { SAMLResponse: forged })).status).toBe(401)
    expect((await postFixture(harness, BOB)).status).toBe(200)
  })
})

test('concurrent logins get their own answers, and only one of several copies is accepted', async () => {
  await withHarness(async (harness) => {
    await prepare(harness, BOB)
    const answers = await Promise.all(Array.from({ length: 20 }, () => postFixture(harness, BOB)))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 401)])
    expect(await harness.workers.list()).toHaveLength(1)
  })
})

test('metadata has the ACS of this harness and the entity ID of Flex, or both of Flex', async () => {
  await withHarness(async (harness) => {
    const AC = 'AC0123456789abcdef0123456789abcdef'
    const JQ = 'JQ0123456789abcdef0123456789abcdef'
    const legacy = await (await fetch(`${harness.url}/v1/Accounts/${AC}/saml2/metadata`)).text()
    expect(legacy).toContain(`entityID="https://iam.twilio.com/v1/Accounts/${AC}/saml2/metadata"`)
    expect(legacy).toContain(`Location="${harness.url}/v1/Accounts/${AC}/saml2"`)
    const real = await (await fetch(`${harness.url}/v1/Accounts/${AC}/saml2/metadata?real=1`)).text()
    expect(real).toContain(`Location="https://iam.twilio.com/v1/Accounts/${AC}/saml2"`)
    const enhanced = await (await fetch(`${harness.url}/samlp/metadata?connection=${JQ}`)).text()
    expect(enhanced).toContain(`entityID="urn:flex:${JQ}"`)
    expect(enhanced).toContain(`Location="${harness.url}/login/callback?connection=${JQ}"`)
  })
})

test('a response for this harness’s own URL is accepted as Destination and Recipient', async () => {
  await withHarness(async (harness) => {
    const { buildResponse, confirmation, ACCOUNT, ISSUER, IDP_CERTIFICATE, NOW } = await import(
      '../support/response.ts'
    )
    const acs = harness.acsUrl(ACCOUNT)
    harness.clock.freeze(new Date(NOW))
    await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
    const samlResponse = buildResponse({ destination: acs, confirmation: confirmation({ recipient: acs }) })
    const answer = await post(acs, { SAMLResponse: samlResponse })
    expect(((await answer.json()) as Report).outcome).toBe('accepted')
  })
})

test('a second login is merged: attributes with a claim change, empty ones are cleared, others stay', async () => {
  const { buildResponse, ACCOUNT, ISSUER, IDP_CERTIFICATE, NOW } = await import('../support/response.ts')
  await withHarness(async (harness) => {
    harness.clock.freeze(new Date(NOW))
    await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
    const login = (assertionId: string, more: Record<string, string[]>) =>
      post(harness.acsUrl(ACCOUNT), {
        SAMLResponse: buildResponse({
          assertionId,
          claims: { full_name: ['Ada'], email: ['ada@example.com'], roles: ['agent'], ...more },
        }),
      })
    await login('_one', { location: ['Oslo'], 'skill.int': ['3'], team_name: ['North'] })
    await login('_two', { location: [''], 'skill.int': ['4'] })
    expect((await harness.workers.find('ada@example.com'))?.attributes).toMatchObject({
      location: '',
      skill: 4,
      team_name: 'North',
    })
    expect((await latest(harness)).changes).toEqual([
      {
        attribute: 'location',
        before: 'Oslo',
        after: '',
        claim: 'location',
        valueIndex: 0,
        rule: 'empty value clears',
      },
      { attribute: 'skill', before: 3, after: 4, claim: 'skill.int', valueIndex: 0, rule: 'type suffix' },
    ])
    await login('_three', { 'skill.int': ['x'] })
    expect((await harness.workers.find('ada@example.com'))?.attributes.skill).toBe(4)
  })
})

test('the clock can be frozen, shifted and reset', async () => {
  await withHarness(async ({ url }) => {
    const clock = `${url}/api/v1/clock`
    expect(await (await send(clock, 'PUT', { now: '2026-11-22T10:00:00Z' })).json()).toEqual({
      now: '2026-11-22T10:00:00.000Z',
      mode: 'frozen',
      offsetSeconds: 0,
    })
    expect(await (await send(clock, 'PUT', { advanceSeconds: 90 })).json()).toMatchObject({
      now: '2026-11-22T10:01:30.000Z',
      mode: 'frozen',
    })
    expect(await (await send(clock, 'PUT', { offsetSeconds: -60 })).json()).toMatchObject({
      mode: 'offset',
      offsetSeconds: -60,
    })
    expect((await send(clock, 'DELETE')).status).toBe(204)
    expect(await (await fetch(clock)).json()).toMatchObject({ mode: 'real', offsetSeconds: 0 })
  })
})

test('info, livez and readyz answer', async () => {
  await withHarness(async ({ url }) => {
    expect(await (await fetch(`${url}/livez`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${url}/api/v1/info`)).json()).toMatchObject({
      name: 'flex-iam-mock',
      version: expect.any(String),
    })
  })
})

test('a path with a trailing slash or different case reaches the ACS, and only that is reported', async () => {
  const { buildResponse, confirmation, faultsOf, ACCOUNT, ISSUER, IDP_CERTIFICATE, NOW } = await import(
    '../support/response.ts'
  )
  await withHarness(async (harness) => {
    harness.clock.freeze(NOW)
    await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
    const slashed = `${harness.acsUrl(ACCOUNT)}/`
    const samlResponse = buildResponse({ destination: slashed, confirmation: confirmation({ recipient: slashed }) })
    expect((await post(slashed, { SAMLResponse: samlResponse })).status).toBe(200)
    const report = await latest(harness)
    expect(faultsOf(report)).toEqual(['acs-path-is-exact', 'in-response-to-known']) // it answers nobody's request
    expect(report.findings.find(({ id }) => id === 'acs-path-is-exact')).toMatchObject({
      difference: 'only a trailing slash differs',
    })
    const upper = `${harness.url}/V1/accounts/${ACCOUNT}/SAML2`
    await post(upper, { SAMLResponse: buildResponse({ assertionId: '_second' }) })
    expect(faultsOf(await latest(harness))).toEqual(['acs-path-is-exact', 'in-response-to-known'])
  })
})

test('a message in the query of a GET is recorded with the wrong binding', async () => {
  await withHarness(async (harness) => {
    const sid = await prepare(harness, BOB)
    const answer = await fetch(
      `${harness.acsUrl(sid)}?SAMLResponse=${encodeURIComponent(BOB.samlResponse)}&RelayState=x`,
    )
    expect(answer.status).toBe(400)
    const report = await latest(harness)
    expect(failedErrors(report)).toEqual(['posted-with-post-binding'])
    expect(JSON.stringify(report.findings)).not.toContain(BOB.samlResponse.slice(0, 100))
  })
})

test('the preview ACS is judged as legacy, and must be the one in the connection', async () => {
  const { buildResponse, conditions, confirmation, ACCOUNT, ISSUER, IDP_CERTIFICATE, NOW } = await import(
    '../support/response.ts'
  )
  const acs = `https://preview.twilio.com/iam/Accounts/${ACCOUNT}/saml2`
  const message = () =>
    buildResponse({
      destination: acs,
      confirmation: confirmation({ recipient: acs }),
      conditions: conditions({ audience: acs }),
    })
  await withHarness(async (harness) => {
    harness.clock.freeze(NOW)
    const door = `${harness.url}/iam/Accounts/${ACCOUNT}/saml2`
    await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
    await post(door, { SAMLResponse: message() })
    expect(failedErrors(await latest(harness))).toEqual(['door-matches-connection'])
    await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE], twilioSsoUrl: 'preview' })
    expect((await post(door, { SAMLResponse: message() })).status).toBe(200)
    const check = { samlResponse: message(), sid: ACCOUNT }
    const checked = await (await send(`${harness.url}/api/v1/check`, 'POST', check)).json()
    expect(checked).toMatchObject({ generation: 'preview', outcome: 'accepted' })
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: buildResponse({ assertionId: '_other' }) })
    expect(failedErrors(await latest(harness))).toEqual(['door-matches-connection'])
    const metadata = await (await fetch(door)).text()
    expect(metadata).toContain(`entityID="${acs}"`)
    expect(metadata).toContain(`Location="${door}"`)
  })
  const settings = { account: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE], now: NOW }
  expect(failedErrors(await checkResponse(message(), { ...settings, generation: 'preview' }))).toEqual([])
  expect(failedErrors(await checkResponse(message(), settings))).toContain('audience-names-entity-id')
})
