import { z } from 'zod'

/** Whose connections are asked for. */
export const configQuery = z.object({
  AccountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits'),
})

/** What an enhanced door sends a browser on with. */
export const callbackQuery = z.object({ code: z.string().max(256) })
