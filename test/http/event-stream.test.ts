import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { type AnnouncedLogin, createLoginEvents } from '../../src/app/events/login-events.ts'
import type { LoginSummary } from '../../src/core/domain/report.ts'
import { createApp } from '../../src/edge/http/app.ts'
import type { AppContext } from '../../src/edge/http/context.ts'
import { readEvents } from '../../src/edge/http/routes/events.ts'
import { openStore } from '../../src/store/index.ts'
import { accessOf } from '../support/access.ts'

/** The route alone, with events that the test makes and a count of who listens. */
async function withStream(
  run: (stream: {
    connect(): Promise<IncomingMessage>
    announce(length: number): void
    listeners(): number
  }) => Promise<void>,
) {
  const store = await openStore(':memory:')
  const events = createLoginEvents()
  let [listeners, cursor] = [0, 0]
  const subscribe: typeof events.subscribe = (listener) => {
    const unsubscribe = events.subscribe(listener)
    listeners += 1
    return () => {
      listeners -= 1
      unsubscribe()
    }
  }
  const context = { store, events: { ...events, subscribe }, trustProxy: null, baseUrl: null, access: accessOf() }
  const server = createServer(createApp(context as unknown as AppContext, [readEvents])).listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const connect = () =>
    new Promise<IncomingMessage>((resolve) => get(`http://localhost:${port}/api/v1/events`, resolve))
  const announce = (length: number) => {
    cursor += 1
    events.announce({
      cursor,
      summary: { id: `${cursor}`, nameId: 'x'.repeat(length) } as LoginSummary,
    } as AnnouncedLogin)
  }
  try {
    await run({ connect, announce, listeners: () => listeners })
  } finally {
    server.closeAllConnections()
    server.close()
    await store.close()
  }
}

const turn = () => new Promise((done) => setTimeout(done, 2))
const until = async (isSo: () => boolean) => {
  for (let tries = 0; !isSo() && tries < 1_000; tries += 1) await turn()
}

const MEBIBYTE = 1_048_576

test('a client that does not read is disconnected, and one that reads gets everything', () =>
  withStream(async ({ connect, announce, listeners }) => {
    const [stuck, reading] = [await connect(), await connect()]
    let heard = 0
    reading.on('data', (piece: Buffer) => {
      heard += piece.length
    })
    let announced = 0
    for (; listeners() > 1 && announced < 500; announced += 1) {
      announce(MEBIBYTE / 16)
      await turn()
    }
    expect(announced).toBeLessThan(500) // the rest of 32 MiB is what the operating system takes
    await until(() => heard >= (announced * MEBIBYTE) / 16)
    expect(heard).toBeGreaterThan((announced * MEBIBYTE) / 16)
    expect(listeners()).toBe(1)
    stuck.destroy()
    reading.destroy()
  }))

test('a client that disconnects is unsubscribed', () =>
  withStream(async ({ connect, announce, listeners }) => {
    const clients = await Promise.all(Array.from({ length: 20 }, connect))
    expect(listeners()).toBe(20)
    for (const client of clients) client.destroy()
    await until(() => listeners() === 0)
    announce(1)
    expect(listeners()).toBe(0)
  }))
