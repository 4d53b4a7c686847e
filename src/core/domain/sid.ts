/** What the harness reads as the digits of a SID: Twilio writes lower case, and the harness accepts both. */
const DIGITS = '[0-9a-fA-F]{32}'

/** The SIDs with a prefix of two letters, as `AC`; in capitals, as Twilio writes it. */
export const sidPattern = (prefix: string): RegExp => new RegExp(`^${prefix}${DIGITS}$`)

/** The SID of an account. */
export const ACCOUNT_SID = sidPattern('AC')

/** The SID of an API key. */
export const API_KEY_SID = sidPattern('SK')

/** The SID of a workspace. Those of the harness are made of SIDs of accounts in lower case, and it looks for no other. */
export const WORKSPACE_SID = /^WS[0-9a-f]{32}$/

/** The SID of a tenant: AC (an account: legacy and preview) or JQ (an SSO connection: enhanced), and 32 hexadecimal digits. */
export const TENANT_SID = sidPattern('(AC|JQ)')

/** A SID of a tenant as people write it, in any case: to say what a value is, never to look one up. */
export const TENANT_SID_IN_ANY_CASE = /^(AC|JQ)([0-9a-f]{32})$/i

/** A SID of a tenant somewhere in a text, and the same in any case. */
export const TENANT_SID_WITHIN = new RegExp(`(?:AC|JQ)${DIGITS}`)
export const TENANT_SID_WITHIN_IN_ANY_CASE = /(?:AC|JQ)[0-9a-f]{32}/i

const WORD = /(?<![0-9a-z])(ac|jq)([0-9a-f]{32})(?![0-9a-z])/gi

/** The tenants that a text names, as their SIDs are written: with the letters in upper case, and the digits as they are or in lower case. */
export function sidsIn(text: string): string[] {
  const sids = [...text.matchAll(WORD)].flatMap(([, letters = '', digits = '']) => [
    letters.toUpperCase() + digits,
    letters.toUpperCase() + digits.toLowerCase(),
  ])
  return [...new Set(sids)]
}

/** The prefix of a well-formed SID of a tenant, or null. */
export function sidPrefixOf(sid: string): 'AC' | 'JQ' | null {
  return (TENANT_SID.exec(sid)?.[1] as 'AC' | 'JQ' | undefined) ?? null
}

/** The generation that follows from a SID. An account may also use preview, which only its connection says. */
export const generationOfSid = (sid: string): 'legacy' | 'enhanced' =>
  sidPrefixOf(sid) === 'JQ' ? 'enhanced' : 'legacy'

/** The account of a tenant: an AC is its own; a JQ belongs to AC + the same 32 digits unless its connection says otherwise. */
export function defaultAccountSid(sid: string): string {
  return `AC${sid.slice(2)}`
}
