import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { type FlexIamMock, type Report, type SeedDocument, startFlexIamMock } from '../../src/index.ts'
import { latest, post, send } from '../support/harness.ts'
import { ACCOUNT, buildResponse, conditions, confirmation, IDP_CERTIFICATE, ISSUER, NOW } from '../support/response.ts'
import { sdk } from '../support/taskrouter.ts'

/** Nothing here takes as long. */
const A_WHILE_MS = 60_000
const HOUR = 3_600

/** Every way to make the clock show a time, over HTTP. */
const WAYS: [way: string, set: (at: Date, machine: number) => object[]][] = [
  ['frozen', (at) => [{ now: at.toISOString() }]],
  ['frozen and advanced', (at) => [{ now: new Date(at.getTime() - HOUR * 1_000) }, { advanceSeconds: HOUR }]],
  ['shifted', (at, machine) => [{ offsetSeconds: (at.getTime() - machine) / 1_000 }]],
  [
    'running and moved on',
    (at, machine) => [{ offsetSeconds: 0 }, { advanceSeconds: (at.getTime() - machine) / 1_000 }],
  ],
]

type SetTo = (harness: FlexIamMock, at: string) => Promise<void>

const setBy =
  (set: (at: Date, machine: number) => object[]): SetTo =>
  async ({ url }, at) => {
    for (const body of set(new Date(at), Date.now())) {
      const answer = await send(`${url}/api/v1/clock`, 'PUT', body)
      expect(answer.status).toBe(200)
    }
  }

async function connected(): Promise<FlexIamMock> {
  const harness = await startFlexIamMock()
  const ssoUrl = 'https://idp.example.com/sso'
  await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE], ssoUrl })
  return harness
}

async function signIn(harness: FlexIamMock, message: string): Promise<Report> {
  await post(harness.acsUrl(ACCOUNT), { SAMLResponse: message })
  return latest(harness)
}

const statusOf = ({ findings }: Report, check: string) => findings.find(({ id }) => id === check)?.status

/** Says of each named time whether it is what the clock showed a moment ago. */
function expectTimes(times: Record<string, unknown>, at: string): void {
  const late = Object.entries(times).filter(([, time]) => {
    const passed = new Date(time as string).getTime() - Math.floor(Date.parse(at) / 1_000) * 1_000
    return !(passed >= 0 && passed < A_WHILE_MS)
  })
  expect(late).toEqual([])
}

/** A message that holds from a minute before a time to five minutes after it. */
function messageOf(assertionId: string, at: string, inResponseTo: string | null = null): string {
  const [notBefore, notOnOrAfter] = [-60, 300].map((seconds) =>
    new Date(Date.parse(at) + seconds * 1_000).toISOString(),
  )
  const extra = inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`
  return buildResponse({
    assertionId,
    inResponseTo,
    confirmation: confirmation({ notOnOrAfter: notOnOrAfter ?? '', extra }),
    conditions: conditions({ notBefore: notBefore ?? '', notOnOrAfter: notOnOrAfter ?? '' }),
  })
}

/** Follows the login link, and gives the AuthnRequest. */
async function beginLogin({ url }: FlexIamMock): Promise<string> {
  const answer = await fetch(`${url}/login/${ACCOUNT}`, { redirect: 'manual' })
  const request = new URL(answer.headers.get('location') ?? '').searchParams.get('SAMLRequest') ?? ''
  return inflateRawSync(Buffer.from(request, 'base64')).toString()
}

const partOf = (xml: string, attribute: string) => new RegExp(` ${attribute}="([^"]*)"`).exec(xml)?.[1] ?? ''

describe.each(WAYS)('a clock that is %s', (_way, set) => {
  const setTo = setBy(set)

  test('is the source of every time in an answer', async () => {
    await using harness = await connected()
    await setTo(harness, NOW)
    await harness.connect({
      sid: ACCOUNT,
      idpIssuer: ISSUER,
      certificates: [IDP_CERTIFICATE],
      ssoUrl: 'https://idp.example.com/sso',
      defaultRedirectUrl: 'https://flex.example.com/',
    })
    const request = await beginLogin(harness)
    const answer = await post(harness.acsUrl(ACCOUNT), { SAMLResponse: messageOf('_a', NOW) }, 'text/html')
    const report = await latest(harness)
    expect(report.outcome).toBe('accepted')
    const landing = new URL(answer.headers.get('location') ?? '')
    const worker = await harness.workers.find('ada@example.com')
    const { workspace } = sdk(harness)
    const [, available] = await workspace.activities.list()
    const made = await workspace.workers.create({ friendlyName: 'grace' })
    const moved = await workspace.workers(made.sid).update({ activitySid: available?.sid ?? '' })
    const channel = await workspace.workers(made.sid).workerChannels('voice').update({ capacity: 2 })
    await harness.seed({ workers: [{ accountSid: ACCOUNT, friendlyName: 'bob' }] } satisfies SeedDocument)
    const bob = await harness.workers.find('bob')
    const checked = await send(`${harness.url}/api/v1/check`, 'POST', {
      sid: ACCOUNT,
      samlResponse: messageOf('_b', NOW),
    })
    const expiration = new Date(landing.searchParams.get('Expiration') ?? '').getTime()
    expectTimes(
      {
        receivedAt: report.receivedAt,
        judgedAt: report.judged.now,
        expirationOfToken: new Date(expiration - HOUR * 1_000).toISOString(),
        issueInstant: partOf(request, 'IssueInstant'),
        createdAt: worker?.createdAt,
        updatedAt: worker?.updatedAt,
        dateCreated: made.dateCreated,
        dateUpdated: moved.dateUpdated,
        dateStatusChanged: moved.dateStatusChanged,
        channel: channel.dateUpdated,
        seeded: bob?.createdAt,
        check: ((await checked.json()) as Report).judged.now,
        login: (await harness.workers.history('ada@example.com'))[0]?.at,
        edit: (await harness.workers.history('grace'))[0]?.at,
        seed: (await harness.workers.history('bob'))[0]?.at,
        summary: ((await (await fetch(`${harness.url}/api/v1/logins`)).json()) as { logins: Report[] }).logins[0]
          ?.receivedAt,
        info: ((await (await fetch(`${harness.url}/api/v1/info`)).json()) as { clock: { now: string } }).clock.now,
      },
      NOW,
    )
  })

  test('expires an AuthnRequest after an hour', async () => {
    const answered = async (later: string) => {
      await using harness = await connected()
      await setTo(harness, NOW)
      const id = partOf(await beginLogin(harness), 'ID')
      await setTo(harness, later)
      return statusOf(await signIn(harness, messageOf('_a', later, id)), 'in-response-to-known')
    }
    expect([await answered('2026-12-01T10:58:00Z'), await answered('2026-12-01T11:02:00Z')]).toEqual(['pass', 'fail'])
  })

  test('forgets a used assertion a day after it expires', async () => {
    const replayed = async (later: string) => {
      await using harness = await connected()
      const message = messageOf('_a', NOW)
      await setTo(harness, NOW)
      expect((await signIn(harness, message)).outcome).toBe('accepted')
      await setTo(harness, later)
      expect((await signIn(harness, messageOf('_b', later))).outcome).toBe('accepted') // each login forgets
      await setTo(harness, NOW)
      return statusOf(await signIn(harness, message), 'assertion-not-replayed')
    }
    expect([await replayed('2026-12-02T09:00:00Z'), await replayed('2026-12-02T11:00:00Z')]).toEqual(['fail', 'pass'])
  })

  test('decides whether certificates and metadata are valid', async () => {
    await using harness = await connected()
    const validity = async (at: string) => {
      await setTo(harness, at)
      return statusOf(await signIn(harness, messageOf(`_${at.slice(0, 4)}`, at)), 'signing-certificate-in-validity')
    }
    const years = ['2026-10-01T00:00:00Z', NOW, '2050-01-01T00:00:00Z']
    expect([await validity(years[0] ?? ''), await validity(NOW), await validity(years[2] ?? '')]).toEqual([
      'fail',
      'pass',
      'fail',
    ])
    const key = IDP_CERTIFICATE.replace(/-----[^-]+-----|\s/g, '')
    const metadata = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ISSUER}" validUntil="2049-01-01T00:00:00Z"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${key}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>`
    const describe = async () => {
      const init = { method: 'POST', headers: { 'content-type': 'application/xml' }, body: metadata }
      return (await fetch(`${harness.url}/api/v1/connections/${ACCOUNT}/metadata`, init)).status
    }
    expect(await describe()).toBe(400)
    await setTo(harness, NOW)
    expect(await describe()).toBe(200)
  })

  test('does not affect what-if, which judges at the time of the login unless another time is given', async () => {
    await using harness = await connected()
    await setTo(harness, NOW)
    const { id, outcome } = await signIn(harness, messageOf('_a', NOW))
    expect(outcome).toBe('accepted')
    await setTo(harness, '2026-12-05T10:00:00Z')
    const ask = async (changes: object) => {
      const answer = await send(`${harness.url}/api/v1/logins/${id}/what-if`, 'POST', { changes })
      return ((await answer.json()) as { report: Report }).report
    }
    const asThen = await ask({})
    expectTimes({ now: asThen.judged.now }, NOW)
    expect(asThen.outcome).toBe('accepted')
    expect((await ask({ now: '2026-12-05T10:00:00Z' })).outcome).toBe('rejected')
  })
})

test('waiting takes real time, regardless of the clock', async () => {
  await using harness = await connected()
  harness.clock.freeze(NOW)
  await expect(harness.waitForLogin({}, { timeout: 50 })).rejects.toMatchObject({ code: 'LOGIN_TIMEOUT' })
})
