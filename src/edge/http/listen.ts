import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, isIPv6, Server as NetServer, type Socket } from 'node:net'
import { HarnessError } from '../../core/errors.ts'

/** Names of loopback, which stand for IPv4 and IPv6. Any other address is used as it is. */
const BOTH_FAMILIES = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])
const ANY_ADDRESS = new Set(['0.0.0.0', '::', '[::]'])

/** The host of a URL that reaches a listening address from this machine. */
function nameFor(host: string): string {
  if (BOTH_FAMILIES.has(host) || ANY_ADDRESS.has(host)) return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}

/** An app that listens on an address of this machine. */
export interface Listening {
  /** A URL that reaches it from this machine. */
  localUrl: string
  /** Stops accepting requests and waits until those in progress are answered. */
  close(): Promise<void>
}

/** @throws HarnessError INVALID_CONFIG if the address is in use or does not belong to this machine */
export async function listen(app: RequestListener, address: { host: string; port: number }): Promise<Listening> {
  const [first, ...others] = await listenAt(app, address)
  return {
    localUrl: `http://${nameFor(address.host)}:${portOf(first)}`,
    close: () => closeAll([first, ...others]),
  }
}

/** Loopback means IPv4 and IPv6, because `localhost` may be either. Otherwise, or if ::1 is not available, one address. */
async function listenAt(
  app: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<[Listener, ...Listener[]]> {
  const loopback = BOTH_FAMILIES.has(host)
  const first = await listenOn(app, loopback ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''), port)
  if (!loopback) return [first]
  const second = await listenOn(app, '::1', portOf(first)).catch(async (error) => {
    if (port === 0 || isUnavailable(error)) return null
    await closeAll([first])
    throw error
  })
  return second ? [first, second] : [first]
}

const portOf = ({ server }: Listener) => (server.address() as AddressInfo).port

const isUnavailable = (error: { cause?: { code?: string } }) =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.cause?.code ?? '')

/** A server and its open connections. */
interface Listener {
  server: Server
  sockets: Set<Socket>
}

function listenOn(app: RequestListener, host: string, port: number): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer(app)
    const sockets = new Set<Socket>()
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    server.once('error', (cause) => {
      const hint = 'Choose another --port (0 picks a free one) or --host.'
      reject(
        new HarnessError('INVALID_CONFIG', `Cannot listen on ${host} port ${port}: ${cause.message}`, hint, { cause }),
      )
    })
    server.listen(port, host, () => resolve({ server, sockets }))
  })
}

const GRACE_MS = 20
const DRAIN_MS = 5_000

/**
 * Waits until requests in progress are answered. Idle connections are closed after a moment, so that a request that is already
 * on its way can still arrive. Connections that take too long are closed.
 */
async function closeAll(listeners: Listener[]): Promise<void> {
  await Promise.all(
    listeners.map(async ({ server, sockets }) => {
      server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'))
      // http's own close would drop connections whose request was sent but not yet read.
      const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
      const sweepNow = () => {
        server.closeIdleConnections()
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy() // never sent a request
      }
      // setImmediate: after a long turn of the event loop the timer fires before sockets are read.
      const sweep = setInterval(() => setImmediate(sweepNow), GRACE_MS)
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearInterval(sweep)
      clearTimeout(cut)
      server.close() // ends http's own timers
    }),
  )
}
