import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Finding } from '../core/domain/check.ts'
import type { Report } from '../core/domain/report.ts'
import type { Catalogue, CatalogueEntry, Catalogues, DbContext } from './db-context.ts'
import type { Database } from './schema.ts'

const SHARED = [
  'id',
  'title',
  'severity',
  'enforcedBy',
  'reference',
  'confidence',
] as const satisfies (keyof CatalogueEntry)[]
const OWN = ['status', 'blockedBy', 'because', 'expected', 'received', 'difference', 'location', 'fix'] as const

/** A report without what is already in the catalogue, which is three quarters of a report. */
interface PackedReport {
  report: string
  catalogue: string
}

/** Packs a report, and stores its catalogue if it is new. */
export async function packReport({ db, catalogues }: DbContext, report: Report): Promise<PackedReport> {
  const catalogue =
    [...catalogues.values()].find((each) => describes(each.entries, report.findings)) ?? add(catalogues, report)
  if (!catalogue.kept) catalogue.kept = await insertIfAbsent(db, catalogue.id, JSON.stringify(catalogue.entries))
  return { catalogue: catalogue.id, report: JSON.stringify({ ...report, findings: report.findings.map(ownOf) }) }
}

/** Stores what many attempts share under its hash. Returns whether it is known to be committed. */
export async function insertIfAbsent(db: Kysely<Database>, id: string, entries: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('catalogues')
    .values({ id, entries })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 0n // only then has an earlier login written it
}

/** The id of shared JSON: its own hash. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16)

/** Call when a transaction fails: what its logins wrote may never have been committed. */
export function clearPersistedCache({ catalogues, keptConnections }: DbContext): void {
  for (const catalogue of catalogues.values()) catalogue.kept = false
  keptConnections.clear()
}

/** The report, unpacked. */
export async function unpackReport(
  { db, catalogues }: DbContext,
  { report, catalogue }: PackedReport,
): Promise<Report> {
  const packed = JSON.parse(report)
  const entries = catalogues.get(catalogue)?.entries ?? (await load(db, catalogues, catalogue))
  return { ...packed, findings: entries.map((entry, index) => wholeOf(entry, packed.findings[index])) }
}

function add(known: Catalogues, { findings }: Report): Catalogue {
  const entries = findings.map(sharedOf)
  const catalogue = { id: hashOf(JSON.stringify(entries)), entries, kept: false }
  known.set(catalogue.id, catalogue)
  return catalogue
}

async function load(db: Kysely<Database>, known: Catalogues, id: string): Promise<CatalogueEntry[]> {
  const row = await db.selectFrom('catalogues').select('entries').where('id', '=', id).executeTakeFirstOrThrow()
  const entries: CatalogueEntry[] = JSON.parse(row.entries)
  known.set(id, { id, entries, kept: true })
  return entries
}

function describes(entries: CatalogueEntry[], findings: Finding[]): boolean {
  return entries.length === findings.length && entries.every((entry, index) => isOf(entry, findings[index]))
}

function isOf(entry: CatalogueEntry, finding: Finding | undefined): boolean {
  return SHARED.every((key) =>
    key === 'reference'
      ? entry.reference.document === finding?.reference.document &&
        entry.reference.section === finding.reference.section
      : entry[key] === finding?.[key],
  )
}

function sharedOf({ id, title, severity, enforcedBy, reference, confidence }: Finding): CatalogueEntry {
  return { id, title, severity, enforcedBy, reference, confidence }
}

/** A plain pass, which most findings are, is 0. */
function ownOf(finding: Finding): Partial<Finding> | 0 {
  if (finding.status === 'pass' && finding.because === null) return 0
  const own: Record<string, string> = {}
  for (const key of OWN) if (finding[key] !== null) own[key] = finding[key]
  return own
}

function wholeOf(entry: CatalogueEntry, packed: (Partial<Finding> & Pick<Finding, 'status'>) | 0): Finding {
  const own: Partial<Finding> & Pick<Finding, 'status'> = packed === 0 ? { status: 'pass' } : packed
  const { id, title, severity, enforcedBy, reference, confidence } = entry
  const { status, blockedBy = null, because = null, expected = null, received = null } = own
  const { difference = null, location = null, fix = null } = own
  const outcome = { status, blockedBy, because, expected, received, difference, location, fix }
  return { id, title, severity, enforcedBy, ...outcome, reference, confidence }
}
