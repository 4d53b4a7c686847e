import { z } from 'zod'
import { HarnessError } from '../errors.ts'

/** Neither as it is nor as a reference can XML hold another character (XML 1.0, 2.2). */
const IS_XML_TEXT = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u
const isXmlText = (given: string) => IS_XML_TEXT.test(given)
const text = z.string().refine(isXmlText, 'has a character that XML cannot hold')
const texts = z.union([text, z.array(text)]).transform((value) => [value].flat())

/** A person who signs in: NameID, and the claims by their names. A single value needs no list. */
export const idpUser = z.strictObject({
  nameId: text.min(1).optional(),
  email: text.min(1),
  fullName: text.optional(),
  roles: texts.default(['agent']),
  /** Further claims, such as `team_id` or `routing.skills`. */
  claims: z
    .record(z.string(), texts)
    .refine((claims) => Object.keys(claims).every(isXmlText), 'has a name with a character that XML cannot hold')
    .default({}),
})

/** A user as it is given. */
export type IdpUserInput = z.input<typeof idpUser>
export type IdpUser = z.output<typeof idpUser>

const MAX_USERS = 10_000

/** Reads a list of users. @throws HarnessError INVALID_CONFIG that names the place */
export function readUsers(given: unknown): readonly IdpUser[] {
  const result = z.array(idpUser).min(1).max(MAX_USERS).safeParse(given)
  if (result.success) return result.data
  const faults = result.error.issues
    .slice(0, 10)
    .map(({ path, message }) => `${path.join('.') || 'the list'}: ${message}`)
  const hint =
    'A user is {"email", "fullName", "roles", "claims"}, and perhaps "nameId"; docs/built-in-idp.md has an example.'
  throw new HarnessError('INVALID_CONFIG', `In the users: ${faults.join('; ')}.`, hint)
}

/** The people of the built-in IdP where nobody gave others: one with each role that Flex knows. */
export const DEFAULT_USERS: readonly IdpUser[] = [
  { email: 'ada@example.com', fullName: 'Ada Lovelace', roles: ['agent'], claims: {} },
  { email: 'grace@example.com', fullName: 'Grace Hopper', roles: ['agent', 'supervisor'], claims: {} },
  { email: 'alan@example.com', fullName: 'Alan Turing', roles: ['admin'], claims: {} },
]
