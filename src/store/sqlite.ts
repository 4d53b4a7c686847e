import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import Libsql from 'libsql'
import { createSchema, isStore } from './create-schema.ts'
import { createPrivately, findReadOnlyUri, identifyFile, isTooShort, type StoreFile } from './file.ts'
import { refused } from './retry.ts'

/**
 * Opens an SQLite file, or a database in memory for `:memory:`, and creates the tables if it is new.
 * @throws HarnessError STORE_UNAVAILABLE if the file is not a store of this version; it is not changed then
 */
export function openSqlite(location: string): { dialect: SqliteDialect; file: StoreFile | null } {
  refuseForeign(location)
  createPrivately(location)
  const database = new Libsql(location)
  try {
    for (const setting of SETTINGS) database.pragma(setting)
    createSchema(database, location)
    const [main] = database.prepare('pragma database_list').all() as { file: string }[]
    const dialect = new ImmediateDialect({ database: keepStatements(database) })
    return { dialect, file: identifyFile(main?.file ?? '') }
  } catch (error) {
    database.close()
    throw error
  }
}

/** Inspects an existing file without writing: even turning on the log, or closing a database, can change it. */
function refuseForeign(location: string): void {
  const uri = findReadOnlyUri(location)
  if (uri === null) return
  if (isTooShort(location)) throw refused(location, NO_DATABASE)
  try {
    const database = new Libsql(uri)
    try {
      isStore(database, location)
    } finally {
      database.close()
    }
  } catch (error) {
    const misfit = MISFITS[(error as { code?: keyof typeof MISFITS }).code ?? '']
    throw misfit === undefined ? error : refused(location, misfit)
  }
}

const NO_DATABASE = 'it is not an SQLite database'
const MISFITS: Record<string, string> = { SQLITE_NOTADB: NO_DATABASE, SQLITE_CORRUPT: 'its file is damaged' }

const SETTINGS = [
  'busy_timeout = 100', // this blocks the whole process, so longer waits are done by the store
  'journal_mode = WAL', // fails at once, regardless of the timeout, while another process makes the same change
  'synchronous = NORMAL',
  'wal_autocheckpoint = 4000', // pages of 4 KiB: a checkpoint waits for the disk
]

const MAX_STATEMENTS = 200

/** Keeps prepared statements: preparing one costs more than running most of them, and uses memory until it is collected. */
function keepStatements(database: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = kept.get(sql)
      if (known) return known
      const prepared = database.prepare(sql)
      const statement: SqliteStatement = {
        reader: prepared.reader,
        all: (parameters) => prepared.all(parameters),
        run: (parameters) => prepared.run(parameters),
        iterate: (parameters) => prepared.iterate(parameters),
      }
      if (kept.size < MAX_STATEMENTS) kept.set(sql, statement)
      return statement
    },
  }
}

/** A transaction takes the write lock at its start: what it read cannot be outdated by another process when it writes. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** If SQLite has already rolled back, there is nothing left to roll back, and the original error counts. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined)
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDialect>[0]

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config)
  }
}
