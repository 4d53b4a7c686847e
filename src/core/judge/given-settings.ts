import type { CheckSettings } from './check-response.ts'

/** Whether settings say which tenant a message is for. */
export const namesTenant = ({ account, connection }: CheckSettings): boolean =>
  account !== undefined || connection !== undefined

/** The settings that came with a message, where other ones that are given do not say otherwise. */
export function overrideSettings(own: CheckSettings, given: CheckSettings): CheckSettings {
  return { ...withoutOtherTrust(namesTenant(given) ? withoutTenant(own) : own, given), ...given }
}

/** Another tenant is given, so nothing that came with the message counts of its own. */
function withoutTenant(settings: CheckSettings): CheckSettings {
  const { account: _, connection: __, generation: ___, ...rest } = settings
  return rest
}

/** It is given whose signature counts, so nothing counts that came with the message. */
function withoutOtherTrust(settings: CheckSettings, given: CheckSettings): CheckSettings {
  if (!given.trustEmbedded && given.certificates === undefined) return settings
  const { certificates: _, trustEmbedded: __, ...rest } = settings
  return rest
}
