import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import {
  deleteConnection,
  importMetadata,
  saveConnection,
  updateConnection,
} from '../../app/connections/connections.ts'
import { createLoginEvents, type LoginEvents } from '../../app/events/login-events.ts'
import { createWebhooks, type Webhooks } from '../../app/events/webhooks.ts'
import { createTurns } from '../../app/idp/keyed-mutex.ts'
import { createKeyring } from '../../app/idp/keyring.ts'
import { INLINE_READER, type MessageReader } from '../../app/reading/message-reader.ts'
import { createClock } from '../../app/state/clock.ts'
import { resetHarness } from '../../app/state/reset.ts'
import { exportHarness, seedHarness } from '../../app/state/seed.ts'
import { listLogins } from '../../app/waiting/login-list.ts'
import { waitForLogin } from '../../app/waiting/wait.ts'
import { findWorker, requireWorker } from '../../app/workers/find-worker.ts'
import { readWorkerHistory } from '../../app/workers/worker-history.ts'
import { deleteWorker, deleteWorkers, listWorkers } from '../../app/workers/workers.ts'
import { GENERATIONS, type Generation } from '../../core/domain/login.ts'
import { sidPrefixOf } from '../../core/domain/sid.ts'
import { HarnessError } from '../../core/errors.ts'
import { acsPath, ENDPOINTS, entityId } from '../../core/flex/endpoints.ts'
import { openStore } from '../../store/index.ts'
import { RETAINED_EVENTS } from '../../store/worker-history.ts'
import { VERSION } from '../../version.ts'
import { type ReadConfig, readServeConfig, type ServeConfig } from '../config.ts'
import { createApp } from '../http/app.ts'
import type { AppContext, Log } from '../http/context.ts'
import { createEntrance, type Entrance } from '../http/enter/entrance.ts'
import { performIdpLogin } from '../http/idp/perform-login.ts'
import { type Listening, listen } from '../http/listen.ts'
import type { FlexIamMock, FlexIamMockEvents } from './handle.ts'

/**
 * Options of `startFlexIamMock`: those of `serve`, but with a free port and a store in memory as defaults. Nothing is read
 * from the environment. `log` receives what happens, without names and addresses. By default nothing is logged.
 */
export type FlexIamMockOptions = Partial<ServeConfig> & { log?: Log }

/** Listeners run in their own turn of the event loop, so that an error in one of them does not affect the login. */
function emitterOf(events: LoginEvents): EventEmitter<FlexIamMockEvents> {
  const emitter = new EventEmitter<FlexIamMockEvents>()
  events.subscribe({
    recorded: ({ report }) => void setImmediate(() => emitter.emit('login', report)),
    forgotten: (scope) => void setImmediate(() => emitter.emit('reset', scope)),
    ended: () => undefined,
  })
  return emitter
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/

/**
 * Starts a harness: the same one that the container and the command line run.
 * @throws HarnessError INVALID_CONFIG, STORE_UNAVAILABLE
 */
export const startFlexIamMock = (options: FlexIamMockOptions = {}): Promise<FlexIamMock> =>
  startHarness(options, INLINE_READER)

/** The same, with a message reader, which the harness closes when it is closed, and with sessions for browsers. */
export async function startHarness(
  { log = () => undefined, ...options }: FlexIamMockOptions,
  examiner: MessageReader,
  entrance: Entrance = createEntrance(),
): Promise<FlexIamMock> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const config = readServeConfig({ port: 0, db: ':memory:', ...given }, {})
  const store = await openStore(config.db, config.retain).catch(giveUp(examiner))
  const clock = createClock()
  const events = createLoginEvents()
  if (config.seed !== null) await seedHarness({ store, clock, events }, config.seed).catch(giveUp(store, examiner))
  const adminToken = config.adminToken ?? makeToken(config)
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
    access: { adminToken, open: config.open, openHosts: config.openHosts, entrance },
    idp: {
      keyring: createKeyring(config.idpKey),
      users: config.users,
      localUrl: () => listening.localUrl,
      inTurn: createTurns(),
    },
    log,
  }
  const listening: Listening = await listen(createApp(context), config).catch(giveUp(store, examiner))
  return describeHarness(config.baseUrl ?? listening.localUrl, { context, adminToken, listening, webhooks })
}

/** Whether other machines are meant to reach the harness. Then a local request proves nothing about the caller. */
const isForOthers = ({ host, baseUrl, trustProxy }: ReadConfig) =>
  !LOOPBACK.test(host) || baseUrl !== null || trustProxy !== null

/** A token, if one is needed and none was set. */
const makeToken = (config: ReadConfig) =>
  isForOthers(config) && !config.open ? randomBytes(24).toString('base64url') : null

/** Closes what was opened for a harness that cannot start. */
const giveUp =
  (...opened: { close(): Promise<unknown> }[]) =>
  async (error: unknown): Promise<never> => {
    await Promise.all(opened.map((each) => each.close()))
    throw error
  }

interface Parts {
  context: AppContext
  adminToken: string | null
  listening: Listening
  webhooks: Webhooks
}

function describeHarness(url: string, { context, adminToken, listening, webhooks }: Parts): FlexIamMock {
  const { store, events, examiner, clock } = context
  const connections = connectionsOf(context)
  let closing: Promise<void> | undefined
  const close = () => {
    events.end() // rejects waits, so that their requests can be answered
    closing ??= listening
      .close()
      .then(() => examiner.close())
      .then(() => webhooks.close())
      .then(() => store.close())
    return closing
  }
  return {
    url,
    localUrl: listening.localUrl,
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
    reset: (tenant = {}) => resetHarness(context, tenant),
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

/** The generation to use: that of the SID unless it is given. @throws HarnessError INVALID_REQUEST */
function generationOf(sid: string, wanted?: Generation): Generation {
  const prefix = sidPrefixOf(sid)
  if (prefix === null) {
    const hint = 'Use AC or JQ followed by 32 hexadecimal digits.'
    throw new HarnessError('INVALID_REQUEST', `'${sid}' is not a valid tenant SID.`, hint)
  }
  const possible = GENERATIONS.filter((generation) => ENDPOINTS[generation].sidPrefix === prefix)
  const generation = wanted === undefined ? possible[0] : possible.find((each) => each === wanted)
  if (generation) return generation
  const hint = `Use ${possible.join(' or ')}.`
  throw new HarnessError('INVALID_REQUEST', `${sid} has no ACS of the generation '${wanted}'.`, hint)
}
