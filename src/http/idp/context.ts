import type { Keyring } from '../../idp/keyring.ts'
import type { IdpUser } from '../../idp/user.ts'
import type { createTurns } from './turns.ts'

/** What the built-in IdP works with. */
export interface BuiltInIdp {
  keyring: Keyring
  users: readonly IdpUser[]
  /** Where this harness listens, for a login that it makes itself; known once it does. */
  localUrl: () => string
  /** Each login makes the connection of its tenant trust what signs it, so those of one tenant follow one another. */
  inTurn: ReturnType<typeof createTurns>
}
