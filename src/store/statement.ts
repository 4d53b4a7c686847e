import { CompiledQuery, type Kysely, type QueryResult } from 'kysely'
import type { Database } from './schema.ts'

/** A prepared statement with named parameters, run by a database or in one of its transactions. */
type Statement<P, R> = (db: Kysely<Database>, values: P) => Promise<QueryResult<R>>

/**
 * SQL with parameters as `:name`, for the queries of every login: kysely takes longer to build a query than SQLite to run
 * it. Parameters are numbered in the order of their first use, which both SQLite and Postgres understand.
 */
export function prepare<P extends object, R = never>(text: string): Statement<P, R> {
  const names: string[] = []
  const numbered = text.replace(/:(\w+)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
  return (db, values) => {
    const parameters = names.map((name) => values[name as keyof P])
    return db.executeQuery<R>(CompiledQuery.raw(numbered, parameters) as CompiledQuery<R>)
  }
}

/** `insert into` with a parameter for each column. */
export function insertInto(table: keyof Database, columns: readonly string[]): string {
  const values = columns.map((name) => `:${name}`)
  return `insert into "${table}" (${columns.map(quote).join(', ')}) values (${values.join(', ')})`
}

const quote = (name: string) => `"${name}"`

/** The end of an `insert into` that replaces the row with the same key. */
export function orReplace(key: string, columns: readonly string[]): string {
  const changes = columns.filter((name) => name !== key).map((name) => `"${name}" = excluded."${name}"`)
  return `on conflict ("${key}") do update set ${changes.join(', ')}`
}
