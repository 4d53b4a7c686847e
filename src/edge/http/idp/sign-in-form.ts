import { z } from 'zod'
import { requireFault, requireUser } from '../../../app/idp/login-request.ts'
import { idpUser } from '../../../app/idp/user.ts'
import type { IdpUser } from '../../../core/domain/idp.ts'
import { HarnessError } from '../../../core/errors.ts'
import { text } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import type { Mutation } from '../../../core/mutations/mutation.ts'

/** The limit of the form. */
export const FORM_CHARACTERS = 262_144

/** The form of the sign-in page. */
export const signInForm = z.strictObject({
  user: text(FORM_CHARACTERS)
    .optional()
    .describe('The e-mail address of a user of the IdP, or a complete user as JSON'),
  email: text(FORM_CHARACTERS)
    .optional()
    .describe('The e-mail address of any other person. `fullName`, `roles` and `nameId` describe that person'),
  fullName: text(FORM_CHARACTERS).optional(),
  roles: text(FORM_CHARACTERS).optional().describe('Separated by commas'),
  nameId: text(FORM_CHARACTERS).optional(),
  claims: text(FORM_CHARACTERS).optional().describe('One claim per line: `name = value`'),
  fault: text(FORM_CHARACTERS).optional().describe('The name of a fault, see docs/faults.md'),
  RelayState: text(FORM_CHARACTERS).optional(),
  SAMLRequest: text(FORM_CHARACTERS).optional(),
  binding: z.enum(['redirect', 'post']).optional(),
})

/** The fields of the sign-in page as they were filled in. */
type Fields = z.output<typeof signInForm>

const textIn = (fields: Fields, name: keyof Fields) => fields[name]?.trim() ?? ''

/** Who signs in, and with which fault. @throws HarnessError INVALID_REQUEST */
export function readSignInForm(
  given: unknown,
  users: readonly IdpUser[],
): { user: IdpUser; fault: Mutation | null; relayState: string | null } {
  const fields = parseInput(signInForm, given, 'the form')
  const chosen = textIn(fields, 'user')
  const named = chosen === '' ? readSomebodyElse(fields) : requireUser(users, readChosen(chosen))
  const fault = textIn(fields, 'fault')
  const user = { ...named, claims: { ...named.claims, ...readClaims(textIn(fields, 'claims')) } }
  return {
    user: parseInput(idpUser, user, 'the person who signs in'),
    fault: fault === '' ? null : requireFault(fault),
    relayState: fields.RelayState || null,
  }
}

/** A program may send a whole user as JSON. */
function readChosen(chosen: string): string | IdpUser {
  if (!chosen.startsWith('{')) return chosen
  try {
    return parseInput(idpUser, JSON.parse(chosen), 'the person who signs in')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new HarnessError(
      'INVALID_REQUEST',
      `The user is not valid JSON: ${error.message}`,
      'Send an e-mail address or JSON.',
    )
  }
}

function readSomebodyElse(fields: Fields): IdpUser {
  const roles = textIn(fields, 'roles')
    .split(',')
    .map((role) => role.trim())
  const optional = { nameId: textIn(fields, 'nameId'), fullName: textIn(fields, 'fullName') }
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== ''))
  const user = { email: textIn(fields, 'email'), ...given, ...(roles.join() === '' ? {} : { roles }) }
  return parseInput(idpUser, user, 'the person who signs in')
}

function readClaims(text: string): Record<string, string[]> {
  const claims = new Map<string, string[]>()
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const at = line.indexOf('=')
    const name = line.slice(0, at).trim()
    if (at < 0 || name === '') {
      const hint = 'Write one claim per line: name = value.'
      throw new HarnessError('INVALID_REQUEST', `The claim '${line.trim().slice(0, 60)}' has no name and value.`, hint)
    }
    claims.set(name, [...(claims.get(name) ?? []), line.slice(at + 1).trim()])
  }
  return Object.fromEntries(claims)
}
