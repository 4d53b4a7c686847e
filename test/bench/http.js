// A login through HTTP: this harness with its record in a file, and the smallest ACS that express and node-saml make.
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { median, table } from './measure.js'
import { ACCOUNT, CERTIFICATE, ISSUER, writeLogin } from './messages.js'

const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname
const LOGINS = 1_000
const ROUNDS = 5
const WARM_UP = 3
const AT_ONCE = 4

/** Starts `serve` with a store in a new file; `use` gets its URL. */
export async function withHarness(use) {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-bench-'))
  const server = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--db', join(folder, 'store.db')], {
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
  await fetch(`${url}/api/v1/connections`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
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

const form = (samlResponse) => `SAMLResponse=${encodeURIComponent(samlResponse)}`

/** Posts bodies, a few at a time, and gives the status codes. */
export async function postAll(url, bodies, atOnce = AT_ONCE) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const target = `${url}/v1/Accounts/${ACCOUNT}/saml2`
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
  const post = (body) =>
    new Promise((resolve, reject) => {
      const sent = request(target, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode))
      })
      sent.on('error', reject).end(body)
    })
  const statuses = []
  const queue = bodies.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const body of queue) statuses.push(await post(body))
    }),
  )
  agent.destroy()
  return statuses
}

/** Milliseconds for one login, the median of some rounds after those to warm up: V8 compiles for the first thousands of logins. */
async function timeLogins(url, serials, accepted) {
  const times = []
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const bodies = Array.from({ length: LOGINS }, () => form(writeLogin(serials.next(), new Date())))
    const begun = performance.now()
    const statuses = await postAll(url, bodies)
    times.push((performance.now() - begun) / LOGINS)
    if (statuses.some((status) => status !== accepted)) throw new Error(`answered ${[...new Set(statuses)]}`)
  }
  return median(times.slice(WARM_UP))
}

export async function benchHttp() {
  const serials = { at: 1, next: () => serials.at++ }
  const harness = await withHarness(async (url) => {
    await connect(url)
    return timeLogins(url, serials, 303)
  })
  const nodeSaml = await withNodeSaml((url) => timeLogins(url, serials, 200))
  return table(
    ['ACS', 'a login of 8 KB'],
    [
      ['express and node-saml, nothing recorded', `${nodeSaml.toFixed(2)} ms`],
      ['flex-iam-mock, recorded in a file', `${harness.toFixed(2)} ms: ×${(nodeSaml / harness).toFixed(1)} as many`],
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
      const bodies = Array.from({ length: STEP }, (_, index) => form(writeLogin(serial + index, new Date())))
      await postAll(url, bodies)
      sizes.push([serial + STEP - 1, residentOf(server.pid)])
    }
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
