import { z } from 'zod'
import { text } from '../../../core/input/limits.ts'
import { accountSid } from '../../../core/input/sids.ts'

/** Whose connections are asked for. */
export const configQuery = z.object({
  AccountSid: accountSid(),
})

/** What an enhanced door sends a browser on with. */
export const callbackQuery = z.object({ code: text(256) })
