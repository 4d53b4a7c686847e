import type { LoginEvents } from '../../app/events/login-events.ts'
import type { BuiltInIdp } from '../../app/idp/built-in-idp.ts'
import type { MessageReader } from '../../app/reading/message-reader.ts'
import type { Clock } from '../../core/domain/clock.ts'
import type { Store } from '../../store/index.ts'
import type { Entrance } from './enter/entrance.ts'

/** Who may use the routes that are not open to everyone. */
export interface Access {
  /** The admin token, which everyone needs. Null if being local is enough, or with `open`. */
  adminToken: string | null
  /** Requests whose Host is one of `openHosts` need no token. */
  open: boolean
  openHosts: readonly string[]
  /** How browsers sign in. */
  entrance: Entrance
}

/** One line of the log. Never a name, an address or a secret. */
export type Log = (event: string, facts: Record<string, string | number | null>) => void

/** What the routes work with. */
export interface AppContext {
  store: Store
  events: LoginEvents
  examiner: MessageReader
  clock: Clock
  version: string
  /** The configured URL of this harness, without a trailing slash. If null, the URL of each request is used. */
  baseUrl: string | null
  trustProxy: string | null
  access: Access
  idp: BuiltInIdp
  log: Log
}
