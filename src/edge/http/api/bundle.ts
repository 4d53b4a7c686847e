import type { Router } from 'express'
import { z } from 'zod'
import { writeRedactedBundle } from '../../../core/bundle/redaction/redacted-bundle.ts'
import { writeBundle } from '../../../core/bundle/write-bundle.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { replayInput } from '../../../core/judge/recorded-login.ts'
import type { AppContext } from '../context.ts'
import { requireLogin } from './logins.ts'
import { param } from './request.ts'
import { sendFile } from './send-file.ts'

/** How a bundle is written. */
export const bundleQuery = z.strictObject({
  redact: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1')
    .describe('1: pseudonyms in the place of names and values'),
})

/** A login as a file that `check` judges to the same Report. */
export function bundleRoutes(router: Router, { store }: AppContext): void {
  router.get('/logins/:id/bundle', async (request, response) => {
    const { redact } = parseInput(bundleQuery, request.query, 'the query')
    const id = param(request, 'id')
    const attempt = requireLogin(await store.loadAttempt(id), id)
    const write = redact ? writeRedactedBundle : writeBundle
    const name = redact ? 'redacted.response' : `${id}.response`
    sendFile(response, 'text/plain', write(replayInput(attempt), attempt.report), name)
  })
}
