import type { LoginEvents } from '../../app/events/login-events.ts'
import type { BuiltInIdp } from '../../app/idp/built-in-idp.ts'
import type { MessageReader } from '../../app/reading/message-reader.ts'
import type { Clock } from '../../core/domain/clock.ts'
import type { Store } from '../../store/index.ts'
import type { Entrance } from './enter/entrance.ts'

/** Who may reach what beyond the Flex surface. */
export interface Access {
  /** The token of the administrator, which is asked of everybody; null where being local is enough, or when it is open. */
  adminToken: string | null
  /** No token is asked of requests whose Host is one of `openHosts`. */
  open: boolean
  openHosts: readonly string[]
  /** How browsers get in. */
  entrance: Entrance
}

/** One line of the log. Never a name, an address or a secret. */
export type Log = (event: string, facts: Record<string, string | number | null>) => void

/** What the doors work with. */
export interface AppContext {
  store: Store
  events: LoginEvents
  examiner: MessageReader
  clock: Clock
  version: string
  /** The URL of this harness where it was set, without a slash at its end; else each request's own is used. */
  baseUrl: string | null
  trustProxy: string | null
  access: Access
  idp: BuiltInIdp
  log: Log
}
