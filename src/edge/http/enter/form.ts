import { z } from 'zod'
import { NAME_CHARACTERS, text } from '../../../core/input/limits.ts'

/** The limit of the form. A value that is too long to be a path leads to the start page. */
const MAX_NEXT_CHARACTERS = 16_384

const next = text(MAX_NEXT_CHARACTERS).optional().describe('The path to open after signing in')

/** The query of the page. */
export const enterQuery = z.strictObject({ next })

/** The form of the page: the token, or the secret of a link. */
export const enterForm = z.strictObject({
  token: text(NAME_CHARACTERS).optional().describe('The admin token'),
  link: text(NAME_CHARACTERS)
    .optional()
    .describe('Instead of the token: the part after `#` in the link that `serve` prints'),
  next,
})
