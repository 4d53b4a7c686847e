/** The roles that Flex knows (Twilio: Flex user roles). At least one of them must be present, spelled exactly so. */
export const FLEX_ROLES = ['agent', 'supervisor', 'admin'] as const

/** The roles of Flex Insights, which may stand beside a Flex role. */
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

/** The known role that a misspelt one means (case, quotes, spaces), or null. */
export function meantRole(role: string): string | null {
  const bare = role.replace(/["'“”‘’\s]/g, '').toLowerCase()
  return bare !== role && known.has(bare) ? bare : null
}
