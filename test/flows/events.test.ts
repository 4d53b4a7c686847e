import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { Worker, WorkerChange } from '../../src/core/domain/worker.ts'
import type { FlexIamMock, FlexIamMockOptions, LoginSummary } from '../../src/index.ts'
import { send, withHarness } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'
import { sdk } from '../support/taskrouter.ts'

const withIdp = (run: (harness: FlexIamMock) => Promise<void>, options: FlexIamMockOptions = {}) =>
  withHarness(run, { idpKey: IDP_KEY, ...options })
const login = async (harness: FlexIamMock, sid: string = TENANTS.enhanced) => (await harness.idp.login({ sid })).id

interface Event {
  id: string | null
  event: string
  data: unknown
}

/** A client that reads events until it is told to stop. */
async function listen({ url }: FlexIamMock, query = '', headers: Record<string, string> = {}) {
  const answer = await new Promise<IncomingMessage>((resolve) => {
    get(`${url}/api/v1/events${query}`, { headers }, resolve)
  })
  const heard = { text: '', ended: false }
  answer.setEncoding('utf8').on('data', (piece) => {
    heard.text += piece
  })
  answer.on('close', () => {
    heard.ended = true
  })
  const all = (): Event[] =>
    heard.text.split('\n\n').flatMap((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null
      const event = field('event')
      return event === null ? [] : [{ id: field('id'), event, data: JSON.parse(field('data') ?? 'null') }]
    })
  const events = () => all().filter(({ event }) => event !== 'worker')
  const workers = () => all().filter(({ event }) => event === 'worker')
  const untilIt = async (isSo: () => boolean) => {
    for (let tries = 0; !isSo() && tries < 1_000; tries += 1) await new Promise((done) => setTimeout(done, 5))
    return events()
  }
  const until = (count: number) => untilIt(() => events().length >= count)
  const untilEvent = (isIt: (event: Event) => boolean) => untilIt(() => events().some(isIt))
  const untilText = async (pattern: RegExp) => {
    await untilIt(() => pattern.test(heard.text))
    return pattern.exec(heard.text)
  }
  const untilWorkers = async (count: number) => {
    await untilIt(() => workers().length >= count)
    return workers().map(({ data }) => data as WorkerChange)
  }
  return { answer, heard, events, until, untilIt, untilWorkers, untilEvent, untilText, stop: () => answer.destroy() }
}

const idsOf = (events: Event[]) => events.map(({ data }) => (data as LoginSummary).id)

test('a login is sent when it is recorded, with the Summary of the list', () =>
  withIdp(async (harness) => {
    const client = await listen(harness)
    expect(client.answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
    })
    const id = await login(harness)
    const [event] = await client.until(1)
    const { logins } = (await (await fetch(`${harness.url}/api/v1/logins`)).json()) as { logins: LoginSummary[] }
    expect(event).toEqual({ id, event: 'login', data: logins[0] })
    expect(event?.data).toMatchObject({ id })
    expect(client.heard.text).toMatch(/^retry: \d+\n\n/)
    client.stop()
  }))

test('a client resumes after its last event, even after a restart', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'events.db')
  const ids: (string | null)[] = []
  let last = ''
  await withIdp(
    async (harness) => {
      const client = await listen(harness)
      ids.push(await login(harness), await login(harness), await login(harness))
      last = (await client.until(3))[0]?.id ?? ''
      client.stop()
    },
    { db },
  )
  await withIdp(
    async (harness) => {
      const client = await listen(harness, '', { 'last-event-id': last })
      expect(idsOf(await client.until(2))).toEqual(ids.slice(1))
      ids.push(await login(harness))
      expect(idsOf(await client.until(3))).toEqual(ids.slice(1))
      const other = await listen(harness, `?lastEventId=${last}`)
      expect(idsOf(await other.until(3))).toEqual(ids.slice(1))
      for (const each of [client, other]) each.stop()
    },
    { db },
  )
})

test('a client that has received no event resumes where it connected', () =>
  withIdp(async (harness) => {
    for (const before of [[], [await login(harness)]]) {
      const client = await listen(harness)
      const [, at = ''] = (await client.untilText(/^id: (.+)\n\n/m)) ?? []
      client.stop()
      const missed = await login(harness)
      const again = await listen(harness, '', { 'last-event-id': at })
      expect([before.length, idsOf(await again.until(1))]).toEqual([before.length, [missed]])
      again.stop()
    }
  }))

test('a gap is reported, and the remaining logins follow', () =>
  withIdp(
    async (harness) => {
      const ids: (string | null)[] = []
      for (let count = 0; count < 4; count += 1) ids.push(await login(harness))
      const heard = async (lastEventId: string) => {
        const client = await listen(harness, '', { 'last-event-id': lastEventId })
        await client.until(lastEventId === ids[2] ? 1 : 3)
        client.stop()
        return client.events()
      }
      for (const gone of [ids[1] ?? '', '0', '1', '999999', 'nonsense']) {
        const [gap, ...events] = await heard(gone)
        expect(gap).toEqual({ id: null, event: 'gap', data: { lastEventId: gone } })
        expect(idsOf(events)).toEqual(ids.slice(2))
      }
      expect(idsOf(await heard(ids[2] ?? ''))).toEqual(ids.slice(3))
    },
    { retain: 2 },
  ))

test('a different store is reported as a gap, regardless of its number of logins', async () => {
  let last = ''
  await withIdp(async (harness) => {
    last = (await login(harness)) ?? ''
  })
  await withIdp(async (harness) => {
    const ids = [await login(harness), await login(harness)]
    const client = await listen(harness, '', { 'last-event-id': last })
    const [gap, ...events] = await client.until(3)
    expect([gap?.event, idsOf(events)]).toEqual(['gap', ids])
    client.stop()
  })
})

test('logins that a reset deleted are not sent after it', () =>
  withIdp(async (harness) => {
    for (let count = 0; count < 10; count += 1) await login(harness)
    const clients = await Promise.all(Array.from({ length: 5 }, () => listen(harness, '?lastEventId=0')))
    await harness.reset()
    const id = await login(harness)
    for (const client of clients) {
      const events = await client.untilEvent(({ data }) => (data as LoginSummary).id === id)
      const reset = events.findIndex(({ event }) => event === 'reset')
      expect(idsOf(events.slice(reset + 1))).toEqual([id])
      client.stop()
    }
  }))

test('two tenants get only their own logins, and both get a reset', () =>
  withIdp(async (harness) => {
    const other = `JQ${'e'.repeat(32)}`
    const byConnection = await listen(harness, `?connection=${TENANTS.enhanced}`)
    const byAccount = await listen(harness, `?account=AC${'e'.repeat(32)}`)
    const [mine, theirs] = [await login(harness), await login(harness, other)]
    await harness.reset()
    expect((await byConnection.until(2)).map(({ event }) => event)).toEqual(['login', 'reset'])
    expect((await byAccount.until(2)).map(({ event }) => event)).toEqual(['login', 'reset'])
    expect([idsOf(byConnection.events())[0], idsOf(byAccount.events())[0]]).toEqual([mine, theirs])
    for (const each of [byConnection, byAccount]) each.stop()
  }))

test('the reset of a tenant is sent only to clients of that tenant', () =>
  withIdp(async (harness) => {
    const [account, other] = [`AC${TENANTS.enhanced.slice(2)}`, `JQ${'e'.repeat(32)}`]
    const untold = await listen(harness, `?connection=${other}`)
    const told = await Promise.all(
      ['', `?account=${account}`, `?connection=${TENANTS.enhanced}`].map((query) => listen(harness, query)),
    )
    const waiting = harness.waitForLogin({ connection: other, outcome: 'rejected' })
    const theirs = [await login(harness, other)]
    await login(harness)
    await harness.reset({ account })
    await harness.reset({ connection: TENANTS.enhanced })
    theirs.push((await harness.idp.login({ sid: other, fault: 'audience-with-slash' })).id)
    expect((await waiting).id).toBe(theirs[1])
    for (const client of told) {
      await client.untilIt(() => client.events().filter(({ event }) => event === 'reset').length === 2)
      const resets = client.events().filter(({ event }) => event === 'reset')
      expect(resets.map(({ data }) => data)).toEqual([
        { account, connection: null },
        { account, connection: TENANTS.enhanced },
      ])
      client.stop()
    }
    expect(await untold.until(2)).toMatchObject(theirs.map((id) => ({ event: 'login', id })))
    const later = await listen(harness, '', { 'last-event-id': '0' })
    expect(idsOf(await later.until(2))).toEqual(theirs)
    for (const each of [untold, later]) each.stop()
  }))

test('a client that catches up during the reset of a tenant gets all logins of the others', () =>
  withIdp(async (harness) => {
    const other = `JQ${'e'.repeat(32)}`
    const ids: (string | null)[] = []
    for (let count = 0; count < 10; count += 1) {
      await login(harness)
      ids.push(await login(harness, other))
    }
    const clients = await Promise.all(Array.from({ length: 5 }, () => listen(harness, '?lastEventId=0')))
    await harness.reset({ connection: TENANTS.enhanced })
    ids.push(await login(harness, other))
    for (const client of clients) {
      const events = await client.untilEvent(({ id }) => id === ids.at(-1))
      const logins = events.filter(
        ({ data }) => (data as LoginSummary).connection === other && (data as LoginSummary).id,
      )
      expect(idsOf(logins)).toEqual(ids)
      client.stop()
    }
  }))

test('nothing is sent twice or omitted while a client catches up', () =>
  withIdp(async (harness) => {
    const ids = [await login(harness)]
    const logins = Array.from({ length: 20 }, () => login(harness))
    const client = await listen(harness, '', { 'last-event-id': '0' })
    ids.push(...(await Promise.all(logins)))
    expect(idsOf(await client.until(21)).sort()).toEqual(ids.sort())
    client.stop()
  }))

test('worker events, by login and over REST, follow the login that caused them', () =>
  withIdp(async (harness) => {
    const client = await listen(harness)
    const ids = [await login(harness), await login(harness)]
    const [{ sid, friendlyName, accountSid: account }] = (await harness.workers.list()) as [Worker]
    const remote = sdk(harness, account).workspace.workers
    const made = await remote.create({ friendlyName: 'grace' })
    await remote.get(made.sid).update({ attributes: '{}' })
    await remote.get(made.sid).workerChannels('voice').update({ capacity: 2 })
    await remote.get(made.sid).remove()
    await harness.workers.delete(sid)
    await harness.workers.deleteAll()
    await harness.reset()
    const [ada, grace] = [
      { account, worker: { sid, friendlyName } },
      { account, loginId: null, worker: { sid: made.sid, friendlyName: 'grace' } },
    ]
    expect(await client.untilWorkers(8)).toEqual([
      { action: 'created', by: 'login', loginId: ids[0], ...ada },
      { action: 'updated', by: 'login', loginId: ids[1], ...ada },
      { action: 'created', by: 'taskrouter', ...grace },
      { action: 'updated', by: 'taskrouter', ...grace },
      { action: 'updated', by: 'taskrouter', ...grace },
      { action: 'deleted', by: 'taskrouter', ...grace },
      { action: 'deleted', by: 'api', loginId: null, ...ada },
      { action: 'deleted', by: 'api', loginId: null, account: null, worker: null },
    ])
    expect(client.heard.text.match(/^event: .*$/gm)?.slice(0, 4)).toEqual(
      ['login', 'worker', 'login', 'worker'].map((name) => `event: ${name}`),
    )
    client.stop()
  }))

test('a rejected login changes no worker and sends no worker event', () =>
  withIdp(async (harness) => {
    const client = await listen(harness)
    await harness.idp.login({ fault: 'no-claims' })
    const { id } = await harness.idp.login()
    expect((await client.untilWorkers(1)).map(({ loginId }) => loginId)).toEqual([id])
    client.stop()
  }))

test('a seed sends an event for one worker by name, or one for several, and none for unchanged workers', () =>
  withIdp(async (harness) => {
    const client = await listen(harness)
    const accountSid = `AC${'a'.repeat(32)}`
    const workers = ['ada', 'grace', 'kim'].map((friendlyName) => ({ accountSid, friendlyName, attributes: {} }))
    await harness.seed({ workers: workers.slice(0, 1) })
    await harness.seed({ workers: workers.slice(0, 1) })
    await send(`${harness.url}/api/v1/seed`, 'PUT', { workers })
    const told = { by: 'seed', account: accountSid, loginId: null }
    expect(await client.untilWorkers(2)).toEqual([
      { ...told, action: 'created', worker: { sid: expect.stringMatching(/^WK/), friendlyName: 'ada' } },
      { ...told, action: 'updated', worker: null },
    ])
    client.stop()
  }))

test('a tenant gets only the workers of its own account', () =>
  withIdp(async (harness) => {
    const [mine, theirs] = [`AC${'a'.repeat(32)}`, `AC${'b'.repeat(32)}`]
    const [saved, unsaved] = [`JQ${'c'.repeat(32)}`, `JQ${'a'.repeat(32)}`]
    await harness.connect({ sid: saved, accountSid: mine })
    const queries = [`?account=${mine}`, `?connection=${saved}`, `?connection=${unsaved}`]
    const clients = await Promise.all(queries.map((query) => listen(harness, query)))
    for (const account of [theirs, mine]) await sdk(harness, account).workspace.workers.create({ friendlyName: 'ada' })
    for (const account of [theirs, mine]) await harness.workers.deleteAll(account)
    for (const client of clients) {
      expect(await client.untilWorkers(2)).toMatchObject([
        { action: 'created', account: mine },
        { action: 'deleted', account: mine, worker: null },
      ])
      client.stop()
    }
  }))

test('streams end when the harness is closed, HEAD has none, and an invalid query is refused', async () => {
  let ended = { ended: false }
  await withIdp(async (harness) => {
    const client = await listen(harness)
    ended = client.heard
    const refused = await fetch(`${harness.url}/api/v1/events?worker=ada`)
    expect(refused.status).toBe(400)
    await refused.text()
    const head = await fetch(`${harness.url}/api/v1/events`, { method: 'HEAD' })
    expect(head.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await head.text()).toBe('')
  })
  expect(ended.ended).toBe(true)
})

/** A receiver of webhooks that answers as it is told. */
async function withReceiver(
  statusOf: (count: number) => number,
  run: (url: string, received: { headers: IncomingMessage['headers']; body: string }[]) => Promise<void>,
) {
  const received: { headers: IncomingMessage['headers']; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    received.push({ headers: request.headers, body })
    response.writeHead(statusOf(received.length), { location: 'http://localhost:1/elsewhere' }).end()
  }).listen(0)
  await once(server, 'listening')
  try {
    await run(`http://localhost:${(server.address() as AddressInfo).port}/hook`, received)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

test('each login is delivered to the webhook, signed as Standard Webhooks defines it, and retried', () =>
  withReceiver(
    (count) => (count === 1 ? 503 : 204),
    async (webhook, received) => {
      const ids: (string | null)[] = []
      await withIdp(
        async (harness) => {
          harness.clock.freeze('2026-12-01T10:00:00Z')
          ids.push(await login(harness))
          for (let tries = 0; received.length < 2 && tries < 400; tries += 1)
            await new Promise((done) => setTimeout(done, 10))
        },
        { webhook: [webhook], webhookSecret: SECRET },
      )
      expect(received).toHaveLength(2)
      const [first, second] = received
      expect(first?.body).toBe(second?.body)
      expect(JSON.parse(second?.body ?? '')).toMatchObject({ type: 'login', data: { id: ids[0], outcome: 'accepted' } })
      const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = second?.headers ?? {}
      expect(id).toBe(`msg_${ids[0]}`)
      expect(Math.abs(Number(at) - Date.now() / 1_000)).toBeLessThan(60)
      const key = Buffer.from(SECRET.slice(6), 'base64')
      expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${at}.${second?.body}`).digest('base64')}`)
    },
  ))

test('pending deliveries are still made when the harness is closed, in order', () =>
  withReceiver(
    () => 200,
    async (webhook, received) => {
      const ids: (string | null)[] = []
      await withIdp(
        async (harness) => {
          for (let count = 0; count < 5; count += 1) ids.push(await login(harness))
        },
        { webhook, webhookSecret: SECRET } as never,
      )
      expect(received.map(({ body }) => JSON.parse(body).data.id)).toEqual(ids)
    },
  ))

test('a receiver that redirects or is unreachable does not delay logins, and redirects are not followed', () =>
  withReceiver(
    () => 302,
    async (webhook, received) => {
      const logged: unknown[] = []
      const begun = performance.now()
      await withIdp(
        async (harness) => {
          expect(await login(harness)).toEqual(expect.any(String))
          expect(performance.now() - begun).toBeLessThan(4_000)
        },
        {
          webhook: [webhook, 'http://localhost:1/nobody'],
          webhookSecret: SECRET,
          log: (event, facts) => event === 'webhook' && logged.push(facts),
        },
      )
      expect(received.length).toBeGreaterThan(0)
      expect(JSON.stringify(logged)).not.toMatch(/hook"|nobody|example\.com/)
    },
  ))

test('the library emits logins and resets, and a listener that throws does not affect a login', () =>
  withIdp(async (harness) => {
    const heard: unknown[] = []
    harness.events.on('login', (report) => heard.push(report)).on('reset', () => heard.push('reset'))
    const report = await harness.idp.login()
    await harness.reset()
    const [after] = await Promise.all([once(harness.events, 'login'), harness.idp.login()])
    expect(heard).toEqual([report, 'reset', ...after])
  }))
