/** The SID of a tenant: AC (an account: legacy and preview) or JQ (an SSO connection: enhanced), and 32 hexadecimal digits. */
export const TENANT_SID = /^(AC|JQ)[0-9a-fA-F]{32}$/

/** The prefix of a well-formed SID of a tenant, or null. */
export function sidPrefixOf(sid: string): 'AC' | 'JQ' | null {
  return (TENANT_SID.exec(sid)?.[1] as 'AC' | 'JQ' | undefined) ?? null
}

/** The account of a tenant: an AC is its own account; a JQ belongs to AC + the same 32 digits unless its connection says otherwise. */
export function defaultAccountSid(sid: string): string {
  return `AC${sid.slice(2)}`
}
