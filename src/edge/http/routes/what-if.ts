import { z } from 'zod'
import { askWhatIf, loadCase, whatIfChanges } from '../../../app/what-if/what-if.ts'
import { GENERATIONS } from '../../../core/domain/login.ts'
import { text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { rehearseMigration } from '../../../core/what-if/migration.ts'
import { json, problems } from '../answer.ts'
import { jsonBody } from '../body.ts'
import { rehearsal, whatIf } from '../openapi/schemas.ts'
import { route } from '../route.ts'

const whatIfRequest = z.strictObject({ changes: z.unknown().optional() })

/** Questions to a recorded login: how it would fare otherwise. Nothing is stored. */
export const WHAT_IF_ROUTES = [
  route({
    method: 'POST',
    path: '/api/v1/logins/{id}/what-if',
    id: 'supposeSettings',
    tag: 'Logins',
    summary: 'The same bytes under other settings, and the smallest change that turns them green',
    description: 'Nothing is stored.',
    access: 'token',
    body: jsonBody(whatIfRequest.extend({ changes: whatIfChanges.optional() }), whatIfRequest),
    answers: { 200: json('The verdict', whatIf), ...problems(400, 404) },
    examples: {
      'The smallest change': { body: {} },
      'With the response alone signed': { body: { changes: { signaturePolicy: 'response' } } },
    },
    handle: async ({ params, body }, { store, version }) => ({
      status: 200,
      json: await askWhatIf(store, params.id, body.changes, version),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/logins/{id}/migration',
    id: 'rehearseMigration',
    tag: 'Logins',
    summary: 'How the login would fare at another door, and the fields to edit on the way',
    access: 'token',
    query: z.strictObject({
      to: z.enum(GENERATIONS).default('enhanced'),
      sid: text(WORD_CHARACTERS).optional().describe('The tenant there; absent: the same digits'),
    }),
    answers: { 200: json('Both verdicts', rehearsal), ...problems(400, 404) },
    examples: { 'To the enhanced door': { query: { to: 'enhanced' } } },
    handle: async ({ params, query: { to, sid } }, { store, version }) => ({
      status: 200,
      json: rehearseMigration(await loadCase(store, params.id, {}), to, sid, version),
    }),
  }),
]
