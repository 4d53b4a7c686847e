import type { Router } from 'express'
import { z } from 'zod'
import { DURATION_FORM, readDuration } from '../../login/duration.ts'
import { parseInput } from '../../login/input.ts'
import { loginCriteria } from '../../login/misfit.ts'
import { waitForLogin } from '../../login/wait.ts'
import type { AppContext } from '../context.ts'

const LONGEST_MS = 3_600_000
const lines = z.union([z.string(), z.array(z.string())], 'is no text')

const waitQuery = loginCriteria.extend({
  timeout: z
    .string()
    .default('30s')
    .transform((text, { addIssue }) => {
      const milliseconds = readDuration(text)
      if (milliseconds !== null && milliseconds <= LONGEST_MS) return milliseconds
      addIssue(`write ${DURATION_FORM}; at most 1h`)
      return z.NEVER
    }),
  /** An empty one would count what a script meant to leave behind. */
  after: z
    .string()
    .regex(
      /^(\d{1,15}|[\w-]{22})$/,
      'is neither a cursor (next of an earlier answer; 0 is before all) nor the id of an attempt',
    )
    .optional(),
  expect: lines.default([]).transform((given) => [given].flat()),
})

/** Waiting for a login: the request is held until one fits, and costs nothing meanwhile. */
export function waitRoutes(router: Router, context: AppContext): void {
  router.get('/logins/wait', async (request, response) => {
    const { timeout, after, expect, ...criteria } = parseInput(waitQuery, request.query, 'the query')
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    try {
      const options = { timeout, expect, ...(after === undefined ? {} : { after }) }
      const { report, cursor } = await waitForLogin(context, criteria, options, gone.signal)
      response.json({ login: report, next: String(cursor) })
    } catch (error) {
      if (!gone.signal.aborted) throw error
    }
  })
}
