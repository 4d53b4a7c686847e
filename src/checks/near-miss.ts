import { typosBetween } from './typo.ts'

const normalize = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '')
const lastPart = (name: string) => normalize(name.split(/[/:]/).at(-1) ?? '')
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
  (name, attribute) => typosBetween(name, attribute) !== null,
  (name, attribute) => ALIASES[attribute]?.includes(lastPart(name)) ?? false,
]

/** The name among claims that was most likely meant for the attribute that Flex asks for. */
export function nearMiss(claims: { name: string }[], attribute: string): string | undefined {
  const names = claims.map(({ name }) => name).filter((name) => name.length <= MAX_NAME)
  for (const isNear of NEARNESS) {
    const found = names.find((name) => isNear(name, attribute))
    if (found !== undefined) return found
  }
  return undefined
}
