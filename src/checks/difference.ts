import type { Settings } from '../domain/login.ts'
import { type FlexName, hostOf, readAcsPath, readFlexName } from '../flex/known-urls.ts'
import { typosBetween } from './typo.ts'

/**
 * In which way a received value misses the expected ones, in words: the nearest of them counts. Empty when it is simply
 * another value.
 */
export function describeNearest(expected: string[], received: string, settings?: Settings): { difference?: string } {
  if (expected.includes(received) || received.length > LONGEST) return {}
  const difference =
    firstOf(expected, (each) => describeSpelling(each, received)) ??
    firstOf(expected, (each) => describeFlexName(each, received)) ??
    (settings && describeOwn(received, settings)) ??
    firstOf(expected, (each) => describeTypo(each, received)) ??
    firstOf(expected, (each) => describeUrl(each, received))
  return difference === undefined ? {} : { difference }
}

/** No URL is longer; what is, is not looked at closely. */
const LONGEST = 2_000

function firstOf<T>(expected: string[], describe: (each: string) => T | undefined): T | undefined {
  for (const each of expected) {
    const found = describe(each)
    if (found !== undefined) return found
  }
  return undefined
}

/** What people get wrong in one text; each makes both sides alike in one respect. */
const SPELLINGS: [what: string, alike: (text: string) => string][] = [
  ['white space around it', (text) => text.trim()],
  ['a trailing slash', (text) => text.replace(/\/+(?=$|\?)/, '')],
  ['upper and lower case', (text) => text.toLowerCase()],
  ['http and https', (text) => text.replace(/^https?:/i, '')],
  ['the port', (text) => text.replace(/^(\w+:\/\/[^/:?#]+):\d+/, '$1')],
  ['percent-encoding', decode],
]

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The respects that have to be overlooked, one or two of them, for both to be the same. */
function describeSpelling(expected: string, received: string): string | undefined {
  const same = (alikes: ((text: string) => string)[]) => {
    const plain = (text: string) => alikes.reduce((each, alike) => alike(each), text)
    return plain(expected) === plain(received)
  }
  for (const [what, alike] of SPELLINGS)
    if (same([alike])) return `only ${what} ${what.includes(' and ') ? 'differ' : 'differs'}`
  for (const [index, [one, alikeOne]] of SPELLINGS.entries()) {
    const pair = SPELLINGS.slice(index + 1).find(([, alikeOther]) => same([alikeOne, alikeOther]))
    if (pair) return `only ${one} and ${pair[0]} differ`
  }
  return undefined
}

const KINDS = { acs: 'ACS URL', entityId: 'entity ID', either: 'URL' } as const

/** For names of Flex: which of kind, generation and tenant is another one. */
function describeFlexName(expected: string, received: string): string | undefined {
  const wanted = readFlexName(expected) ?? readAcsPath(expected)
  const given = readFlexName(received) ?? readAcsPath(received)
  if (wanted === null || given === null) return undefined
  const differences = [
    describeKind(wanted, given),
    wanted.generation === given.generation
      ? []
      : `it is that of ${given.generation} (${hostOf(given.generation)}), and this login is ${wanted.generation} (${hostOf(wanted.generation)})`,
    describeSid(wanted.sid, given.sid),
  ].flat()
  return differences.length > 0 ? differences.join('; ') : undefined
}

function describeKind(wanted: FlexName, given: FlexName): string[] {
  const same = wanted.kind === given.kind || wanted.kind === 'either' || given.kind === 'either'
  if (same) return []
  const missing = given.kind === 'acs' && wanted.generation === 'legacy' ? ", which ends in '/metadata'," : ''
  return [`it is the ${KINDS[given.kind]}; the ${KINDS[wanted.kind]}${missing} is asked for`]
}

function describeSid(wanted: string, given: string): string[] {
  if (wanted.slice(0, 2) !== given.slice(0, 2) && /^(AC|JQ)[0-9a-f]{32}$/i.test(given)) return [] // another generation
  if (wanted.toLowerCase() === given.toLowerCase()) return wanted === given ? [] : ['the SID is in another case']
  if (!/^(AC|JQ)[0-9a-f]{32}$/i.test(given)) return [`the placeholder ${given} stands where the SID ${wanted} belongs`]
  return ['it names another tenant: only the SID differs']
}

/** Values of the connection that people enter in each other's place. */
function describeOwn(received: string, { connection, acs, audience }: Settings): string | undefined {
  const own: [value: string | null | undefined, what: string][] = [
    [connection?.ssoUrl, "it is the IdP's single sign-on URL"],
    [connection?.idpIssuer, "it is the IdP's own entity ID"],
    [connection?.defaultRedirectUrl, 'it is the Default Redirect URL'],
    [audience, "it is this tenant's entity ID"],
    ...acs.map((each): [string, string] => [each, "it is this tenant's ACS URL"]),
  ]
  return own.find(([value]) => value === received)?.[1]
}

const URL_PARTS = /^(\w+):\/\/([^/:?#]+)(:\d+)?([^?#]*)(\?[^#]*)?/

function describeUrl(expected: string, received: string): string | undefined {
  const [wanted, given] = [URL_PARTS.exec(expected), URL_PARTS.exec(received)]
  if (!wanted || !given) return undefined
  const [, , host, , path, query = ''] = wanted
  const [, , otherHost, , otherPath, otherQuery = ''] = given
  if (host !== otherHost)
    return path === otherPath && query === otherQuery ? `only the host differs: ${otherHost}` : undefined
  if (path === otherPath)
    return query === '' || otherQuery !== '' ? 'only the query differs' : `the query ${query} is missing`
  return 'the host is right, the path is another one'
}

function describeTypo(expected: string, received: string): string | undefined {
  const typos = typosBetween(expected, received)
  if (typos === null || expected.length <= 2 * typos) return undefined
  return typos === 1 ? 'only one character differs' : `only ${typos} characters differ`
}
