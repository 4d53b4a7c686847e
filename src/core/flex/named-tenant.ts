import type { Generation } from '../domain/login.ts'

const SID = /(?<![0-9a-z])(ac|jq)([0-9a-f]{32})(?![0-9a-z])/gi

/** The SIDs of the tenants that a string names, with the prefix in upper case, and the digits both as written and in lower case. */
export function sidsIn(text: string): string[] {
  const sids = [...text.matchAll(SID)].flatMap(([, letters = '', digits = '']) => [
    letters.toUpperCase() + digits,
    letters.toUpperCase() + digits.toLowerCase(),
  ])
  return [...new Set(sids)]
}

const NEAR: [place: RegExp, generation: Generation][] = [
  [/^login\.flex\.|^[^/]*\/login\/callback|^[^/]*\/samlp\//i, 'enhanced'],
  [/^preview\.|\/iam\//i, 'preview'],
]

/** The generation of the nearest ACS: the SID decides if it is one of a tenant, else path and host. */
export function generationNear(sid: string | null, host: string, path: string): Generation {
  if (sid?.startsWith('JQ')) return 'enhanced'
  const near = NEAR.find(([place]) => place.test(host + path))?.[1] ?? 'legacy'
  return sid !== null && near === 'enhanced' ? 'legacy' : near
}
