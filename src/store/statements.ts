import { type Compilable, type CompiledQuery, type Kysely, type QueryResult, sql } from 'kysely'
import type {
  AcceptedAssertionRow,
  AttemptRow,
  Database,
  LoginWorkerRow,
  RequestRow,
  WorkerHistoryRow,
  WorkerRow,
} from './schema.ts'

/** A compiled query with its parameters by name, run by a database or within one of its transactions. */
type Statement<P, R> = (db: Kysely<Database>, values: P) => Promise<QueryResult<R>>

/** What every login asks and writes, compiled once: kysely takes longer to build a query than SQLite to run it. */
export type Statements = ReturnType<typeof compileStatements>

/** Compiles the statements for one database. */
export function compileStatements(db: Kysely<Database>) {
  return {
    loadConnection: compile<{ sid: string }, { connection: string }>(['sid'], ({ sid }) =>
      db.selectFrom('connections').select('connection').where('sid', '=', sid),
    ),
    findAccepted: compile<{ tenant: string; assertionId: string }, { loginId: string }>(
      ['tenant', 'assertionId'],
      ({ tenant, assertionId }) =>
        db
          .selectFrom('acceptedAssertions')
          .select('loginId')
          .where('tenant', '=', tenant)
          .where('assertionId', '=', assertionId),
    ),
    rememberAssertion: compile<AcceptedAssertionRow, never>(
      ['tenant', 'assertionId', 'loginId', 'expiresAt'],
      (accepted) => db.insertInto('acceptedAssertions').values(accepted),
    ),
    findRequest: compile<Pick<RequestRow, 'id' | 'tenant' | 'expiresAt'>, Pick<RequestRow, 'relayState' | 'returnTo'>>(
      ['id', 'tenant', 'expiresAt'],
      ({ id, tenant, expiresAt }) =>
        db
          .selectFrom('requests')
          .select(['relayState', 'returnTo'])
          .where('id', '=', id)
          .where('tenant', '=', tenant)
          .where('expiresAt', '>', expiresAt),
    ),
    forgetAssertions: compile<{ before: string }, never>(['before'], ({ before }) =>
      db.deleteFrom('acceptedAssertions').where('expiresAt', '<', before),
    ),
    findWorkerByName: compile<{ account: string; key: string }, WorkerRow>(['account', 'key'], ({ account, key }) =>
      db.selectFrom('workers').selectAll().where('accountSid', '=', account).where('nameKey', '=', key),
    ),
    saveWorker: compile<LoginWorkerRow, never>(WORKER_COLUMNS, (row) =>
      db
        .insertInto('workers')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('sid').doUpdateSet(({ ref }) => {
            const changed = WORKER_COLUMNS.filter((name) => name !== 'sid')
            return Object.fromEntries(changed.map((name) => [name, ref(`excluded.${name}`)]))
          }),
        ),
    ),
    addAttempt: compile<Omit<AttemptRow, 'seq'>, never>(ATTEMPT_COLUMNS, (row) =>
      db.insertInto('attempts').values(row),
    ),
    addWorkerEvent: compile<Omit<WorkerHistoryRow, 'seq'>, { seq: number }>(EVENT_COLUMNS, (row) =>
      db
        .insertInto('workerHistory')
        .columns([...EVENT_COLUMNS, 'seq'])
        .expression((build) =>
          build
            .selectFrom('workerHistory')
            .where('workerSid', '=', row.workerSid)
            .select((each) => [
              ...EVENT_COLUMNS.map((name) => each.val(row[name]).as(name)),
              sql<number>`coalesce(max(seq), 0) + 1`.as('seq'),
            ]),
        )
        .returning('seq'),
    ),
    forgetWorkerEvents: compile<{ workerSid: string; oldest: number }, never>(
      ['workerSid', 'oldest'],
      ({ workerSid, oldest }) =>
        db.deleteFrom('workerHistory').where('workerSid', '=', workerSid).where('seq', '<=', oldest),
    ),
    trimAttempts: compile<{ oldest: number }, never>(['oldest'], ({ oldest }) =>
      db.deleteFrom('attempts').where('seq', '<=', oldest),
    ),
  }
}

const WORKER_COLUMNS = [
  'sid',
  'accountSid',
  'nameKey',
  'workspaceSid',
  'friendlyName',
  'identity',
  'contactUri',
  'activityName',
  'available',
  'attributes',
  'createdAt',
  'updatedAt',
  'lastLoginId',
] as const

const ATTEMPT_COLUMNS = [
  'id',
  'receivedAt',
  'generation',
  'account',
  'connection',
  'outcome',
  'product',
  'nameId',
  'nameKey',
  'email',
  'emailKey',
  'firstCause',
  'report',
  'catalogue',
  'samlResponse',
  'issuer',
  'clockOffset',
  'basis',
] as const

const EVENT_COLUMNS = ['workerSid', 'at', 'by', 'action', 'loginId', 'edit'] as const

/** Builds a query whose every value is a marker, and remembers which marker stands where. */
function compile<P extends object, R>(
  names: readonly (keyof P & string)[],
  build: (markers: P) => Compilable<unknown>,
): Statement<P, R> {
  const markers = Object.fromEntries(names.map((name) => [name, `:${name}`]))
  const query = build(markers as P).compile()
  const order = query.parameters.map((marker) => {
    const name = names.find((each) => marker === `:${each}`)
    if (name === undefined) throw new Error(`a statement has the parameter ${marker}; write constants with sql.lit`)
    return name
  })
  return (executor, values) => {
    const parameters = order.map((name) => values[name])
    return executor.executeQuery<R>({ ...query, parameters } as CompiledQuery<R>)
  }
}
