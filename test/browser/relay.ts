import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FlexIamMock } from '../../src/index.ts'

/** Passes requests on to a harness as they are, and tells what it answered: a browser hides it from pages and tests. */
export interface Relay {
  url: string
  /** The status of the first answer to a path. */
  statusOf(path: string): Promise<number>
}

/** Stands between a browser and a harness while `use` runs. */
export async function withRelay(harness: FlexIamMock, use: (relay: Relay) => Promise<void>): Promise<void> {
  const waiting = new Map<string, PromiseWithResolvers<number>>()
  const answerTo = (path: string) => {
    const known = waiting.get(path) ?? withResolvers()
    waiting.set(path, known)
    return known
  }
  const server = createServer((request, response) => {
    const { url: path = '', method, headers } = request
    const passedOn = ask({ host: '127.0.0.1', port: new URL(harness.url).port, path, method, headers }, (answer) => {
      answerTo(path).resolve(answer.statusCode ?? 0)
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    passedOn.once('error', () => response.destroy())
    request.pipe(passedOn)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  try {
    const url = `http://localhost:${(server.address() as AddressInfo).port}`
    await use({ url, statusOf: (path) => answerTo(path).promise })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>
  resolve(value: T): void
}

/** Promise.withResolvers of Node 22. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
