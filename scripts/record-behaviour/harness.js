import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { maskPort } from './masks.js'

const control = globalThis[Symbol.for('record-behaviour')]

/** The Host header of every request, so that no record holds the port in use. */
const HOST = 'localhost:18080'
export const TOKEN = 'token-of-the-record'

/** The package API of a built checkout, found as a program that installed it would. */
export function importPackage(checkout) {
  const { exports } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
  return import(pathToFileURL(join(checkout, exports['.'].import.default)).href)
}

/** Headers as received, by name; `date` is the machine's and is left out (see masks.js). */
const headersOf = ({ rawHeaders }) =>
  rawHeaders
    .flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1]]] : []))
    .filter(([name]) => name !== 'date')
    .sort((one, other) => (one.join() < other.join() ? -1 : 1))

function readAnswer(answer, resolve, reject) {
  const { statusCode: status } = answer
  const headers = headersOf(answer)
  if (/^text\/event-stream/.test(answer.headers['content-type'] ?? '')) {
    answer.destroy() // a stream does not end
    return resolve({ status, headers, body: null })
  }
  const chunks = []
  answer.on('data', (chunk) => chunks.push(chunk))
  answer.on('end', () => resolve({ status, headers, body: Buffer.concat(chunks).toString('utf8') }))
  answer.on('error', reject)
}

/** Sends requests to a port of this machine. */
function createClient(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const send = (method, path, headers = {}, body = undefined) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
      const options = { agent, host: '127.0.0.1', port, method, path, headers: { host: HOST, ...length, ...headers } }
      const sent = request(options, (answer) => readAnswer(answer, (read) => resolve(maskPort(read, port)), reject))
      sent.on('error', reject)
      sent.end(body)
    })
  return { send, close: () => agent.destroy() }
}

/** A harness of the package in this process, with a client, and a function that resets it before each case. */
export async function startRecordedHarness(checkout, options = {}) {
  const { startFlexIamMock } = await importPackage(checkout)
  const idpKey = readFileSync(join(checkout, 'fixtures/keys/insecure-idp.key'), 'utf8')
  const flex = await startFlexIamMock({ idpKey, ...options })
  const { send, close } = createClient(Number(new URL(flex.localUrl).port))
  const api = async (method, path, value = undefined) => {
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      ...(value === undefined ? {} : { 'content-type': 'application/json' }),
    }
    return send(method, `/api/v1${path}`, headers, value === undefined ? undefined : JSON.stringify(value))
  }
  const begin = async (id, now = undefined) => {
    control.seed(id)
    control.setTime(now)
    await flex.reset()
    if (now !== undefined) flex.clock.freeze(now)
  }
  const stop = async () => {
    close()
    await flex.close()
  }
  return { flex, send, api, begin, stop }
}

/** Posts a form, as a browser does on behalf of an IdP. */
export const postForm = (send, path, form, headers = {}) =>
  send('POST', path, { 'content-type': 'application/x-www-form-urlencoded', ...headers }, form)

/** Saves a connection; one that cannot be saved is recorded as such. */
export async function connect(api, connection) {
  if (connection === null) return null
  const { status, body } = await api('POST', '/connections', connection)
  return status < 300 ? null : { status, body }
}
