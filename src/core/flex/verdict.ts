import type { Finding, FlexReaction, RuleSet } from '../domain/check.ts'
import type { FlexVerdict } from '../domain/report.ts'
import type { SignatureReport } from '../domain/saml.ts'

/**
 * What Flex does with a message in which a check failed. If the failure does not say it for its own cause, it follows from
 * who enforces the check: Flex rejects what it enforces, and accepts what is only a rule of SAML or a recommendation. It is
 * unknown if the failure kept other checks of Flex from running, and for the signature policy, because there it
 * depends on what is signed.
 */
export function flexReactionTo(failed: Finding, findings: readonly Finding[], stated?: FlexReaction): FlexReaction {
  if (stated !== undefined) return stated
  if (failed.severity !== 'error') return 'accepts'
  if (failed.enforcedBy !== 'standard') return failed.enforcedBy === 'flex' ? 'refuses' : 'unknown'
  const keeps = findings.some((other) => other.blockedBy === failed.id && isEnforced(other))
  return keeps ? 'unknown' : 'accepts'
}

const isEnforced = ({ severity, enforcedBy }: Finding) => severity === 'error' && enforcedBy === 'flex'

/** Whether Flex rejects the message for at least one failed check. */
export const isRefusedByFlex = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.status === 'fail' && flexReactionTo(finding, findings) === 'refuses')

/**
 * What real Flex would do, to the best of our knowledge: the findings that Flex itself enforces, and what is known of the
 * signatures it accepts (only the response: documented; only the assertion: very likely on enhanced, unknown on legacy).
 */
export function flexVerdictOf(findings: Finding[], signatures: SignatureReport[], ruleSet: RuleSet): FlexVerdict {
  if (isRefusedByFlex(findings)) return 'rejected'
  const readable = findings.find(({ id }) => id === 'document-is-saml-response')?.status === 'pass'
  if (readable && signatures.length === 0) return 'rejected'
  const signedOver = signatures.filter(({ valid }) => valid).map(({ over }) => over)
  const open = findings.filter((each) => isEnforced(each) && (each.status === 'not-run' || each.status === 'crashed'))
  const policy = findings.filter(({ enforcedBy }) => enforcedBy === 'policy').map(({ id }) => id)
  if (!open.every(({ blockedBy }) => blockedBy !== null && policy.includes(blockedBy))) return 'unknown'
  if (signedOver.includes('Response')) return 'accepted'
  return signedOver.includes('Assertion') && ruleSet === 'enhanced' ? 'accepted' : 'unknown'
}
