import { z } from 'zod'
import { NAME_CHARACTERS, text } from '../../../core/input/limits.ts'

/** As much as the form may be; what is too long to be a path leads to the start page. */
const MAX_NEXT_CHARACTERS = 16_384

const next = text(MAX_NEXT_CHARACTERS).optional().describe('The path to go on to')

/** The query of the page. */
export const enterQuery = z.strictObject({ next })

/** What the page sends: the token, or the secret of a link. */
export const enterForm = z.strictObject({
  token: text(NAME_CHARACTERS).optional().describe('The admin token'),
  link: text(NAME_CHARACTERS)
    .optional()
    .describe('In place of the token: what follows the # of the link that `serve` printed'),
  next,
})
