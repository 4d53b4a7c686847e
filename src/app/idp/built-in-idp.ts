import type { IdpUser } from '../../core/domain/idp.ts'
import type { createTurns } from './keyed-mutex.ts'
import type { Keyring } from './keyring.ts'

/** What the built-in IdP works with. */
export interface BuiltInIdp {
  keyring: Keyring
  users: readonly IdpUser[]
  /** Where this harness listens, for a login that it makes itself; known once it does. */
  localUrl: () => string
  /** Each login makes the connection of its tenant trust what signs it, so those of one tenant follow one another. */
  inTurn: ReturnType<typeof createTurns>
}
