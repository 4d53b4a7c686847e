import { ACCOUNT_SID, sidPattern, TENANT_SID } from '../domain/sid.ts'
import { SID_CHARACTERS, text } from './limits.ts'

const sid = (prefix: string, pattern: RegExp) => {
  const message = `must be ${prefix} and 32 hexadecimal digits`
  return text(SID_CHARACTERS, message).regex(pattern, message)
}

/** The SID of an account. */
export const accountSid = () => sid('AC', ACCOUNT_SID)

/** The SID of an SSO connection. */
export const connectionSid = () => sid('JQ', sidPattern('JQ'))

/** The SID of a worker. */
export const workerSid = () => sid('WK', sidPattern('WK'))

/** The SID of a tenant: an account, or an SSO connection. */
export const tenantSid = () => sid('AC or JQ', TENANT_SID)
