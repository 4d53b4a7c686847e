// A login through HTTP: this harness with its record in a file, and the smallest ACS that express and node-saml make.
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as connectTo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { median, table } from './measure.js'
import { ACCOUNT, CERTIFICATE, ISSUER, writeLogin } from './messages.js'

const MAIN = new URL('../../dist/edge/cli/main.js', import.meta.url).pathname
const LOGINS = 1_000
const ROUNDS = 5
const WARM_UP = 6
const AT_ONCE = 16

/** Starts `serve` with a store in a new file, unless the flags say otherwise; `use` gets its URL. */
export async function withHarness(use, flags = []) {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-bench-'))
  const server = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--db', join(folder, 'store.db'), ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const [line] = await once(createInterface(server.stdout), 'line')
    return await use(line.replace('ready: ', ''), server)
  } finally {
    server.kill()
    if (server.exitCode === null) await once(server, 'exit')
    rmSync(folder, { recursive: true })
  }
}

/** Tells a harness whom to trust. */
export async function connect(url) {
  const body = JSON.stringify({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [CERTIFICATE] })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/v1/connections`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`answered ${answer.status}: ${await answer.text()}`)
}

async function withNodeSaml(use) {
  const server = fork(new URL('node-saml-acs.js', import.meta.url).pathname, { stdio: 'ignore' })
  const [{ port }] = await once(server, 'message')
  try {
    return await use(`http://localhost:${port}`)
  } finally {
    server.kill()
  }
}

/** The requests of logins, whole and ready to be sent, so that a measurement is of the server and not of its client. */
export function writeRequests(samlResponses) {
  return samlResponses.map((samlResponse) => {
    const body = `SAMLResponse=${encodeURIComponent(samlResponse)}`
    const head = [
      `POST /v1/Accounts/${ACCOUNT}/saml2 HTTP/1.1`,
      'Host: localhost',
      'Accept: text/html',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
    ]
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
  })
}

/** Sends requests over a few connections, on each the next one when the last was answered, and gives the status codes. */
export async function sendAll(url, requests, atOnce = AT_ONCE) {
  const queue = requests.values()
  const statuses = await Promise.all(Array.from({ length: atOnce }, () => sendOverOne(url, queue)))
  return statuses.flat()
}

function sendOverOne(url, queue) {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const statuses = []
    const socket = connectTo({ host: hostname, port: Number(port), noDelay: true })
    const sendNext = () => {
      const { value, done } = queue.next()
      if (done) socket.end(() => resolve(statuses))
      else socket.write(value)
    }
    let received = ''
    socket.setEncoding('latin1').on('connect', sendNext).on('error', reject)
    socket.on('data', (piece) => {
      received += piece
      const status = readAnswer(received)
      if (status === null) return
      received = ''
      statuses.push(status)
      sendNext()
    })
  })
}

/** The status of an answer when all of it is there, else null. */
function readAnswer(received) {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return null
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? Number.NaN)
  if (Number.isNaN(length)) throw new Error(`an answer without length: ${received.slice(0, end)}`)
  return received.length < end + 4 + length ? null : Number(received.slice(9, 12))
}

/** Milliseconds for one login in a round of them. */
async function timeLogins({ url, accepted }, serials) {
  const requests = writeRequests(Array.from({ length: LOGINS }, () => writeLogin(serials.next(), new Date())))
  const begun = performance.now()
  const statuses = await sendAll(url, requests)
  const time = (performance.now() - begun) / LOGINS
  expectAll(statuses, accepted)
  return time
}

/** A browser is sent to a page by 303 whatever the verdict: a login that was refused would be measured as something else. */
export async function expectAccepted(url) {
  const { logins } = await (await fetch(`${url}/api/v1/logins?outcome=rejected&limit=1`)).json()
  if (logins.length > 0) throw new Error(`a login was rejected: ${JSON.stringify(logins[0])}`)
}

export function expectAll(statuses, expected) {
  if (statuses.some((status) => status !== expected)) throw new Error(`answered ${[...new Set(statuses)]}`)
}

/** Both in turns, so that both see the same weather; V8 compiles for the first thousands of logins, which warm up. */
export async function benchHttp() {
  const serials = { at: 1, next: () => serials.at++ }
  const rounds = await withHarness(async (url) => {
    await connect(url)
    return withNodeSaml(async (other) => {
      const times = []
      for (let round = 0; round < WARM_UP + ROUNDS; round += 1)
        times.push([
          await timeLogins({ url, accepted: 303 }, serials),
          await timeLogins({ url: other, accepted: 200 }, serials),
        ])
      await expectAccepted(url)
      return times.slice(WARM_UP)
    })
  })
  const [own, nodeSaml] = [0, 1].map((which) => median(rounds.map((times) => times[which])))
  const ratio = median(rounds.map(([ours, theirs]) => theirs / ours))
  return table(
    ['ACS', 'a login of 8 KB'],
    [
      ['express and node-saml, nothing recorded', `${nodeSaml.toFixed(2)} ms`],
      ['flex-iam-mock, recorded in a file', `${own.toFixed(2)} ms: ×${ratio.toFixed(1)} as many`],
    ],
  )
}

const MANY = 10_000
const STEP = 1_000

/** What the server's process takes after each thousand of logins. */
export async function benchMemory(residentOf) {
  return withHarness(async (url, server) => {
    await connect(url)
    const sizes = []
    for (let serial = 1; serial <= MANY; serial += STEP) {
      const logins = Array.from({ length: STEP }, (_, index) => writeLogin(serial + index, new Date()))
      expectAll(await sendAll(url, writeRequests(logins)), 303)
      sizes.push([serial + STEP - 1, residentOf(server.pid)])
    }
    await expectAccepted(url)
    return table(['logins', ...sizes.map(([logins]) => logins)], [['MB', ...sizes.map(([, megabytes]) => megabytes)]])
  })
}

const STARTS = 6

/** Milliseconds from the start of the process to its `ready:` line, without the first, cold one. */
export async function benchStart() {
  const times = []
  for (let start = 0; start < STARTS; start += 1) {
    const begun = performance.now()
    await withHarness(async () => times.push(performance.now() - begun))
  }
  const warm = times.slice(1)
  return `Start to ready, median of ${warm.length}: ${(median(warm) / 1_000).toFixed(2)} s\n`
}
