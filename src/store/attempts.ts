import type { Kysely } from 'kysely'
import type { Report } from '../domain/report.ts'
import type { Database } from './schema.ts'

/** How many attempts are kept. */
const RETAINED_ATTEMPTS = 10_000

/** A posted response with everything concluded from it. */
export interface LoginAttempt {
  tenant: string
  /** The ID of the assertion when the login was accepted, else null. */
  acceptedAssertionId: string | null
  report: Report & { id: string; receivedAt: string }
  /** The form field as posted, or null when there was none to keep. */
  samlResponse: string | null
}

const read = (row: { report: string }): Report => JSON.parse(row.report)

/** Adds an attempt and drops the oldest beyond the retention. */
export async function addAttempt(
  db: Kysely<Database>,
  { tenant, acceptedAssertionId, report, samlResponse }: LoginAttempt,
): Promise<void> {
  const { id, receivedAt, outcome } = report
  const row = { id, receivedAt, tenant, outcome, acceptedAssertionId, report: JSON.stringify(report), samlResponse }
  const result = await db.insertInto('attempts').values(row).executeTakeFirst()
  const oldest = Number(result.insertId ?? 0n) - RETAINED_ATTEMPTS
  if (oldest > 0) await db.deleteFrom('attempts').where('seq', '<=', oldest).execute()
}

/** The report of one attempt. */
export async function loadReport(db: Kysely<Database>, id: string): Promise<Report | null> {
  const rows = await db.selectFrom('attempts').select('report').where('id', '=', id).execute()
  return rows[0] ? read(rows[0]) : null
}

/** The report of the newest attempt. */
export async function loadLatestReport(db: Kysely<Database>): Promise<Report | null> {
  const rows = await db.selectFrom('attempts').select('report').orderBy('seq', 'desc').limit(1).execute()
  return rows[0] ? read(rows[0]) : null
}

/** The accepted attempt of a tenant that used an assertion ID. */
export async function findAccepted(db: Kysely<Database>, tenant: string, assertionId: string): Promise<string | null> {
  const rows = await db
    .selectFrom('attempts')
    .select('id')
    .where('tenant', '=', tenant)
    .where('acceptedAssertionId', '=', assertionId)
    .execute()
  return rows[0]?.id ?? null
}
