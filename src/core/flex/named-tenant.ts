import type { Generation } from '../domain/login.ts'
import { generationOfSid } from '../domain/sid.ts'

const NEAR: [place: RegExp, generation: Generation][] = [
  [/^login\.flex\.|^[^/]*\/login\/callback|^[^/]*\/samlp\//i, 'enhanced'],
  [/^preview\.|\/iam\//i, 'preview'],
]

/** The generation whose door is nearest: the SID decides where it says something, then path and host. */
export function generationNear(sid: string | null, host: string, path: string): Generation {
  if (sid !== null && generationOfSid(sid) === 'enhanced') return 'enhanced'
  const near = NEAR.find(([place]) => place.test(host + path))?.[1] ?? 'legacy'
  return sid !== null && near === 'enhanced' ? 'legacy' : near
}
