import { HarnessError } from '../../core/errors.ts'
import type { Call } from './call.ts'
import type { AppContext } from './context.ts'

const HOST = /^([A-Za-z0-9._-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?$/

/**
 * The URL under which this harness was reached, without a trailing slash.
 */
export function baseUrlOf({ host, isSecure }: Call, { baseUrl }: AppContext): string {
  if (baseUrl !== null) return baseUrl
  if (!HOST.test(host))
    throw new HarnessError(
      'INVALID_REQUEST',
      'The Host header is not a valid host name.',
      'Send a Host header, or start with --base-url.',
    )
  return `${isSecure ? 'https' : 'http'}://${host}` // a proxy may pass on a value that a client made up
}
