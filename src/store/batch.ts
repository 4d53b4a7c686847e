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
 * Makes a function that does work in a transaction. Works that wait at the same moment share one commit, which is half of
 * what a login costs the database: each runs in a savepoint of its own, so that one that fails takes nothing of the
 * others with it, and none is told to have succeeded before the commit has.
 * @param guard what surrounds a whole transaction
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
      if (waiting.length === 0) setImmediate(() => setImmediate(run)) // one whole turn, in which others may come
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
      throw reason // SQLite rolled back the whole transaction, as it does where the disk is full
    })
    return { reason }
  }
}
