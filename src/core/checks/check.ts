import type {
  Confidence,
  EnforcedBy,
  Finding,
  Outcome,
  PerGeneration,
  Reference,
  RuleSet,
  Severity,
} from '../domain/check.ts'
import type { CheckId } from '../domain/check-ids.ts'
import type { Remedy } from '../domain/remedy.ts'
import type { TwilioReason } from '../flex/twilio-errors.ts'
import type { AssertionFacts, Facts, ResponseFacts } from './facts.ts'

/** Another check whose failed error already says what this one would say. This one is then not run. */
export interface Consequence {
  of: CheckId
  holds(echo: Finding, origin: Finding, facts: Facts): boolean
}

/** One rule for a message: metadata, a citation, and a function without I/O. `id` is public and never renamed. */
export interface Check<Id extends CheckId = CheckId> {
  id: Id
  /** What is true when it passes. */
  title: string
  /** What is wrong when it fails, in one sentence: the opposite of its title. */
  denial: string
  severity: PerGeneration<Severity>
  enforcedBy: PerGeneration<EnforcedBy>
  reference: Reference
  confidence: PerGeneration<Confidence>
  /** Ids of checks. If one of them failed or did not run, this one does not run. All of them are errors. */
  needs: CheckId[]
  /** What it is about: only the NameID and claims, which can be judged without a message, or anything else. */
  about: 'claims' | 'message'
  /** Expected and received hold a time or an ID of this login, which differ for every login. */
  tellsOfOneLogin?: true
  /** Its verdict depends on which certificate is given. */
  dependsOnCertificate?: true
  /** The errors of which its failure may be only a consequence; the first that applies counts. */
  consequenceOf?: readonly Consequence[]
  /** What Twilio answers when it rejects a login; every check that can be an error has one. */
  twilio?: TwilioReason
  /** Where to correct it. */
  remedy: Remedy
  /** What to change when it fails, for an unknown IdP. */
  fix: string
  run(facts: Facts): Outcome
  /** What can be said although it did not run. */
  tellAnyway?(facts: Facts): string | null
}

interface Definition<Id extends CheckId, F> extends Omit<Check<Id>, 'run' | 'needs' | 'about'> {
  needs?: CheckId[]
  run(facts: F): Outcome
}

/** A check on any message. */
export function onMessage<Id extends CheckId>(definition: Definition<Id, Facts>): Check<Id> {
  return { ...definition, about: 'message', needs: definition.needs ?? [] }
}

/** A check on a samlp:Response. */
export function onResponse<Id extends CheckId>(definition: Definition<Id, ResponseFacts>): Check<Id> {
  return {
    ...definition,
    about: 'message',
    needs: ['document-is-saml-response', ...(definition.needs ?? [])],
    run: (facts) => {
      if (!hasResponse(facts)) throw new Error('there is no response to check')
      return definition.run(facts)
    },
  }
}

/** A check on the one assertion of a response. */
export function onAssertion<Id extends CheckId>(definition: Definition<Id, AssertionFacts>): Check<Id> {
  return {
    ...definition,
    about: 'message',
    needs: ['document-is-saml-response', 'one-assertion', 'assertion-not-encrypted', ...(definition.needs ?? [])],
    run: (facts) => {
      if (!hasAssertion(facts)) throw new Error('there is no assertion to check')
      return definition.run(facts)
    },
  }
}

/** A check on the NameID or the claims of the assertion. `mapClaims`, which has only these, runs it too. */
export function onClaims<Id extends CheckId>(definition: Definition<Id, AssertionFacts>): Check<Id> {
  return { ...onAssertion(definition), about: 'claims' }
}

const hasResponse = (facts: Facts): facts is ResponseFacts => facts.response !== null
const hasAssertion = (facts: Facts): facts is AssertionFacts => hasResponse(facts) && facts.assertion !== null

/** The value for one generation. */
export function forRuleSet<T extends string>(value: PerGeneration<T>, ruleSet: RuleSet): T {
  return typeof value === 'string' ? value : value[ruleSet]
}

export const pass = (because?: string): Outcome => ({ status: 'pass', ...(because ? { because } : {}) })
export const notApplicable = (because: string): Outcome => ({ status: 'not-applicable', because })
export const fail = (details: Omit<Extract<Outcome, { status: 'fail' }>, 'status'>): Outcome => ({
  status: 'fail',
  ...details,
})
export const blocked = (blockedBy: CheckId, because: string): Outcome => ({ status: 'not-run', blockedBy, because })

/** Passes when `holds`, else fails with the details. */
export function expectThat(holds: boolean, details: Parameters<typeof fail>[0], because?: string): Outcome {
  return holds ? pass(because) : fail(details)
}
