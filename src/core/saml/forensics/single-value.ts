import type { Alteration } from '../../domain/saml.ts'
import { matchesDigest } from '../verify-signature.ts'
import { type Afford, costOfHash } from './cost-budget.ts'
import type { Found, Suspect } from './suspect.ts'
import { plainToken } from './tokens.ts'

const CHANGES: [Alteration, change: (value: string) => string][] = [
  ['plus-became-space', (value) => value.replaceAll(' ', '+')],
  ['value-trimmed', (value) => `${value} `],
  ['value-trimmed', (value) => ` ${value}`],
  ['value-trimmed', (value) => `${value}\n`],
]

const SKIPPED = /(SignatureValue|X509Certificate)$/

/** Whether a single value lost something: each is restored in turn, and the digest is compared. */
export function findChangedValue(
  { evidence: { profile, content }, infoHolds, digestMatches }: Suspect,
  afford: Afford,
): Found | null {
  if (!infoHolds || digestMatches) return null
  const cost = costOfHash(content.length)
  for (const { found, text } of candidatesIn(content)) {
    if (!afford(cost)) return null
    if (matchesDigest(profile, text)) return found
  }
  return null
}

function* candidatesIn(content: string): Generator<{ found: Found; text: string }> {
  for (const { 0: match, 1: value = '', 2: name = '', index } of content.matchAll(/>([^<>]+)<\/([^>]+)>/g)) {
    if (SKIPPED.test(name)) continue
    const before = content.slice(0, index + 1)
    const after = content.slice(index + match.length - name.length - 3)
    for (const [alteration, change] of CHANGES) {
      const changed = change(value)
      if (changed !== value)
        yield { found: { alteration, detail: plainToken(changed) }, text: before + changed + after }
    }
  }
}
