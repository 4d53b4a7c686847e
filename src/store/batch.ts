import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import type { Database } from './schema.ts'

type Executor = Transaction<Database>
interface Waiting {
  work: (db: Executor) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}
type Outcome = { value: unknown } | { reason: unknown }

/**
 * Returns a function that runs work in a transaction. Work that waits at the same moment shares one commit, which is half
 * of what a login costs the database. Each piece runs in its own savepoint, so that a failure does not undo the others, and
 * none is reported as successful before the commit.
 * @param guard wraps a whole transaction
 */
export function createBatches(
  db: Kysely<Database>,
  guard: <T>(work: () => Promise<T>) => Promise<T>,
): <T>(work: (db: Executor) => Promise<T>) => Promise<T> {
  let waiting: Waiting[] = []
  const run = async () => {
    const batch = waiting
    waiting = []
    try {
      const outcomes = await guard(() => db.transaction().execute((each) => doAll(each, batch)))
      outcomes.forEach((outcome, index) => {
        if ('value' in outcome) batch[index]?.resolve(outcome.value)
        else batch[index]?.reject(outcome.reason)
      })
    } catch (reason) {
      for (const { reject } of batch) reject(reason)
    }
  }
  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => setImmediate(run)) // one whole turn of the event loop, in which more work may arrive
      waiting.push({ work, resolve: resolve as Waiting['resolve'], reject })
    })
}

const SAVEPOINT = CompiledQuery.raw('savepoint work')
const RELEASE = CompiledQuery.raw('release work')
const ROLL_BACK = CompiledQuery.raw('rollback to work')

async function doAll(db: Executor, batch: Waiting[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { work } of batch) outcomes.push(await doOne(db, work))
  return outcomes
}

async function doOne(db: Executor, work: Waiting['work']): Promise<Outcome> {
  await db.executeQuery(SAVEPOINT)
  try {
    const value = await work(db)
    await db.executeQuery(RELEASE)
    return { value }
  } catch (reason) {
    await db.executeQuery(ROLL_BACK).catch(() => {
      throw reason // SQLite rolled back the whole transaction, as it does if the disk is full
    })
    return { reason }
  }
}
