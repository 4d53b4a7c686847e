import type { Connection, Generation, Settings } from '../domain/login.ts'
import { acsUrl, defaultAccountSid, entityId } from '../flex/endpoints.ts'

/**
 * What a message at one door is held against.
 * @param reachedAt the URL of this harness that was posted to; accepted beside the real Flex URL
 */
export function settingsFor(
  generation: Generation,
  sid: string,
  connection: Connection | null,
  reachedAt: string[] = [],
): Settings {
  return {
    generation,
    sid,
    accountSid: connection?.accountSid ?? defaultAccountSid(sid),
    connectionSid: generation === 'enhanced' ? sid : null,
    connection,
    acs: [...new Set([acsUrl(generation, sid), ...reachedAt])],
    audience: entityId(generation, sid),
  }
}
