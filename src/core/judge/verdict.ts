import type { Facts } from '../checks/facts.ts'
import { CHECKS, causesOf } from '../checks/index.ts'
import { asClause, listOf } from '../checks/no-certificate.ts'
import type { Finding } from '../domain/check.ts'
import type { CheckId } from '../domain/check-ids.ts'
import { headlineOf } from '../domain/headline.ts'
import type { Report } from '../domain/report.ts'
import { twilioErrorFor } from '../flex/twilio-errors.ts'
import { flexVerdictOf, isRefusedByFlex } from '../flex/verdict.ts'

type Answer = Pick<Report, 'outcome' | 'flexVerdict' | 'headline' | 'twilioError'>

/** The conclusion from the findings: the verdict here, that of Flex to the best of our knowledge, and Twilio's answer. */
export function answerOf(facts: Facts, findings: Finding[], isAccepted: boolean): Answer {
  const outcome = isAccepted ? 'accepted' : 'rejected'
  if (isUnverified(facts, findings)) {
    const unverified = facts.settings.trust === 'nothing' ? 'none given' : 'none in the message'
    const verdicts = { outcome, flexVerdict: 'unknown' } as const
    return { ...verdicts, headline: headlineOf({ ...verdicts, unverified }), twilioError: null }
  }
  const { settings, message, ruleSet } = facts
  if (settings.trust === 'embedded') return answerByMessage(facts, findings, outcome)
  const flexVerdict = flexVerdictOf(findings, message.verification?.signatures ?? [], ruleSet)
  const causes = causesOf(findings)
  return {
    outcome,
    flexVerdict,
    headline: headlineOf({ outcome, flexVerdict, ...reasonsOf(outcome, flexVerdict, causes) }),
    twilioError: isAccepted ? null : twilioErrorFor(settings.generation, settings.sid, causes.map(withReason)),
  }
}

const KEY_CHECK: CheckId = 'signing-certificate-is-configured'

/** Something is signed, and there was no certificate to verify it with. A message that cannot even be read is rejected as usual. */
function isUnverified({ settings }: Facts, findings: Finding[]): boolean {
  return settings.trust !== 'configured' && findings.some(({ id, status }) => id === KEY_CHECK && status === 'fail')
}

/** It is not known which certificate Flex has, so it only rejects for certain what it would reject with any. */
function answerByMessage({ settings, message }: Facts, findings: Finding[], outcome: Report['outcome']): Answer {
  const causes = causesOf(findings).filter(({ id }) => !recordOf(id)?.dependsOnCertificate)
  const isRefused = isRefusedByFlex(causes)
  const flexVerdict = isRefused ? 'rejected' : 'unknown'
  const embedded = listOf(message.verification?.configured.map(({ sha256 }) => sha256) ?? [])
  return {
    outcome,
    flexVerdict,
    headline: headlineOf({ outcome, flexVerdict, embedded }),
    twilioError: isRefused ? twilioErrorFor(settings.generation, settings.sid, causes.map(withReason)) : null,
  }
}

const withReason = (finding: Finding) => ({ finding, reason: recordOf(finding.id)?.twilio ?? null })

/** The check; a finding of another version may have none. */
const recordOf = (id: CheckId) => CHECKS.find((check) => check.id === id)

/** Why a login was not accepted, or what Flex does is unknown, for its headline. */
function reasonsOf(outcome: Report['outcome'], flexVerdict: Report['flexVerdict'], causes: Finding[]) {
  if (flexVerdict === 'rejected') return {}
  if (outcome === 'accepted') return flexVerdict === 'unknown' ? { reason: 'only the assertion is signed' } : {}
  const [first] = causes
  const denial = first && recordOf(first.id)?.denial
  const isByPolicy = causes.every(({ enforcedBy }) => enforcedBy === 'policy')
  return { isByPolicy, ...(denial ? { reason: asClause(denial) } : {}) }
}
