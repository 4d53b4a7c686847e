import type { IdpUser } from '../../core/domain/idp.ts'
import type { createTurns } from './keyed-mutex.ts'
import type { Keyring } from './keyring.ts'

/** The parts of the built-in IdP. */
export interface BuiltInIdp {
  keyring: Keyring
  users: readonly IdpUser[]
  /** The URL of this harness, for logins that it makes itself; known once it listens. */
  localUrl: () => string
  /** Each login makes the connection of its tenant trust its key, so logins to one tenant run one after another. */
  inTurn: ReturnType<typeof createTurns>
}
