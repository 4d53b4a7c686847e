// Lists and waits over 100,000 attempts, over HTTP, with the store in a file.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { connect, expectAccepted, expectAll, sendAll, withHarness, writeRequests } from './http.js'
import { table, timeOf } from './measure.js'
import { ACCOUNT, writeLogin } from './messages.js'

const LOGINS = 1_000
const TIMES = 100

/** Real logins, and then copies of their rows under other ids and names. */
async function fill(file) {
  await withHarness(
    async (url) => {
      await connect(url)
      const logins = Array.from({ length: LOGINS }, (_, index) => writeLogin(index + 1, new Date()))
      expectAll(await sendAll(url, writeRequests(logins)), 303)
      await expectAccepted(url)
    },
    ['--db', file],
  )
  const db = new Database(file)
  const columns = db
    .prepare('select name from pragma_table_info(?)')
    .all('attempts')
    .map(({ name }) => name)
    .filter((name) => name !== 'seq')
  const copied = columns.map((name) =>
    ['id', 'nameKey', 'emailKey'].includes(name) ? `"${name}" || '-' || ?` : `"${name}"`,
  )
  const names = columns.map((name) => `"${name}"`).join(', ')
  const copy = db.prepare(
    `insert into attempts (${names}) select ${copied.join(', ')} from attempts where seq <= ${LOGINS} order by seq`,
  )
  for (let time = 1; time < TIMES; time += 1) copy.run(...Array(3).fill(String(time)))
  db.close()
}

const ASKED = [
  ['a page of 100', 'logins'],
  ['a page of 100 of one outcome', 'logins?outcome=accepted'],
  ['a page of 100 of an outcome that none has', 'logins?outcome=rejected'],
  ['a page of 100 of another tenant', `logins?account=AC${'f'.repeat(32)}`],
  ['the oldest of a worker', 'logins?worker=user1@example.com-1'],
  ['of a worker that nobody is', 'logins?worker=nobody'],
  ['the last page', 'logins?after=100'],
  ['a wait that is met at once', `logins/wait?account=${ACCOUNT}&timeout=0s`],
  ['a wait in vain for nobody', 'logins/wait?email=nobody&timeout=0s'],
  [
    'a wait in vain, with an expectation, of all behind 99,000',
    'logins/wait?after=99000&timeout=0s&expect=roles%20contains%20nothing',
  ],
  ['a wait in vain, with an expectation', 'logins/wait?timeout=0s&expect=roles%20contains%20nothing'],
]

/** Milliseconds of each kind of list and wait. */
export async function benchLogins() {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-bench-'))
  const file = join(folder, 'store.db')
  try {
    await fill(file)
    return await withHarness(measure, ['--db', file, '--retain', String(LOGINS * TIMES)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(url) {
  const rows = []
  for (const [what, path] of ASKED) {
    const ask = async () => {
      const answer = await fetch(`${url}/api/v1/${path}`)
      const { logins, missed } = await answer.json()
      return `${answer.status}${logins ? `, ${logins.length}` : ''}${missed ? `, ${missed.length} missed` : ''}`
    }
    rows.push([what, await ask(), `${(await timeOf(ask)).toFixed(1)} ms`])
  }
  return table(['asked', 'answered', 'time'], rows)
}
