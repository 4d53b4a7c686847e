import type { Finding, RuleSet } from '../domain/check.ts'
import type { FlexVerdict } from '../domain/report.ts'
import type { SignatureReport } from '../domain/saml.ts'

/**
 * What real Flex would say, as far as anybody knows: the findings that Flex itself enforces, and what is known of the
 * signatures it accepts (response alone: documented; assertion alone: very likely on enhanced, unknown on legacy).
 */
export function flexVerdictOf(findings: Finding[], signatures: SignatureReport[], ruleSet: RuleSet): FlexVerdict {
  const enforced = findings.filter(({ severity, enforcedBy }) => severity === 'error' && enforcedBy === 'flex')
  if (enforced.some(({ status }) => status === 'fail')) return 'rejected'
  const readable = findings.find(({ id }) => id === 'document-is-saml-response')?.status === 'pass'
  if (readable && signatures.length === 0) return 'rejected'
  const signedOver = signatures.filter(({ valid }) => valid).map(({ over }) => over)
  const open = enforced.filter(({ status }) => status === 'not-run' || status === 'crashed')
  const onlyPolicy = open.every(
    ({ blockedBy }) => blockedBy === 'response-is-signed' || blockedBy === 'assertion-is-signed',
  )
  if (!onlyPolicy) return 'unknown'
  if (signedOver.includes('Response')) return 'accepted'
  return signedOver.includes('Assertion') && ruleSet === 'enhanced' ? 'accepted' : 'unknown'
}
