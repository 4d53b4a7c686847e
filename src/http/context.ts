import type { Clock } from '../domain/clock.ts'
import type { LoginEvents } from '../events/login-events.ts'
import type { Examiner } from '../login/examiner.ts'
import type { Store } from '../store/index.ts'
import type { BuiltInIdp } from './idp/context.ts'

/** Who may reach what beyond the Flex surface. */
interface Access {
  /** The token of the administrator, or null when none was set. */
  adminToken: string | null
  /** No token asked, but the Host must be loopback, the base URL's, or a single label. */
  open: boolean
}

/** One line of the log. Never a name, an address or a secret. */
export type Log = (event: string, facts: Record<string, string | number | null>) => void

/** What the doors work with. */
export interface AppContext {
  store: Store
  events: LoginEvents
  examiner: Examiner
  clock: Clock
  version: string
  /** The URL of this harness where it was set, without a slash at its end; else each request's own is used. */
  baseUrl: string | null
  trustProxy: string | null
  access: Access
  idp: BuiltInIdp
  log: Log
}
