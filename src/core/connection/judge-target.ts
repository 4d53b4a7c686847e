import type { Connection, Generation, JudgeTarget, PostedResponse } from '../domain/login.ts'
import { defaultAccountSid, sidPrefixOf } from '../domain/sid.ts'
import { acsPath, acsUrl, entityId } from '../flex/endpoints.ts'

/**
 * What a message at one ACS is judged against.
 * @param reachedAt the URL of this harness that was posted to; accepted in addition to the real Flex URL
 */
export function targetFor(
  generation: Generation,
  sid: string,
  connection: Connection | null,
  reachedAt: string[] = [],
): JudgeTarget {
  const target = {
    generation,
    sid,
    connectionSid: generation === 'enhanced' ? sid : null,
    acs: [...new Set([acsUrl(generation, sid), ...reachedAt])],
    audience: entityId(generation, sid),
    trust: 'configured' as const,
  }
  return withConnection(target, connection)
}

/** The settings of an ACS, with the connection of its tenant. */
export function withConnection(
  target: Omit<JudgeTarget, 'connection' | 'accountSid'>,
  connection: Connection | null,
): JudgeTarget {
  return { ...target, accountSid: connection?.accountSid ?? defaultAccountSid(target.sid), connection }
}

/** What a message is judged against if its URL does not name a tenant. */
export function unknownTenant(generation: Generation): JudgeTarget {
  return {
    generation,
    sid: '',
    accountSid: '',
    connectionSid: null,
    connection: null,
    acs: [],
    audience: '',
    trust: 'configured',
  }
}

/** The generation of a connection; for an account, the one that its Twilio SSO URL names. */
export function generationOf({ sid, twilioSsoUrl }: Connection): Generation {
  if (sidPrefixOf(sid) === 'JQ') return 'enhanced'
  return twilioSsoUrl === 'preview' ? 'preview' : 'legacy'
}

/** A captured message, as if it had been sent to the ACS of its tenant. */
export function asPosted(
  fields: string[],
  relayState: string | null,
  { generation, sid }: JudgeTarget,
  method: PostedResponse['reached']['method'] = 'POST',
): PostedResponse {
  const reached = { method, path: acsPath(generation, sid), isAcs: true }
  return { fields, carried: [], relayState, oversize: null, reached }
}

/** The SID of the same tenant in another generation: by default, with the same digits. */
export function withPrefix(sid: string, prefix: 'AC' | 'JQ'): string {
  return prefix + sid.slice(2)
}
