import { generationOf } from '../../core/connection/judge-target.ts'
import type { Connection, Generation } from '../../core/domain/login.ts'
import { generationOfSid, sidPrefixOf } from '../../core/domain/sid.ts'
import { HarnessError } from '../../core/errors.ts'

/** Sample tenants for a first try: enhanced and legacy. */
export const SAMPLE_TENANTS = ['JQ0123456789abcdef0123456789abcdef', 'AC0123456789abcdef0123456789abcdef'] as const

/** The SID of a tenant. @throws HarnessError INVALID_REQUEST */
export function requireTenantSid(sid: string): string {
  if (sidPrefixOf(sid) !== null) return sid
  const hint = 'Use AC or JQ followed by 32 hexadecimal digits.'
  throw new HarnessError('INVALID_REQUEST', `'${sid.slice(0, 60)}' is not a valid tenant SID.`, hint)
}

/** The ACS to which a login of the built-in IdP goes. */
export function generationOfTenant(sid: string, connection: Connection | null): Generation {
  return connection ? generationOf(connection) : generationOfSid(sid)
}
