import type { Keyring } from '../../idp/keyring.ts'
import type { IdpUser } from '../../idp/user.ts'

/** What the built-in IdP works with. */
export interface BuiltInIdp {
  keyring: Keyring
  users: readonly IdpUser[]
  /** Where this harness listens, for a login that it makes itself; known once it does. */
  localUrl: () => string
}
