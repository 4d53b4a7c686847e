import { GENERATIONS, type Generation } from '../domain/login.ts'
import { TENANT_SID_WITHIN_IN_ANY_CASE } from '../domain/sid.ts'
import { acsPath, acsUrl, ENDPOINTS, entityId } from './endpoints.ts'

/** What a URL or entity ID is at the real Flex. Preview has one URL for both: `kind` is `either`. */
export interface FlexName {
  generation: Generation
  kind: 'acs' | 'entityId' | 'either'
  /** The SID in it as written; a placeholder such as ACxxxx, where one was left in. */
  sid: string
}

const SID_OR_PLACEHOLDER = '((?:AC|JQ)[0-9A-Za-z…]*|\\{[^}]*\\}|<[^>]*>)'

const NAMES = GENERATIONS.flatMap((generation) => {
  const of = (kind: FlexName['kind'], text: string) => ({ generation, kind, pattern: patternOf(text) })
  if (generation === 'preview') return [of('either', entityId(generation, '{sid}'))]
  return [of('acs', acsUrl(generation, '{sid}')), of('entityId', entityId(generation, '{sid}'))]
})

function patternOf(text: string): RegExp {
  const [before = '', after = ''] = text.split('{sid}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${before}${SID_OR_PLACEHOLDER}${after}$`, 'i')
}

/** What a text names at Flex, whatever its case, scheme and trailing slash; null when it names nothing there. */
export function readFlexName(text: string): FlexName | null {
  const plain = text
    .trim()
    .replace(/\/$/, '')
    .replace(/^http:/i, 'https:')
  for (const { generation, kind, pattern } of NAMES) {
    const sid = pattern.exec(plain)?.[1]
    if (sid !== undefined) return { generation, kind, sid }
  }
  return null
}

/** The same for a URL of this harness: its path is that of the real Flex. */
export function readAcsPath(url: string): FlexName | null {
  const path = /^https?:\/\/[^/]+(\/.*)$/i.exec(url)?.[1]
  const generation = GENERATIONS.find(
    (each) => path !== undefined && withoutSid(path) === withoutSid(acsPath(each, '{sid}')),
  )
  return path && generation
    ? { generation, kind: 'acs', sid: TENANT_SID_WITHIN_IN_ANY_CASE.exec(path)?.[0] ?? '' }
    : null
}

const withoutSid = (path: string) => path.replace(/(AC|JQ)[0-9a-f]{32}|\{sid\}/i, '')

/** The host of a generation's door. */
export const hostOf = (generation: Generation): string => ENDPOINTS[generation].host
