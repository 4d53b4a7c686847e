import type { Response, Router } from 'express'
import { z } from 'zod'
import { clockSeconds, clockSetting, setClock } from '../../../app/state/clock-setting.ts'
import { HarnessError } from '../../../core/errors.ts'
import type { AppContext } from '../context.ts'
import { bodyOf } from './request.ts'

/** What a clock may be told. */
export const clockRequest = z.union([clockSetting, z.strictObject({ advanceSeconds: clockSeconds })])

const MOST_NAMED = 10
const MAX_SHOWN = 100

/** The one clock of the harness. */
export function clockRoutes(router: Router, { clock }: AppContext): void {
  const send = (response: Response) => response.json(clock.read())
  router.get('/clock', (_request, response) => void send(response))
  router.put('/clock', (request, response) => {
    const body = bodyOf(request)
    const { success, data } = clockRequest.safeParse(body)
    if (!success) {
      const hint = 'Send {"now": "2026-11-22T10:00:00Z"}, {"offsetSeconds": 3600} or {"advanceSeconds": 60}.'
      const has = Object.keys(Object(body)).slice(0, MOST_NAMED).join(', ').slice(0, MAX_SHOWN) || 'none'
      const message = `The body has to have exactly one of now (ISO 8601), offsetSeconds and advanceSeconds, within their limits; it has ${has}.`
      throw new HarnessError('INVALID_REQUEST', message, hint)
    }
    if ('advanceSeconds' in data) clock.advance(data.advanceSeconds)
    else setClock(clock, data)
    send(response)
  })
  router.delete('/clock', (_request, response) => {
    clock.reset()
    response.status(204).end()
  })
}
