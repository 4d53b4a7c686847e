import type { Kysely } from 'kysely'
import type { Finding } from '../core/domain/check.ts'
import type { Database } from './schema.ts'

/** A database, or a transaction in it, with what is kept for all of them. */
export interface DbContext {
  db: Kysely<Database>
  catalogues: Catalogues
  /** The connections that are known to be kept beside the attempts, by their hashes. */
  keptConnections: Set<string>
  /** How many attempts are kept. */
  retain: number
}

/** The catalogues that this process has met, by their ids. */
export type Catalogues = Map<string, Catalogue>

export interface Catalogue {
  id: string
  entries: CatalogueEntry[]
  /** Whether it is known to be in the database for good. */
  kept: boolean
}

/** What a finding says of its check: the same in every login that the same version judges by the same rules. */
export type CatalogueEntry = Pick<Finding, 'id' | 'title' | 'severity' | 'enforcedBy' | 'reference' | 'confidence'>
