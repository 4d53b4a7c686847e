import { typosBetween } from './typo.ts'

const normalize = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '')
const lastPart = (name: string) => normalize(localNameOf(name))
/** What stands behind the namespace of a claim's name. */
export const localNameOf = (name: string): string => name.split(/[/:]/).at(-1) ?? ''
const ALIASES: Record<string, string[]> = {
  full_name: ['fullname', 'displayname', 'name', 'commonname', 'cn'],
  email: ['email', 'emailaddress', 'mail', 'useremail'],
  roles: ['roles', 'role', 'groups', 'memberof', 'userroles'],
}

const MAX_NAME = 300

/** How near a name comes to the one that is asked for, the nearest first. */
const NEARNESS: ((name: string, attribute: string) => boolean)[] = [
  (name, attribute) => normalize(name) === normalize(attribute),
  (name, attribute) => lastPart(name) === normalize(attribute),
  isMisspelt,
  (name, attribute) => ALIASES[attribute]?.includes(lastPart(name)) ?? false,
]

/** Two typos make another word of a short one (sales, roles): then the first letter has to be the same. */
function isMisspelt(name: string, attribute: string): boolean {
  const typos = typosBetween(name, attribute)
  return typos !== null && (typos === 1 || name[0]?.toLowerCase() === attribute[0])
}

/** The name among claims that was most likely meant for the attribute that Flex asks for. */
export function nearMiss(claims: { name: string }[], attribute: string): string | undefined {
  const names = claims.map(({ name }) => name).filter((name) => name.length <= MAX_NAME)
  for (const isNear of NEARNESS) {
    const found = names.find((name) => isNear(name, attribute))
    if (found !== undefined) return found
  }
  return undefined
}
