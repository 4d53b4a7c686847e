import { TENANT_SID } from '../domain/sid.ts'
import { SID_CHARACTERS, text } from './limits.ts'

const ACCOUNT = 'must be AC and 32 hexadecimal digits'
const TENANT = 'must be AC or JQ and 32 hexadecimal digits'

/** The SID of an account. */
export const accountSid = () => text(SID_CHARACTERS, ACCOUNT).regex(/^AC[0-9a-fA-F]{32}$/, ACCOUNT)

/** The SID of a tenant: an account, or an SSO connection. */
export const tenantSid = () => text(SID_CHARACTERS, TENANT).regex(TENANT_SID, TENANT)
