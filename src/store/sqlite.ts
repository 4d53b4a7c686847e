import { SqliteDialect } from 'kysely'
import Libsql from 'libsql'

/** Opens an SQLite file, or a database in memory for `:memory:`. */
export function sqliteDialect(file: string): SqliteDialect {
  const database = new Libsql(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.pragma('busy_timeout = 5000')
  return new SqliteDialect({ database })
}
