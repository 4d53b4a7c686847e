import { z } from 'zod'
import { resetQuery } from '../../../app/state/reset.ts'
import { MAX_SEED_CONNECTIONS, MAX_SEED_WORKERS, seedDocument, seedWorker } from '../../../app/state/seed-document.ts'
import { connectionInput } from '../../../core/connection/schemas.ts'
import { list } from '../../../core/input/limits.ts'
import { clockRequest } from '../api/clock.ts'
import { enterForm, enterQuery } from '../enter/form.ts'
import { clock, health, info } from './answers.ts'
import { ACCOUNT, CONNECTION } from './examples.ts'
import { json, jsonBody, nothing, type Operations, problems } from './operation.ts'

/** A connection of a seed, which has to say which one it is. */
export const seedConnection = connectionInput.required({ sid: true })

/** The state of a harness. */
export const seed = seedDocument.extend({
  connections: list(seedConnection, MAX_SEED_CONNECTIONS).default([]),
  workers: list(seedWorker, MAX_SEED_WORKERS).default([]),
})

/** State, clock and health. */
export const HARNESS_OPERATIONS: Operations = {
  'PUT /api/v1/seed': {
    id: 'seed',
    tag: 'Harness',
    summary: 'Make connections, workers and clock what a document says: all of it or nothing',
    description: 'To seed the same again changes nothing; what the document does not name stays as it is.',
    access: 'token',
    body: jsonBody(seed),
    answers: { 204: nothing('It is so'), ...problems(400, 413) },
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
  },
  'GET /api/v1/export': {
    id: 'exportState',
    tag: 'Harness',
    summary: 'Connections, workers and clock as a seed that makes another harness the same',
    access: 'token',
    answers: { 200: json('The seed', seed) },
  },
  'POST /api/v1/reset': {
    id: 'reset',
    tag: 'Harness',
    summary: 'Forget everything, and show the machine’s time; or forget one tenant',
    description:
      'With `account` or `connection` (one of the two) every other tenant and the clock stay as they are. A tenant that is not known has nothing to forget: 204.',
    access: 'token',
    query: resetQuery,
    answers: { 204: nothing('Forgotten'), ...problems(400) },
    examples: {
      Everything: {},
      'One account': { query: { account: ACCOUNT } },
      'One connection': { query: { connection: CONNECTION } },
    },
  },
  'GET /api/v1/clock': {
    id: 'readClock',
    tag: 'Harness',
    summary: 'What the clock shows',
    access: 'token',
    answers: { 200: json('The clock', clock) },
  },
  'PUT /api/v1/clock': {
    id: 'setClock',
    tag: 'Harness',
    summary: 'Freeze the clock, shift it or move it on',
    access: 'token',
    body: jsonBody(clockRequest),
    answers: { 200: json('The clock', clock), ...problems(400) },
    examples: {
      Frozen: { body: { now: '2026-11-22T10:00:00Z' } },
      'An hour ahead': { body: { offsetSeconds: 3600 } },
      'A minute on': { body: { advanceSeconds: 60 } },
    },
  },
  'DELETE /api/v1/clock': {
    id: 'resetClock',
    tag: 'Harness',
    summary: 'Show the machine’s time',
    access: 'token',
    answers: { 204: nothing('It does') },
  },
  'GET /api/v1/info': {
    id: 'readInfo',
    tag: 'Harness',
    summary: 'Version, clock, and the doors of Flex',
    access: 'token',
    answers: { 200: json('What this harness is', info) },
  },
  'GET /openapi.json': {
    id: 'readApi',
    tag: 'Harness',
    summary: 'This document',
    access: 'token',
    answers: { 200: json('OpenAPI 3.1', z.looseObject({ openapi: z.string(), paths: z.looseObject({}) })) },
  },
  'GET /': {
    id: 'seeHome',
    tag: 'Harness',
    summary: 'The start page: where to point an IdP, and the last ten logins',
    description: 'A message of a sign-in that comes here is recorded, as at any path that is not an ACS.',
    access: 'token',
    answers: { 200: { description: 'The page', content: { 'text/html': z.string() } } },
  },
  'GET /docs': {
    id: 'readApiPage',
    tag: 'Harness',
    summary: 'This document as a page to read',
    access: 'token',
    answers: { 200: { description: 'The page', content: { 'text/html': z.string() } } },
  },
  'GET /enter': {
    id: 'seeEntrance',
    tag: 'Harness',
    summary: 'A page with one field, for the admin token; the link that `serve` prints on a terminal leads here',
    access: 'open',
    query: enterQuery,
    answers: {
      200: { description: 'The page', content: { 'text/html': z.string() } },
      303: {
        description: 'No token is needed',
        headers: { Location: 'Where the browser goes on' },
      },
      ...problems(401, 403),
    },
    examples: { 'Before going on to the built-in IdP': { query: { next: '/idp' } } },
  },
  'POST /enter': {
    id: 'enter',
    tag: 'Harness',
    summary: 'Exchange the admin token, or the secret of a link, for the cookie of a browser',
    description:
      'The cookie is not the token: it lasts until the browser or the harness ends. A link works once, within ten minutes.',
    access: 'open',
    body: { types: ['application/x-www-form-urlencoded'], schema: enterForm },
    answers: {
      204: { description: 'Let in', headers: { 'Set-Cookie': 'flex-iam-token, HttpOnly and SameSite=Strict' } },
      303: {
        description: 'Let in, for a browser that sent the form',
        headers: { Location: 'The path to go on to', 'Set-Cookie': 'As with 204' },
      },
      401: {
        ...problems(401)[401],
        description: 'Not the token, or a link that does not work; a browser gets the page again.',
      },
      403: { ...problems(403)[403], description: 'From a page of another site.' },
    },
    examples: { 'The token': { body: { token: 'a-token-of-enough-length' } } },
  },
  'GET /assets/enter.js': {
    id: 'readEnterScript',
    tag: 'Harness',
    summary: 'The script of /enter',
    access: 'open',
    answers: { 200: { description: 'The script', content: { 'text/javascript': z.string() } } },
  },
  'GET /livez': {
    id: 'isAlive',
    tag: 'Harness',
    summary: 'Is the process alive',
    access: 'open',
    answers: { 200: json('It is', health) },
  },
  'GET /readyz': {
    id: 'isReady',
    tag: 'Harness',
    summary: 'Can it take logins',
    description:
      'Not when the database file was deleted or replaced, or can only be read, when its disk has less than 1 MiB free, or when a write fails. `detail` says why, without the name of the file.',
    access: 'open',
    answers: { 200: json('It can', health), ...problems(503) },
  },
  'GET /assets/style.css': {
    id: 'readStyle',
    tag: 'Harness',
    summary: 'The style sheet of all pages',
    access: 'open',
    answers: { 200: { description: 'The style sheet', content: { 'text/css': z.string() } } },
  },
  'GET /assets/icon.svg': {
    id: 'readIcon',
    tag: 'Harness',
    summary: 'The icon of all pages',
    access: 'open',
    answers: { 200: { description: 'The icon', content: { 'image/svg+xml': z.string() } } },
  },
  'GET /favicon.ico': {
    id: 'readFavicon',
    tag: 'Harness',
    summary: 'The same icon, where browsers look for it',
    access: 'open',
    answers: { 200: { description: 'The icon', content: { 'image/svg+xml': z.string() } } },
  },
}
