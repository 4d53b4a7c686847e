import express, { type Request, type Response } from 'express'
import { z } from 'zod'
import type { Worker } from '../domain/worker.ts'
import { HarnessError } from '../errors.ts'
import { ENDPOINTS } from '../flex/endpoints.ts'
import { checkMessage } from '../login/check-response.ts'
import { readConnection } from '../login/connection.ts'
import { parseInput } from '../login/input.ts'
import { inspectResponse } from '../login/inspect.ts'
import { asPosted, settingsFor } from '../login/settings.ts'
import type { AppContext } from './context.ts'

/** The JSON API under /api/v1: connections, logins, workers, check, clock, info. */
export function api(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.use(express.json({ limit: '512kb', strict: false }))
  connectionRoutes(router, context)
  loginRoutes(router, context)
  workerRoutes(router, context)
  clockRoutes(router, context)
  router.get('/info', (_request, response) => {
    const { version, baseUrl, clock } = context
    response.json({
      name: 'flex-iam-mock',
      version,
      node: process.version,
      baseUrl,
      clock: clock.read(),
      endpoints: ENDPOINTS,
    })
  })
  return router
}

const param = (request: Request, name: string): string => String(request.params[name] ?? '')

/** The JSON of a request. Other types are not read: a form of a foreign page must not pass for an API call. */
function bodyOf(request: Request): unknown {
  if (request.body !== undefined) return request.body
  throw new HarnessError(
    'INVALID_REQUEST',
    'The request has no JSON body.',
    'Send JSON with Content-Type: application/json.',
  )
}

function unknownConnection(sid: string): HarnessError {
  return new HarnessError(
    'UNKNOWN_CONNECTION',
    `There is no connection ${sid}.`,
    'Save one with POST /api/v1/connections.',
  )
}

function connectionRoutes(router: express.Router, { store, clock }: AppContext): void {
  router.get('/connections', async (_request, response) => {
    response.json({ connections: await store.listConnections() })
  })
  router.post('/connections', async (request, response) => {
    const connection = readConnection(bodyOf(request))
    const known = await store.loadConnection(connection.sid)
    await store.saveConnection(connection, clock.now())
    response.status(known ? 200 : 201).json(connection)
  })
  router.get('/connections/:sid', async (request, response) => {
    const sid = param(request, 'sid')
    const connection = await store.loadConnection(sid)
    if (connection === null) throw unknownConnection(sid)
    response.json(connection)
  })
}

function loginRoutes(router: express.Router, context: AppContext): void {
  const { store } = context
  router.get('/logins/latest', async (_request, response) => {
    const report = await store.loadLatestReport()
    if (report === null)
      throw new HarnessError(
        'UNKNOWN_LOGIN',
        'Nothing was posted yet.',
        'Sign in at the IdP, or post a SAMLResponse to an ACS URL.',
      )
    response.json(report)
  })
  router.get('/logins/:id', async (request, response) => {
    const report = await store.loadReport(param(request, 'id'))
    if (report === null)
      throw new HarnessError(
        'UNKNOWN_LOGIN',
        `There is no login ${param(request, 'id')}.`,
        'The newest one is at /api/v1/logins/latest.',
      )
    response.json(report)
  })
  router.post('/check', async (request, response) => {
    response.json(await checkPosted(request, context))
  })
}

const checkRequest = z.strictObject({
  samlResponse: z.string(),
  sid: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  now: z.iso.datetime({ offset: true }).optional(),
})

/** Judges a message by a saved connection (`sid`) or by the settings of the request; stores nothing. */
async function checkPosted(request: Request, { store, clock, version }: AppContext) {
  const { samlResponse, sid, settings, now } = parseInput(checkRequest, bodyOf(request), 'the body')
  if ((sid === undefined) === (settings === undefined)) {
    throw new HarnessError(
      'INVALID_REQUEST',
      'The body has to have one of sid and settings.',
      'Name a saved connection by sid, or give settings.',
    )
  }
  const at = now === undefined ? clock.now() : new Date(now)
  if (settings !== undefined) return checkMessage(samlResponse, settings, at, version)
  const connection = await store.loadConnection(sid ?? '')
  if (connection === null) throw unknownConnection(sid ?? '')
  const generation = connection.sid.startsWith('JQ') ? 'enhanced' : 'legacy'
  const saved = settingsFor(generation, connection.sid, connection)
  return inspectResponse(asPosted(samlResponse, null, saved), saved, at, version)
}

const workerQuery = z.object({
  account: z.string().optional(),
  query: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  after: z.string().optional(),
})

function workerRoutes(router: express.Router, { store }: AppContext): void {
  router.get('/workers', async (request, response) => {
    const filter = parseInput(workerQuery, request.query, 'the query')
    const found = await store.listWorkers({ ...filter, limit: filter.limit + 1 })
    const workers = found.slice(0, filter.limit)
    response.json({ workers, next: found.length > workers.length ? (workers.at(-1)?.sid ?? null) : null })
  })
  const one = async (request: Request): Promise<Worker> => {
    const account = typeof request.query.account === 'string' ? request.query.account : undefined
    return onlyWorker(await store.findWorkers(param(request, 'worker'), account), param(request, 'worker'))
  }
  router.get('/workers/:worker', async (request, response) => void response.json(await one(request)))
  router.get(
    '/workers/:worker/attributes',
    async (request, response) => void response.json((await one(request)).attributes),
  )
}

function onlyWorker([worker, ...more]: Worker[], asked: string): Worker {
  if (worker === undefined) {
    throw new HarnessError(
      'UNKNOWN_WORKER',
      `There is no worker ${asked}.`,
      'A worker is made by its first accepted login; /api/v1/workers lists them.',
    )
  }
  if (more.length === 0) return worker
  const accounts = [worker, ...more].map(({ accountSid }) => accountSid).join(', ')
  throw new HarnessError(
    'AMBIGUOUS_WORKER',
    `Several accounts have a worker ${asked}: ${accounts}.`,
    'Add ?account= with one of them.',
  )
}

const clockRequest = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ offsetSeconds: z.number().min(-1e10).max(1e10) }),
  z.strictObject({ advanceSeconds: z.number().min(-1e10).max(1e10) }),
])

function clockRoutes(router: express.Router, { clock }: AppContext): void {
  const send = (response: Response) => response.json(clock.read())
  router.get('/clock', (_request, response) => void send(response))
  router.put('/clock', (request, response) => {
    const result = clockRequest.safeParse(bodyOf(request))
    if (!result.success) {
      const hint = 'Send {"now": "2026-11-22T10:00:00Z"}, {"offsetSeconds": 3600} or {"advanceSeconds": 60}.'
      throw new HarnessError(
        'INVALID_REQUEST',
        'The body has to have exactly one of now (ISO 8601), offsetSeconds and advanceSeconds.',
        hint,
      )
    }
    if ('now' in result.data) clock.freeze(new Date(result.data.now))
    else if ('offsetSeconds' in result.data) clock.offset(result.data.offsetSeconds)
    else clock.advance(result.data.advanceSeconds)
    send(response)
  })
  router.delete('/clock', (_request, response) => {
    clock.reset()
    response.status(204).end()
  })
}
