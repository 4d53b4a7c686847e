import { typosBetween } from './typo.ts'

const normalize = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '')
const lastPart = (name: string) => normalize(localNameOf(name))
/** The part of a claim name after its namespace. */
export const localNameOf = (name: string): string => name.split(/[/:]/).at(-1) ?? ''
const ALIASES: Record<string, string[]> = {
  full_name: ['fullname', 'displayname', 'name', 'commonname', 'cn'],
  email: ['email', 'emailaddress', 'mail', 'useremail'],
  roles: ['roles', 'role', 'groups', 'memberof', 'userroles'],
}

const MAX_NAME = 300

/** How close a name comes to the required one, closest first. */
const NEARNESS: ((name: string, attribute: string) => boolean)[] = [
  (name, attribute) => normalize(name) === normalize(attribute),
  (name, attribute) => lastPart(name) === normalize(attribute),
  isMisspelt,
  (name, attribute) => ALIASES[attribute]?.includes(lastPart(name)) ?? false,
]

/** Two typos can turn one short word into another (sales, roles), so the first letter must match. */
function isMisspelt(name: string, attribute: string): boolean {
  const typos = typosBetween(name, attribute)
  return typos !== null && (typos === 1 || name[0]?.toLowerCase() === attribute[0])
}

/** The claim that was most likely meant as the attribute that Flex requires. */
export function nearMiss(claims: { name: string }[], attribute: string): string | undefined {
  const names = claims.map(({ name }) => name).filter((name) => name.length <= MAX_NAME)
  for (const isNear of NEARNESS) {
    const found = names.find((name) => isNear(name, attribute))
    if (found !== undefined) return found
  }
  return undefined
}
