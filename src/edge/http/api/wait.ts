import type { Router } from 'express'
import { z } from 'zod'
import { waitForLogin } from '../../../app/waiting/wait.ts'
import { parseDuration } from '../../../core/domain/duration.ts'
import { text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import type { AppContext } from '../context.ts'

const MAX_WAIT_MS = 3_600_000

const duration = text(WORD_CHARACTERS)
  .transform((text) => parseDuration(text) ?? Number.NaN)
  .pipe(z.number('must be a duration such as 30s, 500ms or 2m').min(0).max(MAX_WAIT_MS, 'must be an hour at most'))

/** How long to wait, and behind what; the rest says for which login. */
export const waitQuery = z.looseObject({
  timeout: duration.default(30_000).describe('`500ms`, `30s` (as without it) or `2m`; an hour at most'),
  after: text(WORD_CHARACTERS)
    .min(1)
    .optional()
    .describe('Only what comes behind it: the `next` of an answer, or the id of an attempt'),
})

/** A client that has gone away waits no more. */
class ClientGone extends Error {}

/** Waiting for a login, held here: nobody polls. */
export function waitRoutes(router: Router, { store, events }: AppContext): void {
  router.get('/logins/wait', async (request, response) => {
    const { timeout, after, ...criteria } = parseInput(waitQuery, request.query, 'the query')
    const gone = new AbortController()
    response.once('close', () => gone.abort(new ClientGone()))
    try {
      const options = { timeout, signal: gone.signal, ...(after === undefined ? {} : { after }) }
      response.set('Cache-Control', 'no-store').json(await waitForLogin(store, events, criteria, options))
    } catch (error) {
      if (!(error instanceof ClientGone)) throw error
    }
  })
}
