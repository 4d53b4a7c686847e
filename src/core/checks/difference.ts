import type { JudgeTarget } from '../domain/login.ts'
import { TENANT_SID_IN_ANY_CASE } from '../domain/sid.ts'
import { type FlexName, hostOf, readAcsPath, readFlexName } from '../flex/known-urls.ts'
import { typosBetween } from './typo.ts'

/**
 * In which way a received value misses the expected ones, in words: the nearest of them counts. Empty when it is simply
 * another value.
 */
export function describeNearest(expected: string[], received: string, settings?: JudgeTarget): { difference?: string } {
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
    describeSid(wanted.sid, given.sid, wanted.generation === given.generation),
  ].flat()
  if (differences.length === 0) return undefined
  const isAlone = received.replace(given.sid, wanted.sid) === expected
  return isAlone && differences[0] === OTHER_TENANT ? `${OTHER_TENANT}: only the SID differs` : differences.join('; ')
}

const OTHER_TENANT = 'it names another tenant'

function describeKind(wanted: FlexName, given: FlexName): string[] {
  const same = wanted.kind === given.kind || wanted.kind === 'either' || given.kind === 'either'
  if (same) return []
  const missing = given.kind === 'acs' && wanted.generation === 'legacy' ? ", which ends in '/metadata'," : ''
  return [`it is the ${KINDS[given.kind]}; the ${KINDS[wanted.kind]}${missing} is asked for`]
}

const SID_KINDS: Record<string, string> = { AC: 'of an account (AC)', JQ: 'of an SSO connection (JQ)' }
const kindOf = (sid: string) => sid.slice(0, 2).toUpperCase()

function describeSid(wanted: string, given: string, isSameGeneration: boolean): string[] {
  if (wanted.toLowerCase() === given.toLowerCase()) return wanted === given ? [] : ['the SID is in another case']
  if (!TENANT_SID_IN_ANY_CASE.test(given)) return [describeNoSid(wanted, given)]
  if (kindOf(wanted) === kindOf(given)) return [OTHER_TENANT]
  return isSameGeneration
    ? [`the SID ${SID_KINDS[kindOf(given)]} stands where one ${SID_KINDS[kindOf(wanted)]} belongs`]
    : []
}

const SHORTEST_CUT = 10

/** A placeholder, or a SID that was cut or mistyped. */
function describeNoSid(wanted: string, given: string): string {
  if (/xx|[^0-9a-z]/i.test(given) || given.length < SHORTEST_CUT)
    return `the placeholder ${given} stands where the SID ${wanted} belongs`
  if (given.length !== wanted.length) return `the SID has ${given.length} characters, not ${wanted.length}`
  return 'the SID holds other characters than 0 to 9 and a to f'
}

/** Values of the connection that people enter in each other's place. */
function describeOwn(received: string, { connection, acs, audience }: JudgeTarget): string | undefined {
  const own: [value: string | null | undefined, what: string][] = [
    [connection?.ssoUrl, "it is the IdP's single sign-on URL"],
    [connection?.idpIssuer, "it is the IdP's own entity ID"],
    [connection?.defaultRedirectUrl, 'it is the Default Redirect URL'],
    [audience, "it is this tenant's entity ID"],
    ...acs.map((each): [string, string] => [each, "it is this tenant's ACS URL"]),
  ]
  return own.find(([value]) => value === received)?.[1]
}

const URL_PARTS =
  /^(?<scheme>\w+):\/\/(?<host>[^/:?#]+)(?<port>:\d+)?(?<path>[^?#]*)(?<query>\?[^#]*)?(?<fragment>#.*)?$/s
const PARTS = ['scheme', 'host', 'port', 'path', 'query', 'fragment'] as const

function describeUrl(expected: string, received: string): string | undefined {
  const [wanted, given] = [URL_PARTS.exec(expected)?.groups, URL_PARTS.exec(received)?.groups]
  if (!wanted || !given) return undefined
  const parts = PARTS.filter((part) => wanted[part] !== given[part])
  const differs = (part: (typeof PARTS)[number]) => parts.includes(part)
  if (differs('path')) return differs('host') ? undefined : 'the host is right, the path is another one'
  if (!differs('host') && wanted.query && !given.query) return `the query ${wanted.query} is missing`
  const [last, ...before] = parts.map((part) => `the ${part}`).reverse()
  if (last === undefined) return undefined
  const what = before.length === 0 ? `only ${last} differs` : `only ${before.reverse().join(', ')} and ${last} differ`
  return differs('host') ? `${what}: ${originOf(given, before.length > 0)}` : what
}

const originOf = ({ scheme, host, port = '' }: Record<string, string | undefined>, isWhole: boolean) =>
  isWhole ? `${scheme}://${host}${port}` : host

function describeTypo(expected: string, received: string): string | undefined {
  const typos = typosBetween(expected, received)
  if (typos === null || expected.length <= 2 * typos) return undefined
  return typos === 1 ? 'only one character differs' : `only ${typos} characters differ`
}
