import { z } from 'zod'
import { askWhatIf, loadCase, whatIfChanges } from '../../../app/what-if/what-if.ts'
import { GENERATIONS } from '../../../core/domain/login.ts'
import { text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { rehearseMigration } from '../../../core/what-if/migration.ts'
import { json, noSuch, problems } from '../answer.ts'
import { jsonBody } from '../body.ts'
import { rehearsal, whatIf } from '../openapi/schemas.ts'
import { route } from '../route.ts'

const whatIfRequest = z.strictObject({ changes: z.unknown().optional() })

/** What-if questions about a recorded login. Nothing is stored. */
export const WHAT_IF_ROUTES = [
  route({
    method: 'POST',
    path: '/api/v1/logins/{id}/what-if',
    id: 'supposeSettings',
    tag: 'Logins',
    summary: 'Judge a login under other settings',
    description: 'Also returns the smallest change of settings that would make the login pass. Nothing is stored.',
    access: 'token',
    body: jsonBody(whatIfRequest.extend({ changes: whatIfChanges.optional() }), whatIfRequest),
    answers: { 200: json('The verdict', whatIf), ...problems(400), ...noSuch('login') },
    examples: {
      'The smallest change': { body: {} },
      'With only the response signed': { body: { changes: { signaturePolicy: 'response' } } },
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
    summary: 'Preview a migration',
    description:
      'Judges the login in another generation, and lists the fields to change on both sides. Nothing is stored.',
    access: 'token',
    query: z.strictObject({
      to: z.enum(GENERATIONS).default('enhanced'),
      sid: text(WORD_CHARACTERS)
        .optional()
        .describe('The SID of the tenant in that generation. Default: the same digits'),
    }),
    answers: { 200: json('Both verdicts', rehearsal), ...problems(400), ...noSuch('login') },
    examples: { 'To enhanced': { query: { to: 'enhanced' } } },
    handle: async ({ params, query: { to, sid } }, { store, version }) => ({
      status: 200,
      json: rehearseMigration(await loadCase(store, params.id, {}), to, sid, version),
    }),
  }),
]
