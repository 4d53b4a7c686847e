/** In which way a received value misses the expected one, in words; undefined when it is simply another value. */
export function describeDifference(expected: string, received: string): string | undefined {
  return DIFFERENCES.find(([alike]) => alike(expected, received))?.[1]
}

const DIFFERENCES: [(expected: string, received: string) => boolean, string][] = [
  [(expected, received) => expected === received.trim(), 'only white space around it differs'],
  [(expected, received) => trimSlash(expected) === trimSlash(received), 'only a trailing slash differs'],
  [(expected, received) => expected.toLowerCase() === received.toLowerCase(), 'only upper and lower case differ'],
  [(expected, received) => withoutScheme(expected) === withoutScheme(received), 'only http and https differ'],
  [(expected, received) => `${received}/metadata` === expected, "it is the ACS URL; the entity ID ends in '/metadata'"],
  [(expected, received) => `${expected}/metadata` === received, 'it is the entity ID; the ACS URL is asked for'],
  [
    (expected, received) => withoutSid(expected) === withoutSid(received),
    'it names another tenant: only the SID differs',
  ],
]

const trimSlash = (url: string) => url.replace(/\/$/, '')
const withoutScheme = (url: string) => url.replace(/^https?:/, '')
const withoutSid = (url: string) => url.replace(/(AC|JQ)[0-9a-f]{32}/i, '$1…')

/** For a list of accepted values: the difference to the first that is a near miss. */
export function describeNearest(expected: string[], received: string): { difference?: string } {
  for (const each of expected) {
    const difference = describeDifference(each, received)
    if (difference) return { difference }
  }
  return {}
}
