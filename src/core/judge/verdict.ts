import type { Facts } from '../checks/facts.ts'
import { CHECKS, causesOf } from '../checks/index.ts'
import { asClause, listOf } from '../checks/no-certificate.ts'
import type { Finding } from '../domain/check.ts'
import type { CheckId } from '../domain/check-ids.ts'
import { HEADLINES, NOT_VERIFIED, type Report } from '../domain/report.ts'
import { twilioErrorFor } from '../flex/twilio-errors.ts'
import { flexVerdictOf, isRefusedByFlex } from '../flex/verdict.ts'

type Answer = Pick<Report, 'outcome' | 'flexVerdict' | 'headline' | 'twilioError'>

/** The conclusion from the findings: the verdict here, that of Flex to the best of our knowledge, and Twilio's answer. */
export function answerOf(facts: Facts, findings: Finding[], isAccepted: boolean): Answer {
  const outcome = isAccepted ? 'accepted' : 'rejected'
  if (isUnverified(facts, findings)) {
    const headline = facts.settings.trust === 'nothing' ? NOT_VERIFIED : NOTHING_CARRIED
    return { outcome, flexVerdict: 'unknown', headline, twilioError: null }
  }
  const { settings, message, ruleSet } = facts
  if (settings.trust === 'embedded') return answerByMessage(facts, findings, outcome)
  const flexVerdict = flexVerdictOf(findings, message.verification?.signatures ?? [], ruleSet)
  const causes = causesOf(findings)
  return {
    outcome,
    flexVerdict,
    headline: headlineOf(outcome, flexVerdict, causes),
    twilioError: isAccepted ? null : twilioErrorFor(settings.generation, settings.sid, causes.map(withReason)),
  }
}

const NOTHING_CARRIED = 'Not verified: the message carries no certificate.'
const KEY_CHECK: CheckId = 'signing-certificate-is-configured'

/** Something is signed, and there was no certificate to verify it with. A message that cannot even be read is rejected as usual. */
function isUnverified({ settings }: Facts, findings: Finding[]): boolean {
  return settings.trust !== 'configured' && findings.some(({ id, status }) => id === KEY_CHECK && status === 'fail')
}

/** It is not known which certificate Flex has, so it only rejects for certain what it would reject with any. */
function answerByMessage({ settings, message }: Facts, findings: Finding[], outcome: Report['outcome']): Answer {
  const causes = causesOf(findings).filter(({ id }) => !recordOf(id)?.dependsOnCertificate)
  const isRefused = isRefusedByFlex(causes)
  const sha256 = message.verification?.configured.map((each) => each.sha256) ?? []
  const by = sha256.length > 0 ? ` with the certificate in the message (${listOf(sha256)}), which is unconfirmed` : ''
  const start = outcome === 'accepted' ? `Accepted${by}` : `Rejected${by}`
  return {
    outcome,
    flexVerdict: isRefused ? 'rejected' : 'unknown',
    headline: isRefused
      ? `${start}. Flex would reject this login with any certificate.`
      : `${start}. We do not know what Flex does.`,
    twilioError: isRefused ? twilioErrorFor(settings.generation, settings.sid, causes.map(withReason)) : null,
  }
}

const withReason = (finding: Finding) => ({ finding, reason: recordOf(finding.id)?.twilio ?? null })

/** The check; a finding of another version may have none. */
const recordOf = (id: CheckId) => CHECKS.find((check) => check.id === id)

function headlineOf(outcome: Report['outcome'], flexVerdict: Report['flexVerdict'], causes: Finding[]): string {
  const headline = HEADLINES[`${outcome} ${flexVerdict}`]
  const [first] = causes
  const isByPolicy = causes.every(({ enforcedBy }) => enforcedBy === 'policy')
  if (outcome === 'rejected' && flexVerdict === 'accepted' && isByPolicy) return POLICY_REFUSES
  if (flexVerdict === 'unknown' && outcome === 'accepted')
    return `${headline.slice(0, -1)}: only the assertion is signed.`
  const denial = first && recordOf(first.id)?.denial
  return outcome === 'rejected' && flexVerdict !== 'rejected' && denial
    ? `${headline.slice(0, -1)}: ${asClause(denial)}.`
    : headline
}

const POLICY_REFUSES = 'Flex would accept this; your signature policy refuses it.'
