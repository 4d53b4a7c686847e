import type { Request } from 'express'
import { HarnessError } from '../../core/errors.ts'
import type { AppContext } from './context.ts'

const HOST = /^([A-Za-z0-9._-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?$/

/**
 * The URL under which this harness was reached, without a slash at its end. Forwarded headers count only from a trusted
 * proxy, which express sees to.
 */
export function baseUrlOf(request: Request, { baseUrl }: AppContext): string {
  if (baseUrl !== null) return baseUrl
  const host = request.host ?? ''
  if (!HOST.test(host))
    throw new HarnessError(
      'INVALID_REQUEST',
      'The Host header is no host name.',
      'Send a Host header, or start with --base-url.',
    )
  return `${request.protocol === 'https' ? 'https' : 'http'}://${host}` // a proxy may pass on what a client made up
}
