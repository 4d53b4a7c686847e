import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, isIPv6, Server as NetServer, type Socket } from 'node:net'
import type { Express } from 'express'
import { createClock } from './clock.ts'
import { readServeConfig, type ServeConfig } from './config.ts'
import { GENERATIONS, type Generation } from './domain/login.ts'
import { HarnessError } from './errors.ts'
import { createLoginEvents, type LoginEvents } from './events/login-events.ts'
import { createWebhooks, type Webhooks } from './events/webhooks.ts'
import { acsPath, ENDPOINTS, entityId, sidPrefixOf } from './flex/endpoints.ts'
import type { FlexIamMock, FlexIamMockEvents } from './flex-iam-mock.ts'
import { forgetEverything } from './http/api/index.ts'
import { createApp } from './http/app.ts'
import type { AppContext, Log } from './http/context.ts'
import { performIdpLogin } from './http/idp/perform-login.ts'
import { createTurns } from './http/idp/turns.ts'
import { createKeyring } from './idp/keyring.ts'
import { deleteConnection, importMetadata, saveConnection, updateConnection } from './login/connections.ts'
import { EXAMINE_AT_ONCE, type Examiner } from './login/examiner.ts'
import { findWorker, requireWorker } from './login/find-worker.ts'
import { listLogins } from './login/login-list.ts'
import { exportHarness, seedHarness } from './login/seed.ts'
import { waitForLogin } from './login/wait.ts'
import { readWorkerHistory } from './login/worker-history.ts'
import { deleteWorker, deleteWorkers, listWorkers } from './login/workers.ts'
import { openStore } from './store/index.ts'
import { RETAINED_EVENTS } from './store/worker-history.ts'
import { VERSION } from './version.ts'

/**
 * Options of `startFlexIamMock`: those of `serve`, but with a free port and a store in memory as defaults, and nothing is
 * read from the environment. `log` is told what happens, without names and addresses; as a default nobody is.
 */
export type FlexIamMockOptions = Partial<ServeConfig> & { log?: Log }

/** Listeners hear of a login in a turn of their own: what one of them throws is nobody's but its own. */
function emitterOf(events: LoginEvents): EventEmitter<FlexIamMockEvents> {
  const emitter = new EventEmitter<FlexIamMockEvents>()
  events.subscribe({
    recorded: ({ report }) => void setImmediate(() => emitter.emit('login', report)),
    forgotten: () => void setImmediate(() => emitter.emit('reset')),
    ended: () => undefined,
  })
  return emitter
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/

/**
 * Starts a harness: the same one as in the container and behind the command line.
 * @throws HarnessError INVALID_CONFIG, STORE_UNAVAILABLE
 */
export const startFlexIamMock = (options: FlexIamMockOptions = {}): Promise<FlexIamMock> =>
  startHarness(options, EXAMINE_AT_ONCE)

/** The same, with what reads its messages; the harness closes it with itself. */
export async function startHarness(
  { log = () => undefined, ...options }: FlexIamMockOptions,
  examiner: Examiner,
): Promise<FlexIamMock> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const config = readServeConfig({ port: 0, db: ':memory:', ...given }, {})
  const store = await openStore(config.db, config.retain)
  const clock = createClock()
  const closeStore = async (error: unknown): Promise<never> => {
    await store.close()
    throw error
  }
  const events = createLoginEvents()
  if (config.seed !== null) await seedHarness({ store, clock, events }, config.seed).catch(closeStore)
  const adminToken =
    config.adminToken ?? (LOOPBACK.test(config.host) || config.open ? null : randomBytes(24).toString('base64url'))
  const webhooks = createWebhooks({
    urls: config.webhook,
    secret: config.webhookSecret ?? '',
    failed: (facts) => log('webhook', { ...facts, dropped: String(facts.dropped) }),
  })
  events.subscribe({ recorded: ({ summary }) => webhooks.send(summary), ended: () => undefined })
  const context = {
    store,
    events,
    examiner,
    clock,
    version: VERSION,
    baseUrl: config.baseUrl,
    trustProxy: config.trustProxy,
    access: { adminToken, open: config.open },
    idp: {
      keyring: createKeyring(config.idpKey),
      users: config.users,
      localUrl: () => localUrl,
      inTurn: createTurns(),
    },
    log,
  }
  const listeners = await listen(createApp(context), config).catch(closeStore)
  const [{ port }] = listeners.map(({ server }) => server.address() as AddressInfo) as [AddressInfo]
  const localUrl = `http://${nameFor(config.host)}:${port}`
  return describeHarness(config.baseUrl ?? localUrl, {
    context,
    localUrl,
    adminToken,
    listeners,
    webhooks,
  })
}

interface Parts {
  context: AppContext
  localUrl: string
  adminToken: string | null
  listeners: Listener[]
  webhooks: Webhooks
}

function describeHarness(url: string, { context, localUrl, adminToken, listeners, webhooks }: Parts): FlexIamMock {
  const { store, events, examiner, clock } = context
  const connections = connectionsOf(context)
  let closing: Promise<void> | undefined
  const close = () => {
    events.end() // who waits is told, so that his request can be answered
    closing ??= closeAll(listeners)
      .then(() => examiner.close())
      .then(() => webhooks.close())
      .then(() => store.close())
    return closing
  }
  return {
    url,
    localUrl,
    adminToken,
    clock,
    acsUrl: (sid, generation) => url + acsPath(generationOf(sid, generation), sid),
    entityId: (sid, generation) => entityId(generationOf(sid, generation), sid),
    connections,
    connect: connections.save,
    waitForLogin: async (criteria = {}, options = {}) => (await waitForLogin(store, events, criteria, options)).login,
    idp: { login: (wish = {}) => performIdpLogin(context, wish) },
    logins: {
      find: (id) => store.loadReport(id),
      latest: () => store.loadLatestReport(),
      list: (filter = {}) => listLogins(store, filter),
    },
    events: emitterOf(events),
    workers: workersOf(context),
    seed: (document) => seedHarness(context, document),
    export: () => exportHarness(store, clock),
    reset: () => forgetEverything({ store, clock, events }),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function connectionsOf({ store, clock }: AppContext): FlexIamMock['connections'] {
  return {
    save: async (input) => (await saveConnection(store, input, clock.now())).connection,
    find: (sid) => store.loadConnection(sid),
    list: () => store.listConnections(),
    update: (sid, changes) => updateConnection(store, sid, changes, clock.now()),
    importMetadata: async (sid, metadata) =>
      (await importMetadata(store, sid, Buffer.from(metadata), clock.now())).connection,
    delete: (sid) => deleteConnection(store, sid),
  }
}

function workersOf(context: AppContext): FlexIamMock['workers'] {
  const { store } = context
  return {
    find: (sidOrName, account) => findWorker(store, sidOrName, account),
    list: async (filter = {}) => (await listWorkers(store, filter)).workers,
    history: async (sidOrName, account) => {
      const { sid } = await requireWorker(store, sidOrName, account)
      return (await readWorkerHistory(store, sid, { limit: RETAINED_EVENTS })).history
    },
    delete: (sidOrName, account) => deleteWorker(context, sidOrName, account),
    deleteAll: (account) => deleteWorkers(context, account),
  }
}

/** The generation whose door is meant: that of the SID, unless it is named. @throws HarnessError INVALID_REQUEST */
function generationOf(sid: string, wanted?: Generation): Generation {
  const prefix = sidPrefixOf(sid)
  if (prefix === null) {
    const hint = 'Use AC or JQ and 32 hexadecimal digits.'
    throw new HarnessError('INVALID_REQUEST', `'${sid}' is no SID of a tenant.`, hint)
  }
  const possible = GENERATIONS.filter((generation) => ENDPOINTS[generation].sidPrefix === prefix)
  const generation = wanted === undefined ? possible[0] : possible.find((each) => each === wanted)
  if (generation) return generation
  const hint = `Use ${possible.join(' or ')}.`
  throw new HarnessError('INVALID_REQUEST', `${sid} has no door of the generation '${wanted}'.`, hint)
}

/** The names of loopback that mean both families; any other address is taken by itself. */
const BOTH_FAMILIES = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])
const ANY_ADDRESS = new Set(['0.0.0.0', '::', '[::]'])

/** The host of a URL that reaches a listening address from this machine. */
function nameFor(host: string): string {
  if (BOTH_FAMILIES.has(host) || ANY_ADDRESS.has(host)) return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}

/** Loopback means both families: `localhost` may be either. Elsewhere, and where ::1 is not to be had, one address. */
async function listen(app: Express, { host, port }: Pick<ServeConfig, 'host' | 'port'>): Promise<Listener[]> {
  const loopback = BOTH_FAMILIES.has(host)
  const first = await listenOn(app, loopback ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''), port)
  if (!loopback) return [first]
  const taken = (first.server.address() as AddressInfo).port
  const second = await listenOn(app, '::1', taken).catch(async (error) => {
    if (port === 0 || isUnavailable(error)) return null
    await closeAll([first])
    throw error
  })
  return second ? [first, second] : [first]
}

const isUnavailable = (error: { cause?: { code?: string } }) =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.cause?.code ?? '')

/** A server, and the connections that it has open. */
interface Listener {
  server: Server
  sockets: Set<Socket>
}

function listenOn(app: Express, host: string, port: number): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer(app)
    const sockets = new Set<Socket>()
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    server.once('error', (cause) => {
      const hint = 'Choose another --port (0 takes a free one) or --host.'
      reject(
        new HarnessError('INVALID_CONFIG', `Cannot listen on ${host} port ${port}: ${cause.message}`, hint, { cause }),
      )
    })
    server.listen(port, host, () => resolve({ server, sockets }))
  })
}

const GRACE_MS = 20
const DRAIN_MS = 5_000

/**
 * Lets requests under way be answered. Connections that only wait are closed after a moment, in which a request that is
 * on its way can still arrive; those that take too long are cut.
 */
async function closeAll(listeners: Listener[]): Promise<void> {
  await Promise.all(
    listeners.map(async ({ server, sockets }) => {
      server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'))
      // http's own close would cut connections whose request has been sent and not yet read.
      const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
      const sweepNow = () => {
        server.closeIdleConnections()
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy() // never asked for anything
      }
      // Behind what has arrived: after a long turn of the loop the timer is due before sockets are read.
      const sweep = setInterval(() => setImmediate(sweepNow), GRACE_MS)
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearInterval(sweep)
      clearTimeout(cut)
      server.close() // ends http's own timers
    }),
  )
}
