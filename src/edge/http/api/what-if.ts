import type { Router } from 'express'
import { z } from 'zod'
import { askWhatIf, loadCase } from '../../../app/what-if/what-if.ts'
import { GENERATIONS } from '../../../core/domain/login.ts'
import { text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { rehearseMigration } from '../../../core/what-if/migration.ts'
import type { AppContext } from '../context.ts'
import { bodyOf, param } from './request.ts'

/** The changes to suppose. */
export const whatIfRequest = z.strictObject({ changes: z.unknown().optional() })
/** Where to move. */
export const migrationQuery = z.strictObject({
  to: z.enum(GENERATIONS).default('enhanced'),
  sid: text(WORD_CHARACTERS).optional().describe('The tenant there; absent: the same digits'),
})

/** Questions to a recorded login: how it would fare otherwise. Nothing is stored. */
export function whatIfRoutes(router: Router, { store, version }: AppContext): void {
  router.post('/logins/:id/what-if', async (request, response) => {
    const { changes } = parseInput(whatIfRequest, bodyOf(request), 'the body')
    response.json(await askWhatIf(store, param(request, 'id'), changes, version))
  })
  router.get('/logins/:id/migration', async (request, response) => {
    const { to, sid } = parseInput(migrationQuery, request.query, 'the query')
    response.json(rehearseMigration(await loadCase(store, param(request, 'id'), {}), to, sid, version))
  })
}
