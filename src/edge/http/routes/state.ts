import express from 'express'
import { z } from 'zod'
import { clockSeconds, clockSetting, setClock } from '../../../app/state/clock-setting.ts'
import { resetHarness, resetQuery } from '../../../app/state/reset.ts'
import { exportHarness, seedHarness } from '../../../app/state/seed.ts'
import { MAX_SEED_CONNECTIONS, MAX_SEED_WORKERS, seedDocument, seedWorker } from '../../../app/state/seed-document.ts'
import { connectionInput } from '../../../core/connection/schemas.ts'
import { HarnessError } from '../../../core/errors.ts'
import { ENDPOINTS } from '../../../core/flex/endpoints.ts'
import { refuseManyValues } from '../../../core/input/json-values.ts'
import { list } from '../../../core/input/limits.ts'
import { json, nothing, problems } from '../answer.ts'
import { jsonAsSent, readBy } from '../body.ts'
import { ACCOUNT, CONNECTION } from '../openapi/examples.ts'
import { clock, info } from '../openapi/schemas.ts'
import { AS_SENT, route } from '../route.ts'

/** A connection of a seed. Its SID is required. */
export const seedConnection = connectionInput.required({ sid: true })

/** The state of a harness. */
export const seed = seedDocument.extend({
  connections: list(seedConnection, MAX_SEED_CONNECTIONS).default([]),
  workers: list(seedWorker, MAX_SEED_WORKERS).default([]),
})

/** Reads the body of a seed, which can hold as many workers as TaskRouter allows. */
const readSeed = readBy(
  express.json({
    limit: '32mb',
    strict: false,
    verify: (_request, _response, body) => refuseManyValues(body, 'The seed'),
  }),
)

/** How the clock can be set. */
export const clockRequest = z.union([clockSetting, z.strictObject({ advanceSeconds: clockSeconds })])

/** The state of the harness as one document, its clock, and its description. */
export const STATE_ROUTES = [
  route({
    method: 'PUT',
    path: '/api/v1/seed',
    id: 'seed',
    tag: 'Harness',
    summary: 'Apply a seed',
    description:
      'Sets connections, workers and the clock in one step. If any part is not valid, nothing changes. Anything that the document does not mention stays unchanged. Applying the same seed again changes nothing.',
    access: 'token',
    body: jsonAsSent(seed, readSeed),
    answers: { 204: nothing('Seed applied'), ...problems(400, 413) },
    examples: {
      'A connection, a worker and a frozen clock': {
        body: {
          connections: [{ sid: ACCOUNT, idpIssuer: 'https://idp.example.com/metadata' }],
          workers: [
            {
              accountSid: ACCOUNT,
              friendlyName: 'grace@example.com',
              attributes: { full_name: 'Grace Hopper', email: 'grace@example.com', roles: ['supervisor'] },
              activityName: 'Available',
              channels: { voice: { capacity: 1, available: true } },
            },
          ],
          clock: { now: '2026-11-22T10:00:00Z' },
        },
      },
    },
    handle: async ({ body }, context) => {
      await seedHarness(context, body)
      return { status: 204 }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/export',
    id: 'exportState',
    tag: 'Harness',
    summary: 'Export the state as a seed',
    description: 'Contains connections, workers and the clock. Applied to another harness, it restores the same state.',
    access: 'token',
    answers: { 200: json('The seed', seed) },
    handle: async (_call, { store, clock }) => ({
      status: 200,
      json: (await exportHarness(store, clock)) as z.output<typeof seed>,
    }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/reset',
    id: 'reset',
    tag: 'Harness',
    summary: 'Reset the harness or one tenant',
    description:
      'Deletes everything and resets the clock. With either `account` or `connection`, deletes only that tenant; other tenants and the clock stay unchanged. Also returns 204 for an unknown tenant.',
    access: 'token',
    query: resetQuery,
    parsedQuery: AS_SENT,
    answers: { 204: nothing('Reset'), ...problems(400) },
    examples: {
      Everything: {},
      'One account': { query: { account: ACCOUNT } },
      'One connection': { query: { connection: CONNECTION } },
    },
    handle: async ({ query }, context) => {
      await resetHarness(context, query)
      return { status: 204 }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/clock',
    id: 'readClock',
    tag: 'Harness',
    summary: 'Get the clock',
    access: 'token',
    answers: { 200: json('The clock', clock) },
    handle: (_call, { clock }) => ({ status: 200, json: clock.read() }),
  }),
  route({
    method: 'PUT',
    path: '/api/v1/clock',
    id: 'setClock',
    tag: 'Harness',
    summary: 'Set the clock',
    description: 'Freezes the clock, shifts it or advances it.',
    access: 'token',
    body: jsonAsSent(clockRequest),
    answers: { 200: json('The clock', clock), ...problems(400) },
    examples: {
      Freeze: { body: { now: '2026-11-22T10:00:00Z' } },
      'Shift by an hour': { body: { offsetSeconds: 3600 } },
      'Advance by a minute': { body: { advanceSeconds: 60 } },
    },
    handle: ({ body }, { clock }) => {
      const requested = readClockRequest(body)
      if ('advanceSeconds' in requested) clock.advance(requested.advanceSeconds)
      else setClock(clock, requested)
      return { status: 200, json: clock.read() }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/clock',
    id: 'resetClock',
    tag: 'Harness',
    summary: 'Reset the clock',
    description: 'The clock shows the machine’s time again.',
    access: 'token',
    answers: { 204: nothing('Clock reset') },
    handle: (_call, { clock }) => {
      clock.reset()
      return { status: 204 }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/info',
    id: 'readInfo',
    tag: 'Harness',
    summary: 'Get version, clock and endpoints',
    access: 'token',
    answers: { 200: json('A description of this harness', info) },
    handle: (_call, { version, baseUrl, clock }) => ({
      status: 200,
      json: {
        name: 'flex-iam-mock' as const,
        version,
        node: process.version,
        baseUrl,
        clock: clock.read(),
        endpoints: ENDPOINTS as z.output<typeof info>['endpoints'],
      },
    }),
  }),
]

const MOST_NAMED = 10
const MAX_SHOWN = 100

/** @throws HarnessError INVALID_REQUEST */
function readClockRequest(body: unknown): z.output<typeof clockRequest> {
  const { success, data } = clockRequest.safeParse(body)
  if (success) return data
  const hint = 'Send {"now": "2026-11-22T10:00:00Z"}, {"offsetSeconds": 3600} or {"advanceSeconds": 60}.'
  const has = Object.keys(Object(body)).slice(0, MOST_NAMED).join(', ').slice(0, MAX_SHOWN) || 'none'
  const message = `The body must have exactly one of now (ISO 8601), offsetSeconds and advanceSeconds, within their limits. It has ${has}.`
  throw new HarnessError('INVALID_REQUEST', message, hint)
}
