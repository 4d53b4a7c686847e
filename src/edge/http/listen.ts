import { createServer, type Server } from 'node:http'
import { type AddressInfo, isIPv6, Server as NetServer, type Socket } from 'node:net'
import type { Express } from 'express'
import { HarnessError } from '../../core/errors.ts'

/** The names of loopback that mean both families; any other address is taken by itself. */
const BOTH_FAMILIES = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])
const ANY_ADDRESS = new Set(['0.0.0.0', '::', '[::]'])

/** The host of a URL that reaches a listening address from this machine. */
function nameFor(host: string): string {
  if (BOTH_FAMILIES.has(host) || ANY_ADDRESS.has(host)) return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}

/** An app that answers at an address of this machine. */
export interface Listening {
  /** A URL that reaches it from this machine. */
  localUrl: string
  /** Lets requests under way be answered, and takes no more. */
  close(): Promise<void>
}

/** @throws HarnessError INVALID_CONFIG where the address is taken or is none of this machine's */
export async function listen(app: Express, address: { host: string; port: number }): Promise<Listening> {
  const [first, ...others] = await listenAt(app, address)
  return {
    localUrl: `http://${nameFor(address.host)}:${portOf(first)}`,
    close: () => closeAll([first, ...others]),
  }
}

/** Loopback means both families: `localhost` may be either. Elsewhere, and where ::1 is not to be had, one address. */
async function listenAt(
  app: Express,
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

/** A server, and the connections that it has open. */
interface Listener {
  server: Server
  sockets: Set<Socket>
}

function listenOn(app: Express, host: string, port: number): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer(app)
    const sockets = new Set<Socket>()
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    server.once('error', (cause) => {
      const hint = 'Choose another --port (0 takes a free one) or --host.'
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
 * Lets requests under way be answered. Connections that only wait are closed after a moment, in which a request that is
 * on its way can still arrive; those that take too long are cut.
 */
async function closeAll(listeners: Listener[]): Promise<void> {
  await Promise.all(
    listeners.map(async ({ server, sockets }) => {
      server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'))
      // http's own close would cut connections whose request has been sent and not yet read.
      const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
      const sweepNow = () => {
        server.closeIdleConnections()
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy() // never asked for anything
      }
      // Behind what has arrived: after a long turn of the loop the timer is due before sockets are read.
      const sweep = setInterval(() => setImmediate(sweepNow), GRACE_MS)
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearInterval(sweep)
      clearTimeout(cut)
      server.close() // ends http's own timers
    }),
  )
}
