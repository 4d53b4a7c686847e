import type { Request, Router } from 'express'
import { z } from 'zod'
import { requireConnection } from '../../../app/connections/connections.ts'
import { asPosted, generationOf, targetFor } from '../../../core/connection/judge-target.ts'
import type { Report } from '../../../core/domain/report.ts'
import { HarnessError } from '../../../core/errors.ts'
import { BODY_CHARACTERS, instant, record, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { checkMessage } from '../../../core/judge/check-response.ts'
import { inspectResponse } from '../../../core/judge/inspect.ts'
import type { AppContext } from '../context.ts'
import { bodyOf } from './request.ts'

/** A message, and what it is held against: either `sid` or `settings`. */
export const checkRequest = z.strictObject({
  samlResponse: text(BODY_CHARACTERS),
  sid: text(WORD_CHARACTERS).optional(),
  settings: record(z.unknown(), 100).optional(),
  now: instant().optional(),
})

/** The judge alone: nothing is stored. */
export function checkRoutes(router: Router, context: AppContext): void {
  router.post('/check', async (request, response) => {
    response.json(await checkPosted(request, context))
  })
}

/** Judges by a saved connection (`sid`) or by the settings of the request. */
async function checkPosted(request: Request, { store, clock, version }: AppContext): Promise<Report> {
  const { samlResponse, sid, settings, now } = parseInput(checkRequest, bodyOf(request), 'the body')
  const at = now === undefined ? clock.now() : new Date(now)
  if (settings !== undefined && sid === undefined)
    return checkMessage(samlResponse, { ...settings, ...(now === undefined ? {} : { now }) }, at, version)
  if (settings !== undefined || sid === undefined) {
    const hint = 'Name a saved connection by sid, or give settings.'
    throw new HarnessError('INVALID_REQUEST', 'The body has to have one of sid and settings.', hint)
  }
  const connection = await requireConnection(store, sid)
  const saved = targetFor(generationOf(connection), connection.sid, connection)
  return inspectResponse(asPosted([samlResponse], null, saved), saved, at, version)
}
