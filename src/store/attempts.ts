import type { Kysely } from 'kysely'
import type { LoginAttempt, StoredAttempt } from '../core/domain/attempt.ts'
import { type LoginSummary, type Report, SUMMARY_FIELDS } from '../core/domain/report.ts'
import type { DbContext } from './db-context.ts'
import { packBasis, unpackBasis } from './judged-context.ts'
import type { AcceptedAssertionRow, AttemptRow, Database } from './schema.ts'
import { packReport, unpackReport } from './shared-json.ts'
import { insertInto, prepare } from './statement.ts'

/** The filters for a list of logins. `worker` is a NameID; it and `email` match regardless of case; `after` and `since` are cursors. */
export interface AttemptFilter {
  limit: number
  /** Only attempts after it in a list: older ones. */
  after?: number | undefined
  outcome?: string | undefined
  account?: string | undefined
  connection?: string | undefined
  product?: string | undefined
  worker?: string | undefined
  email?: string | undefined
  /** Only those recorded later. */
  since?: number | undefined
  /** The newest first by default. */
  order?: 'asc' | 'desc' | undefined
}

/** A login with its cursor, which grows with each attempt. */
export interface FoundLogin {
  cursor: number
  summary: LoginSummary
}

const KEPT = ['nameKey', 'emailKey', 'report', 'catalogue', 'samlResponse', 'issuer', 'clockOffset', 'basis'] as const
const INSERT_ATTEMPT = prepare<Omit<AttemptRow, 'seq'>>(insertInto('attempts', [...SUMMARY_FIELDS, ...KEPT]))
const DELETE_OLDEST = prepare<{ oldest: number }>('delete from attempts where seq <= :oldest')

/** Adds an attempt, deletes the oldest beyond the retention, and returns its cursor. */
export async function addAttempt(handle: DbContext, attempt: LoginAttempt): Promise<number> {
  const { summary, report, samlResponse, basis, clock } = attempt
  const row = {
    samlResponse,
    basis: await packBasis(handle, basis),
    issuer: clock?.issuer ?? null,
    clockOffset: clock?.offsetSeconds ?? null,
    ...summary,
    nameKey: summary.nameId?.toLowerCase() ?? null,
    emailKey: summary.email?.toLowerCase() ?? null,
    ...(await packReport(handle, report)),
  }
  const { insertId = 0n } = await INSERT_ATTEMPT(handle.db, row)
  const cursor = Number(insertId)
  await trimAttempts(handle, cursor)
  return cursor
}

/** Deletes attempts beyond the retention. */
export async function trimAttempts({ db, retain }: DbContext, newest: number): Promise<void> {
  const oldest = newest - retain
  if (oldest > 0) await DELETE_OLDEST(db, { oldest })
}

/** One page of logins, newest first, and the cursor of the next page or null. */
export async function listAttempts(
  db: Kysely<Database>,
  filter: AttemptFilter,
): Promise<{ logins: LoginSummary[]; next: number | null }> {
  const found = await findLogins(db, { ...filter, limit: filter.limit + 1 })
  const page = found.slice(0, filter.limit)
  return {
    logins: page.map(({ summary }) => summary),
    next: found.length > page.length ? (page.at(-1)?.cursor ?? null) : null,
  }
}

/** Logins with their cursors. */
export async function findLogins(db: Kysely<Database>, filter: AttemptFilter): Promise<FoundLogin[]> {
  const query = db.selectFrom('attempts').select(['seq', ...SUMMARY_FIELDS])
  const rows = await query
    .where('seq', 'in', cursorsOf(db, filter))
    .orderBy('seq', filter.order ?? 'desc')
    .execute()
  return rows.map(({ seq, ...summary }) => ({ cursor: seq, summary }))
}

/** Logins with their cursors and Reports. */
export async function findReports(
  handle: DbContext,
  filter: AttemptFilter,
): Promise<(FoundLogin & { report: Report })[]> {
  const query = handle.db.selectFrom('attempts').select(['seq', 'report', 'catalogue', ...SUMMARY_FIELDS])
  const found = query.where('seq', 'in', cursorsOf(handle.db, filter)).orderBy('seq', filter.order ?? 'desc')
  const logins = []
  for (const { seq, report, catalogue, ...summary } of await found.execute())
    logins.push({ cursor: seq, summary, report: await unpackReport(handle, { report, catalogue }) })
  return logins
}

/** The index of all filters finds them; only their rows are read. */
function cursorsOf(db: Kysely<Database>, { limit, after, since, order = 'desc', ...equal }: AttemptFilter) {
  let found = db.selectFrom('attempts').select('seq').orderBy('seq', order).limit(limit)
  for (const [column, value] of Object.entries(columnsOf(equal)))
    if (value !== undefined) found = found.where(column as keyof ReturnType<typeof columnsOf>, '=', value as never)
  if (after !== undefined) found = found.where('seq', '<', after)
  if (since !== undefined) found = found.where('seq', '>', since)
  return found
}

const columnsOf = ({ worker, email, ...equal }: Omit<AttemptFilter, 'limit' | 'after' | 'since' | 'order'>) => ({
  ...equal,
  nameKey: worker?.toLowerCase(),
  emailKey: email?.toLowerCase(),
})

/** The cursor of an attempt, or of the newest. */
export async function findCursor(db: Kysely<Database>, id?: string): Promise<number | null> {
  const query = db.selectFrom('attempts').select('seq').orderBy('seq', 'desc').limit(1)
  const [row] = await (id === undefined ? query : query.where('id', '=', id)).execute()
  return row?.seq ?? null
}

const REMEMBERED_OFFSETS = 20

/** How far an IdP's clock was ahead in the last logins of an account, in seconds, newest first. */
export async function loadClockOffsets(db: Kysely<Database>, account: string, issuer: string): Promise<number[]> {
  const rows = await db
    .selectFrom('attempts')
    .select('clockOffset')
    .where('account', '=', account)
    .where('issuer', '=', issuer)
    .orderBy('seq', 'desc')
    .limit(REMEMBERED_OFFSETS)
    .execute()
  return rows.map(({ clockOffset }) => clockOffset ?? 0)
}

/** Deletes every attempt, and which assertions were used. */
export async function clearAttempts(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom('attempts').execute()
  await db.deleteFrom('acceptedAssertions').execute()
}

/** The report of one attempt. */
export async function loadReport(handle: DbContext, id: string): Promise<Report | null> {
  const rows = await handle.db.selectFrom('attempts').select(['report', 'catalogue']).where('id', '=', id).execute()
  return rows[0] ? unpackReport(handle, rows[0]) : null
}

/** One attempt with what was posted. */
export async function loadAttempt(handle: DbContext, id: string): Promise<StoredAttempt | null> {
  const columns = ['report', 'catalogue', 'samlResponse', 'basis'] as const
  const [row] = await handle.db.selectFrom('attempts').select(columns).where('id', '=', id).execute()
  if (row === undefined) return null
  const basis = await unpackBasis(handle, row.basis)
  const samlResponse = basis.fields?.[0] ?? row.samlResponse // the driver reads text only up to a NUL
  return { report: await unpackReport(handle, row), samlResponse, basis }
}

/** The report of the newest attempt. */
export async function loadLatestReport(handle: DbContext): Promise<Report | null> {
  const query = handle.db.selectFrom('attempts').select(['report', 'catalogue']).orderBy('seq', 'desc').limit(1)
  const [row] = await query.execute()
  return row ? unpackReport(handle, row) : null
}

const SELECT_ACCEPTED = prepare<{ tenant: string; assertionId: string }, { loginId: string }>(
  'select "loginId" from "acceptedAssertions" where tenant = :tenant and "assertionId" = :assertionId',
)
const INSERT_ACCEPTED = prepare<AcceptedAssertionRow>(
  insertInto('acceptedAssertions', ['tenant', 'assertionId', 'loginId', 'expiresAt']),
)
const DELETE_EXPIRED = prepare<{ before: string }>('delete from "acceptedAssertions" where "expiresAt" < :before')

/** The accepted login of a tenant that used an assertion ID. */
export async function findAccepted({ db }: DbContext, tenant: string, assertionId: string): Promise<string | null> {
  const { rows } = await SELECT_ACCEPTED(db, { tenant, assertionId })
  return rows[0]?.loginId ?? null
}

/** Records the use of an assertion, and deletes those that have long expired. Fails if it was used before. */
export async function rememberAssertion(
  { db }: DbContext,
  accepted: AcceptedAssertionRow,
  forgetBefore: string,
): Promise<void> {
  await INSERT_ACCEPTED(db, accepted)
  await DELETE_EXPIRED(db, { before: forgetBefore })
}
