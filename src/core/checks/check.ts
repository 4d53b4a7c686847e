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

/** Another check, whose failed error says what this one's says: then this one did not run. */
export interface Consequence {
  of: CheckId
  holds(echo: Finding, origin: Finding, facts: Facts): boolean
}

/** One question about a message: metadata, a citation, and a function without I/O. `id` is public and never renamed. */
export interface Check<Id extends CheckId = CheckId> {
  id: Id
  /** What holds when it passes. */
  title: string
  /** What is wrong when it fails, in one sentence: the contrary of its title. */
  denial: string
  severity: PerGeneration<Severity>
  enforcedBy: PerGeneration<EnforcedBy>
  reference: Reference
  confidence: PerGeneration<Confidence>
  /** Ids of checks; when one of them failed or did not run, this one does not run. All of them are errors. */
  needs: CheckId[]
  /** What it asks about: only the NameID and claims, which can be judged without a message, or anything else. */
  about: 'claims' | 'message'
  /** Expects and receives a time or an ID of this login: another login has others, with nothing different about it. */
  tellsOfOneLogin?: true
  /** Its verdict depends on which certificate is given. */
  dependsOnCertificate?: true
  /** Of which other errors its failure may be a mere consequence; the first that holds counts. */
  consequenceOf?: readonly Consequence[]
  /** What Twilio answers when it refuses a login: every check that is an error has one. */
  twilio?: TwilioReason
  /** Where that is set right. */
  remedy: Remedy
  /** What to change when it fails, for an IdP that nobody knows. */
  fix: string
  run(facts: Facts): Outcome
  /** What can be told although it did not run. */
  tellAnyway?(facts: Facts): string | null
}

interface Definition<Id extends CheckId, F> extends Omit<Check<Id>, 'run' | 'needs' | 'about'> {
  needs?: CheckId[]
  run(facts: F): Outcome
}

/** A check on what arrived, whatever it is. */
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

/** A check on the NameID or the claims of the assertion: `mapClaims` asks it too, which has nothing but these. */
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
