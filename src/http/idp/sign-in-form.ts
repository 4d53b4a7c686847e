import { HarnessError } from '../../errors.ts'
import type { Fault } from '../../idp/faults/fault.ts'
import { type IdpUser, idpUser } from '../../idp/user.ts'
import { requireFault, requireUser } from '../../idp/wish.ts'
import { parseInput } from '../../login/input.ts'

/** The fields of the sign-in page as they were filled in. */
type Fields = Record<string, unknown>

const textIn = (fields: Fields, name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '')

/** Who signs in, and what goes wrong. @throws HarnessError INVALID_REQUEST */
export function readSignInForm(
  fields: Fields,
  users: readonly IdpUser[],
): { user: IdpUser; fault: Fault | null; relayState: string | null } {
  const chosen = textIn(fields, 'user')
  const named = chosen === '' ? readSomebodyElse(fields) : requireUser(users, readChosen(chosen))
  const fault = textIn(fields, 'fault')
  const user = { ...named, claims: { ...named.claims, ...readClaims(textIn(fields, 'claims')) } }
  return {
    user: parseInput(idpUser, user, 'the person who signs in'),
    fault: fault === '' ? null : requireFault(fault),
    relayState: typeof fields.RelayState === 'string' && fields.RelayState !== '' ? fields.RelayState : null,
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
      `The user is no JSON: ${error.message}`,
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
      const hint = 'Write one claim in a line: name = value.'
      throw new HarnessError('INVALID_REQUEST', `The claim '${line.trim().slice(0, 60)}' has no name and value.`, hint)
    }
    claims.set(name, [...(claims.get(name) ?? []), line.slice(at + 1).trim()])
  }
  return Object.fromEntries(claims)
}
