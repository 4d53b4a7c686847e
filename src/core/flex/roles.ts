/** The roles of Flex (Twilio: Flex user roles). At least one of them must be present, spelled exactly like this. */
export const FLEX_ROLES = ['agent', 'supervisor', 'admin'] as const

/** The roles of Flex Insights, which may be sent in addition to a Flex role. */
const INSIGHTS_ROLES = [
  'wfo.full_access',
  'wfo.team_leader',
  'wfo.data_analyst',
  'wfo.data_auditor',
  'wfo.quality_manager',
  'wfo.quality_process_manager',
  'wfo.dashboard_viewer',
] as const

const known = new Set<string>([...FLEX_ROLES, ...INSIGHTS_ROLES])

export const isFlexRole = (role: string): boolean => (FLEX_ROLES as readonly string[]).includes(role)
export const isKnownRole = (role: string): boolean => known.has(role)

/** Whether Flex would find one of its roles among the values as sent, separated by commas. */
export const namesFlexRole = (values: string[]): boolean =>
  values.some((value) => value.split(',').some((role) => isFlexRole(role.trim())))

/** Whether a value holds several known roles joined by anything other than commas. */
export function joinedRoles(role: string): boolean {
  const parts = role.split(/[^a-z._]+/i).filter((part) => known.has(part.toLowerCase()))
  return parts.length > 1
}

/** The role that a misspelt one means (case, quotes, brackets, spaces), or null. */
export function meantRole(role: string): string | null {
  const bare = role.replace(/["'“”‘’\s[\]]/g, '').toLowerCase()
  return bare !== role && known.has(bare) ? bare : null
}
