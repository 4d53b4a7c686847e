import { byField, FIELD_NAMES, fieldOf } from './connection-fields.ts'
import type { Connection } from './login.ts'

/** A connection with the default of each field that it lacks, and its fields in the order of the table. */
export function withDefaults(given: Partial<Connection> & { sid: string }): Connection {
  const basis = { sid: given.sid, product: given.product ?? 'generic' }
  return byField(FIELD_NAMES, (name) => {
    const value = fieldOf(name).default
    return given[name] ?? (typeof value === 'function' ? value(basis) : value)
  })
}
