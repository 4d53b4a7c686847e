import { json, problems } from '../answer.ts'
import { health } from '../openapi/schemas.ts'
import { route } from '../route.ts'

/** Health checks: is the process alive, and can it receive logins? */
export const HEALTH_ROUTES = [
  route({
    method: 'GET',
    path: '/livez',
    lenient: 'case',
    id: 'isAlive',
    tag: 'Harness',
    summary: 'Check that the process is alive',
    access: 'open',
    answers: { 200: json('Alive', health) },
    handle: () => ({ status: 200, json: { status: 'ok' as const } }),
  }),
  route({
    method: 'GET',
    path: '/readyz',
    lenient: 'case',
    id: 'isReady',
    tag: 'Harness',
    summary: 'Check that logins can be recorded',
    description:
      'Fails if the database file was deleted, was replaced or is read-only, if its disk has less than 1 MiB free, or if a write fails. `detail` names the cause, without the file name.',
    access: 'open',
    answers: { 200: json('Ready', health), ...problems(503) },
    handle: async (_call, { store }) => {
      await store.ping()
      return { status: 200, json: { status: 'ok' as const } }
    },
  }),
]
