import type { Kysely } from 'kysely'
import type { Catalogues } from './catalogues.ts'
import type { Database } from './schema.ts'
import type { Statements } from './statements.ts'

/** A database, or a transaction in it, with what is kept for all of them. */
export interface Handle {
  db: Kysely<Database>
  statements: Statements
  catalogues: Catalogues
}
