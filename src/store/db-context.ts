import type { Kysely } from 'kysely'
import type { Finding } from '../core/domain/check.ts'
import type { Database } from './schema.ts'

/** A database, or a transaction in it, with state that all of them share. */
export interface DbContext {
  db: Kysely<Database>
  catalogues: Catalogues
  /** The connections that are known to be stored, by their hashes. */
  keptConnections: Set<string>
  /** How many attempts are kept. */
  retain: number
}

/** The catalogues that this process has seen, by their ids. */
export type Catalogues = Map<string, Catalogue>

export interface Catalogue {
  id: string
  entries: CatalogueEntry[]
  /** Whether it is known to be committed to the database. */
  kept: boolean
}

/** The part of a finding that describes its check: the same in every login that one version judges by the same rules. */
export type CatalogueEntry = Pick<Finding, 'id' | 'title' | 'severity' | 'enforcedBy' | 'reference' | 'confidence'>
