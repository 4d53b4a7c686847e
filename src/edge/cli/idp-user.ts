import { DEFAULT_USERS, readUsers } from '../../app/idp/user.ts'
import type { IdpUser } from '../../core/domain/idp.ts'
import { HarnessError } from '../../core/errors.ts'
import { readInput } from './read-input.ts'

/** The user of a flag, read from a JSON file; by default, the first user of the built-in IdP. @throws HarnessError */
export function readUserFlag(path: string | undefined): IdpUser {
  const [user] = path === undefined ? DEFAULT_USERS : readUsers([parse(path)])
  if (user) return user
  throw new Error('the built-in IdP has no user')
}

function parse(path: string): unknown {
  try {
    return JSON.parse(
      readInput(path)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    )
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    const hint = 'Use a JSON object: {"email": "ada@example.com", "roles": ["agent"]}.'
    throw new HarnessError('UNREADABLE_INPUT', `The user file ${path} is not valid JSON: ${reason}`, hint, { cause })
  }
}
