// Lists of 100,000 attempts and waits for one of them, over HTTP, with the store in a file.
import Libsql from 'libsql'
import { connect, sendAll, withHarness, writeRequests } from './http.js'
import { median, table, timeOf } from './measure.js'
import { ACCOUNT, writeLogin } from './messages.js'

const ATTEMPTS = 100_000
const NOBODY = `AC${'f'.repeat(32)}`

/**
 * One real login a hundred thousand times, of a thousand workers; every tenth is of another account, every 997th was rejected,
 * and the first is the only one of its worker.
 */
function multiply(file) {
  const database = new Libsql(file)
  const columns = database.prepare('pragma table_info(attempts)').all()
  const worker = "iif(n = 1, 'first@example.com', printf('worker-%d@example.com', n % 1000))"
  const changed = {
    seq: 'n + 1',
    id: "printf('attempt-%014d', n)",
    account: `iif(n % 10 = 0, 'AC' || printf('%032d', n % 100), account)`,
    outcome: "iif(n % 997 = 0, 'rejected', outcome)",
    nameId: worker,
    nameKey: worker,
    email: worker,
    emailKey: worker,
  }
  const values = columns.map(({ name }) => changed[name] ?? `"${name}"`)
  database.exec(`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${ATTEMPTS - 1})
    insert into attempts (${columns.map(({ name }) => `"${name}"`)}) select ${values} from attempts, numbers where seq = 1`)
  database.close()
}

const LISTS = [
  ['the newest 100', {}],
  ['the newest 1,000', { limit: '1000' }],
  ['100 from the middle', { after: '50000' }],
  ['of a worker, 100 of its 100', { worker: 'worker-7@example.com' }],
  ['of the worker of the oldest attempt', { worker: 'first@example.com' }],
  ['of a worker that is not', { worker: 'nobody@example.com' }],
  ['of an account that is not', { account: NOBODY }],
  ['the rejected ones of an account', { outcome: 'rejected', account: ACCOUNT }],
  ['of a product that nobody uses', { product: 'okta' }],
]

const WAITS = [
  ['any', {}, 200],
  ['of the worker of the oldest attempt', { worker: 'first@example.com' }, 200],
  ['by e-mail, behind the first', { email: 'worker-999@example.com', after: '1' }, 200],
  ['with an expectation, of a worker', { worker: 'worker-7@example.com', expect: 'roles contains agent' }, 200],
  ['of a worker that is not: why none was it', { worker: 'nobody@example.com' }, 408],
  ['of an account that is not, behind the first', { account: NOBODY, after: '1' }, 408],
  ['with an expectation that none meets: why none was it', { expect: 'roles contains cook' }, 408],
]

/** Milliseconds for an answer of this status; `found` says what is in it. */
async function timeAnswers(url, status, found) {
  const ask = async () => {
    const answer = await fetch(url)
    const body = await answer.json()
    if (answer.status !== status) throw new Error(`${url} answered ${answer.status}`)
    return found(body)
  }
  return [await ask(), `${(await timeOf(ask)).toFixed(1)} ms`]
}

const WAITING = 50
const ROUNDS = 21

/** From the answer to a login until the last of fifty who waited for it has its own. */
async function timeWaking(url) {
  const times = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { login } = await (await fetch(`${url}/api/v1/logins/wait?timeout=0`)).json()
    const asked = `${url}/api/v1/logins/wait?after=${login.id}&timeout=30s&worker=user${round}@example.com`
    const waiting = Array.from({ length: WAITING }, async () => (await fetch(asked)).json())
    await untilWaiting(url)
    await sendAll(
      url,
      writeRequests([writeLogin(ATTEMPTS + round + 100 - ((ATTEMPTS + 100) % 100), new Date(), { values: 0 })]),
      1,
    )
    const begun = performance.now()
    await Promise.all(waiting)
    times.push(performance.now() - begun)
  }
  return median(times)
}

async function untilWaiting(url) {
  while ((await (await fetch(`${url}/api/v1/info`)).json()).waiting < WAITING)
    await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Milliseconds of each kind of list and wait. */
export async function benchLogins() {
  return withHarness(
    async (url, _server, file) => {
      await connect(url)
      await sendAll(url, writeRequests([writeLogin(1, new Date(), { values: 0 })]), 1)
      multiply(file)
      await new Promise((resolve) => setTimeout(resolve, 100)) // connections that were closed meanwhile are forgotten
      const api = `${url}/api/v1/logins`
      const rows = []
      for (const [what, query] of LISTS) {
        const asked = `${api}?${new URLSearchParams(query)}`
        rows.push([`list: ${what}`, ...(await timeAnswers(asked, 200, ({ logins }) => logins.length))])
      }
      for (const [what, query, status] of WAITS) {
        const asked = `${api}/wait?${new URLSearchParams({ ...query, timeout: '0' })}`
        rows.push([`wait: ${what}`, ...(await timeAnswers(asked, status, ({ login }) => (login ? 1 : 0)))])
      }
      rows.push([
        `wait: ${WAITING} at once, from the answer to the login to their last`,
        WAITING,
        `${(await timeWaking(url)).toFixed(1)} ms`,
      ])
      return table(['asked', 'found', 'time'], rows)
    },
    ['--retain', String(ATTEMPTS + 1_000)],
  )
}
