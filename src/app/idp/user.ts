import { z } from 'zod'
import type { IdpUser } from '../../core/domain/idp.ts'
import { HarnessError } from '../../core/errors.ts'
import { describeFaults, LIST_ITEMS, list, readEach, record, text, VALUE_CHARACTERS } from '../../core/input/limits.ts'

/** The only characters that XML can hold, even as references (XML 1.0, 2.2). */
const IS_XML_TEXT = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u
const isXmlText = (given: string) => IS_XML_TEXT.test(given)
const xmlText = text(VALUE_CHARACTERS).refine(isXmlText, 'has a character that XML cannot hold')
const xmlTexts = z.union([xmlText, list(xmlText, LIST_ITEMS)]).transform((value) => [value].flat())

/** A person who signs in: NameID, and the claims by their names. A single value needs no list. */
export const idpUser = z.strictObject({
  nameId: xmlText.min(1).optional(),
  email: xmlText.min(1),
  fullName: xmlText.optional(),
  roles: xmlTexts.default(['agent']),
  /** Additional claims, such as `team_id` or `routing.skills`. */
  claims: record(xmlTexts, LIST_ITEMS)
    .refine((claims) => Object.keys(claims).every(isXmlText), 'has a name with a character that XML cannot hold')
    .default({}),
})

/** A user as given by the caller. */
export type IdpUserInput = z.input<typeof idpUser>

const MAX_USERS = 10_000

/** The users of an IdP. */
export const userList = z.array(z.unknown()).min(1).max(MAX_USERS)

/** Reads a list of users. @throws HarnessError INVALID_CONFIG that names the place */
export function readUsers(given: unknown): readonly IdpUser[] {
  const users = userList.safeParse(given)
  const { values, issues } = users.success ? readEach(idpUser, users.data) : { values: [], issues: users.error.issues }
  if (issues.length === 0) return values
  const hint =
    'A user is {"email", "fullName", "roles", "claims"}, and optionally "nameId"; docs/built-in-idp.md has an example.'
  throw new HarnessError('INVALID_CONFIG', `In the users: ${describeFaults(issues)}.`, hint)
}

/** The default users of the built-in IdP: one for each role that Flex knows. */
export const DEFAULT_USERS: readonly IdpUser[] = [
  { email: 'ada@example.com', fullName: 'Ada Lovelace', roles: ['agent'], claims: {} },
  { email: 'grace@example.com', fullName: 'Grace Hopper', roles: ['agent', 'supervisor'], claims: {} },
  { email: 'alan@example.com', fullName: 'Alan Turing', roles: ['admin'], claims: {} },
]
