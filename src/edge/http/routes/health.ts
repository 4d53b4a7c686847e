import { json, problems } from '../answer.ts'
import { health } from '../openapi/schemas.ts'
import { route } from '../route.ts'

/** For whoever runs it: is the process alive, and can it take logins. */
export const HEALTH_ROUTES = [
  route({
    method: 'GET',
    path: '/livez',
    lenient: 'case',
    id: 'isAlive',
    tag: 'Harness',
    summary: 'Is the process alive',
    access: 'open',
    answers: { 200: json('It is', health) },
    handle: () => ({ status: 200, json: { status: 'ok' as const } }),
  }),
  route({
    method: 'GET',
    path: '/readyz',
    lenient: 'case',
    id: 'isReady',
    tag: 'Harness',
    summary: 'Can it take logins',
    description:
      'Not when the database file was deleted or replaced, or can only be read, when its disk has less than 1 MiB free, or when a write fails. `detail` says why, without the name of the file.',
    access: 'open',
    answers: { 200: json('It can', health), ...problems(503) },
    handle: async (_call, { store }) => {
      await store.ping()
      return { status: 200, json: { status: 'ok' as const } }
    },
  }),
]
