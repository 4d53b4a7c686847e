import type { Finding, FindingStatus, Outcome } from '../domain/check.ts'
import { CHECK_IDS, type CheckId } from '../domain/check-ids.ts'
import { ATTRIBUTE_CHECKS } from './attributes.ts'
import { type Check, forRuleSet } from './check.ts'
import { CONDITION_CHECKS } from './conditions.ts'
import { suppressConsequences } from './consequences.ts'
import { DOCUMENT_CHECKS } from './document.ts'
import { ENVELOPE_CHECKS } from './envelope.ts'
import { explainFix, type FixAdvice } from './explain.ts'
import type { Facts } from './facts.ts'
import { RECOMMENDATIONS } from './recommendations.ts'
import { SIGNATURE_CHECKS } from './signature.ts'
import { SUBJECT_CHECKS } from './subject.ts'
import { TRANSPORT_CHECKS } from './transport.ts'

const RECORDS = [
  ...TRANSPORT_CHECKS,
  ...DOCUMENT_CHECKS,
  ...ENVELOPE_CHECKS,
  ...SIGNATURE_CHECKS,
  ...SUBJECT_CHECKS,
  ...CONDITION_CHECKS,
  ...ATTRIBUTE_CHECKS,
  ...RECOMMENDATIONS,
]

/** Every check, in the order in which they are shown. What a check needs comes before it. */
export const CHECKS: readonly Check[] = RECORDS

// An id without a record does not compile.
CHECK_IDS satisfies readonly (typeof RECORDS)[number]['id'][]

/** The checks that are only about the NameID and claims. */
export const CLAIM_CHECKS: readonly Check[] = CHECKS.filter(({ about }) => about === 'claims')

/** Runs every check, whatever the others found. Each gives one finding, and one cause gives one failed error. */
export function runChecks(facts: Facts, checks: readonly Check[] = CHECKS): Finding[] {
  const done = new Map<CheckId, Finding>()
  for (const check of checks) done.set(check.id, describe(check, facts, conclude(check, facts, done)))
  return suppressConsequences([...done.values()], checks, facts)
}

type Conclusion = Outcome | { status: 'crashed'; because: string }

function conclude(check: Check, facts: Facts, done: Map<CheckId, Finding>): Conclusion {
  const cause = check.needs.map((id) => done.get(id)).find((finding) => finding && STOPS.has(finding.status))
  if (cause) {
    const because = [`Requires: ${cause.title}.`, check.tellAnyway?.(facts)].filter(Boolean).join(' ')
    return { status: 'not-run', blockedBy: cause.blockedBy ?? cause.id, because }
  }
  try {
    return check.run(facts)
  } catch (error) {
    return {
      status: 'crashed',
      because: `A bug in flex-iam-mock, please report it: ${error instanceof Error ? error.message : error}`,
    }
  }
}

const STOPS = new Set<FindingStatus>(['fail', 'not-run', 'crashed'])

function describe(check: Check, { ruleSet, product, settings }: Facts, outcome: Conclusion): Finding {
  const failed = outcome.status === 'fail' ? outcome : null
  return {
    id: check.id,
    title: check.title,
    severity: forRuleSet(check.severity, ruleSet),
    enforcedBy: forRuleSet(check.enforcedBy, ruleSet),
    status: outcome.status,
    blockedBy: outcome.status === 'not-run' ? outcome.blockedBy : null,
    because: outcome.because ?? null,
    expected: failed?.expected ?? null,
    received: failed?.received ?? null,
    difference: failed?.difference ?? null,
    location: failed?.location ?? null,
    fix: failed && explainFix({ ...check, ...adviceOf(failed) }, product, settings),
    reference: check.reference,
    confidence: forRuleSet(check.confidence, ruleSet),
  }
}

/** The advice of a failure of its own, if that of its check does not fit. */
function adviceOf({ fix, remedy }: Extract<Outcome, { status: 'fail' }>): Partial<FixAdvice> {
  return { ...(fix ? { fix } : {}), ...(remedy ? { remedy, id: null } : {}) }
}

/** Accepted: every check of severity error passes or does not apply, and no check of any severity crashed. */
export function isAccepted(findings: Finding[]): boolean {
  return findings.every(({ severity, status }) =>
    severity === 'error' ? status === 'pass' || status === 'not-applicable' : status !== 'crashed',
  )
}

/** The reasons for a rejection: failed errors, and checks that crashed. */
export function causesOf(findings: Finding[]): Finding[] {
  return findings.filter(({ severity, status }) => (severity === 'error' && status === 'fail') || status === 'crashed')
}
