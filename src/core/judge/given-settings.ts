import type { CheckSettings } from './check-response.ts'

/** Whether settings name the tenant of a message. */
export const namesTenant = ({ account, connection }: CheckSettings): boolean =>
  account !== undefined || connection !== undefined

/** The settings that came with a message, unless the given ones override them. */
export function overrideSettings(own: CheckSettings, given: CheckSettings): CheckSettings {
  return { ...withoutOtherTrust(namesTenant(given) ? withoutTenant(own) : own, given), ...given }
}

/** Another tenant was given, so the tenant settings that came with the message do not count. */
function withoutTenant(settings: CheckSettings): CheckSettings {
  const { account: _, connection: __, generation: ___, ...rest } = settings
  return rest
}

/** The trusted certificates were given, so those that came with the message do not count. */
function withoutOtherTrust(settings: CheckSettings, given: CheckSettings): CheckSettings {
  if (!given.trustEmbedded && given.certificates === undefined) return settings
  const { certificates: _, trustEmbedded: __, ...rest } = settings
  return rest
}
