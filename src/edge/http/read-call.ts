import type { Request, Response } from 'express'
import { type Call, ClientGone } from './call.ts'

/** A request of Express as a value. Express ignores forwarded headers unless they come from a trusted proxy. */
export function readCall(request: Request, response: Response): Call {
  const { method, path, headers, originalUrl, host = '' } = request
  const start = originalUrl.indexOf('?')
  let gone: AbortController | null = null
  return {
    method,
    path,
    queryText: start < 0 ? '' : originalUrl.slice(start + 1),
    headers,
    host,
    hostname: host.replace(/^(\[[^\]]*\]|[^:]*).*$/s, '$1'),
    isSecure: request.secure,
    remoteAddress: request.socket.remoteAddress ?? '',
    gone: () => {
      gone ??= abortWhenClosed(response)
      return gone.signal
    },
  }
}

function abortWhenClosed(response: Response): AbortController {
  const gone = new AbortController()
  response.once('close', () => gone.abort(new ClientGone()))
  return gone
}
