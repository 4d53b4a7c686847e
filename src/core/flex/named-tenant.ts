import type { Generation } from '../domain/login.ts'
import { generationOfSid } from '../domain/sid.ts'

const NEAR: [place: RegExp, generation: Generation][] = [
  [/^login\.flex\.|^[^/]*\/login\/callback|^[^/]*\/samlp\//i, 'enhanced'],
  [/^preview\.|\/iam\//i, 'preview'],
]

/** The generation of the nearest ACS: the SID decides if it is one of a tenant, else path and host. */
export function generationNear(sid: string | null, host: string, path: string): Generation {
  if (sid !== null && generationOfSid(sid) === 'enhanced') return 'enhanced'
  const near = NEAR.find(([place]) => place.test(host + path))?.[1] ?? 'legacy'
  return sid !== null && near === 'enhanced' ? 'legacy' : near
}
