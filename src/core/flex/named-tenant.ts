import type { Generation } from '../domain/login.ts'

const SID = /(?<![0-9a-z])(ac|jq)([0-9a-f]{32})(?![0-9a-z])/gi

/** The tenants that a text names, as their SIDs are written: with the letters in upper case, and the digits as they are or in lower case. */
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

/** The generation whose door is nearest: the SID decides where it says something, then path and host. */
export function generationNear(sid: string | null, host: string, path: string): Generation {
  if (sid?.startsWith('JQ')) return 'enhanced'
  const near = NEAR.find(([place]) => place.test(host + path))?.[1] ?? 'legacy'
  return sid !== null && near === 'enhanced' ? 'legacy' : near
}
