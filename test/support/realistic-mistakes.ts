import { CLAIMS } from './mistakes/claims.ts'
import { ISSUERS } from './mistakes/issuers.ts'
import type { Mistake } from './mistakes/mistake.ts'
import { SIGNED } from './mistakes/signing.ts'
import { TIMES } from './mistakes/times.ts'
import { URLS } from './mistakes/urls.ts'
import { ENHANCED, SETTINGS } from './response.ts'

/** Mistakes as administrators make them, by what they are about. */
export const MISTAKES: Mistake[] = [...URLS, ...ISSUERS, ...SIGNED, ...CLAIMS, ...TIMES].map(
  ([name, errors, says, change, parts, settings = {}]) => {
    const { account, ...rest } = { ...SETTINGS, ...settings }
    const isEnhanced = settings.connection !== undefined
    return {
      name,
      errors: errors.split(' '),
      says,
      change: change?.split(', ') ?? null,
      parts: isEnhanced ? { ...ENHANCED, ...parts } : parts,
      settings: isEnhanced ? rest : { account, ...rest },
    } as Mistake
  },
)
