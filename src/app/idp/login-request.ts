import { z } from 'zod'
import type { IdpUser } from '../../core/domain/idp.ts'
import type { ResponseStyle } from '../../core/domain/response-style.ts'
import { HarnessError } from '../../core/errors.ts'
import { text, VALUE_CHARACTERS, WORD_CHARACTERS } from '../../core/input/limits.ts'
import { FAULTS } from '../../core/mutations/index.ts'
import type { Mutation } from '../../core/mutations/mutation.ts'
import { RESPONSE_STYLES } from '../../core/products/index.ts'
import { idpUser } from './user.ts'

/** The options of a login by the built-in IdP. */
export const idpLoginRequest = z.strictObject({
  product: text(WORD_CHARACTERS).default('plain').describe('The product whose response style is used'),
  sid: text(WORD_CHARACTERS)
    .optional()
    .describe('The tenant to sign in to, AC or JQ; default: the only connection, or a sample tenant'),
  user: z
    .union([text(VALUE_CHARACTERS), idpUser])
    .optional()
    .describe("The e-mail address of one of the IdP's users, or a complete user; default: the first user"),
  fault: text(WORD_CHARACTERS).nullable().default(null).describe('The fault to inject, by its name in docs/faults.md'),
  relayState: text(8_192).nullable().default(null),
  initiatedBy: z
    .enum(['idp', 'sp'])
    .default('idp')
    .describe('Who starts the login: the IdP, or the service provider with an AuthnRequest'),
})

export type IdpLoginInput = z.input<typeof idpLoginRequest>
export type IdpLoginRequest = z.output<typeof idpLoginRequest>

/** The response style of a product. @throws HarnessError INVALID_REQUEST naming the known ones */
export function requireResponseStyle(id: string): ResponseStyle {
  const style = RESPONSE_STYLES.find((each) => each.id === id)
  if (style) return style
  throw unknown('product of the built-in IdP', id, `Use one of ${RESPONSE_STYLES.map((each) => each.id).join(', ')}.`)
}

/** A fault by its name. @throws HarnessError INVALID_REQUEST */
export function requireFault(name: string): Mutation {
  const fault = FAULTS.find((each) => each.name === name)
  if (fault) return fault
  const words = name.split('-').filter((word) => word.length > 2)
  const near = FAULTS.filter((each) => words.some((word) => each.name.includes(word))).map((each) => each.name)
  const known = near.length > 0 ? `Did you mean ${near.slice(0, 8).join(', ')}? ` : ''
  throw unknown('fault', name, `${known}flex-iam-mock mint --list-faults and docs/faults.md list them.`)
}

/** The user that is meant. @throws HarnessError INVALID_REQUEST */
export function requireUser(users: readonly IdpUser[], asked: IdpLoginRequest['user']): IdpUser {
  if (typeof asked === 'object') return asked
  const found = users.find(({ email, nameId }) => asked === undefined || [email, nameId].includes(asked))
  if (found) return found
  const known = users.slice(0, 20).map(({ email }) => email)
  throw unknown('user of the built-in IdP', asked ?? '', `Use one of ${known.join(', ')}, or give a complete user.`)
}

function unknown(what: string, given: string, hint: string): HarnessError {
  return new HarnessError('INVALID_REQUEST', `There is no ${what} '${given.slice(0, 60)}'.`, hint)
}
