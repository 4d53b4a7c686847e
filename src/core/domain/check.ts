import type { CheckId } from './check-ids.ts'
import type { Generation } from './login.ts'
import type { Remedy } from './remedy.ts'

export type Severity = 'error' | 'warning' | 'notice'
export type EnforcedBy = 'flex' | 'policy' | 'standard'
export type Confidence = 'documented' | 'observed' | 'inferred'
export type FindingStatus = 'pass' | 'fail' | 'not-run' | 'not-applicable' | 'crashed'

/** Preview is judged as legacy, so a rule differs at most between these two. */
export type RuleSet = Exclude<Generation, 'preview'>
/** One value for every generation, or one for each. */
export type PerGeneration<T> = T | Record<RuleSet, T>

/** The source of a rule. */
export interface Reference {
  document:
    | 'saml-core-2.0'
    | 'saml-bindings-2.0'
    | 'saml-profiles-2.0'
    | 'xmldsig-core'
    | 'xml-1.0'
    | 'flex-docs'
    | 'java-saml'
  section: string
}

/** What Flex does with a message for one cause. */
export type FlexReaction = 'refuses' | 'accepts' | 'unknown'

/** The result of one check. `because` explains a pass that needs a comment. */
export type Outcome =
  | { status: 'pass'; because?: string }
  | { status: 'not-applicable'; because: string }
  | { status: 'not-run'; blockedBy: CheckId; because: string }
  | {
      status: 'fail'
      expected: string
      received: string
      location?: string
      difference?: string
      because?: string
      /** If the words of the check do not fit this case. */
      fix?: string
      remedy?: Remedy
      /** What Flex does with this specific cause, if it does not follow from who enforces the check. */
      flex?: FlexReaction
    }

/** The metadata and result of a check, stored completely so that old attempts stay readable when a check changes. */
export interface Finding {
  id: CheckId
  title: string
  severity: Severity
  enforcedBy: EnforcedBy
  status: FindingStatus
  blockedBy: CheckId | null
  because: string | null
  expected: string | null
  received: string | null
  difference: string | null
  location: string | null
  fix: string | null
  reference: Reference
  confidence: Confidence
}
