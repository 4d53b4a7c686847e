import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import Libsql from 'libsql'
import { createPrivately, identifyFile, type StoreFile } from './file.ts'

/** Opens an SQLite file, or a database in memory for `:memory:`, which has no file. */
export function openSqlite(location: string): { dialect: SqliteDialect; file: StoreFile | null } {
  createPrivately(location)
  const database = new Libsql(location)
  try {
    for (const setting of SETTINGS) database.pragma(setting)
    const [main] = database.prepare('pragma database_list').all() as { file: string }[]
    const dialect = new ImmediateDialect({ database: keepStatements(database) })
    return { dialect, file: identifyFile(main?.file ?? '') }
  } catch (error) {
    database.close()
    throw error
  }
}

const SETTINGS = [
  'busy_timeout = 100', // it waits with the whole process, so the store waits longer by itself
  'journal_mode = WAL', // fails at once, whatever the timeout, while another process makes the same change
  'synchronous = NORMAL',
  'wal_autocheckpoint = 4000', // pages of 4 KiB: a checkpoint waits for the disk
]

const MAX_STATEMENTS = 200

/** Keeps prepared statements: to prepare one costs more than to run most of them, and memory until it is collected. */
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

  /** Where SQLite has rolled back by itself there is nothing left to, and the error that made it counts. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined)
  }
}

/** Migrations run in a transaction too: SQLite can, and two processes that start at once take turns. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDialect>[0]

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
    super(config)
    this.#config = config
  }

  override createAdapter(): TransactionalAdapter {
    return new TransactionalAdapter()
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config)
  }
}
