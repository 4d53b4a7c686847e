import { forRuleSet } from '../../src/checks/check.ts'
import { CHECKS } from '../../src/checks/index.ts'
import type { RuleSet } from '../../src/domain/check.ts'
import type { Judge } from '../../src/inputs/bundle.ts'
import { ONE_BY_ONE, REASONS, type Reason } from './reasons.ts'
import { OF_DOCUMENTS } from './reasons-of-documents.ts'
import { BLIND, CONTENT_WITH_THE_ASSERTION, OF_SAMLIFY } from './reasons-of-samlify.ts'

/** Every reason that is given by the names of fixtures. */
export const GIVEN_REASONS: Reason[] = [...REASONS, ...OF_DOCUMENTS, ...OF_SAMLIFY]

/** What is known of a generated fixture before it is written. `file`: below fixtures/, such as `checks/version-is-2-0.response`. */
interface Generated {
  file: string
  expectFail: string[]
  ruleSet: RuleSet
  /** Whether the Assertion stands in the message as the IdP signed it, signature included. */
  assertionUntouched?: boolean
  /** Whether the signature of the Response is the genuine one. */
  responseSignatureUntouched?: boolean
}

type Disagreements = [judge: Judge, why: string][]

/** Here the rules below do not hold, as the judge refuses every signature too, for a reason of its own. */
const REFUSED_TOO: Partial<Record<Judge, string[]>> = {
  'xml-crypto': [
    'attacks/reference/signature-of-the-response-names-the-assertion.response',
    'attacks/transform/transform-without-algorithm.response',
  ],
  samlify: [
    'attacks/structure/instruction-before-issuer.response',
    'failures/connection-still-holds-another-idp.response',
    'failures/issuer-of-the-connection-is-another-one.response',
  ],
}

/** The header lines that say which judges see a generated fixture differently, and why. */
export function disagreementLines(fixture: Generated): string[] {
  const byRule = [...ofSamlify(fixture), ...ofOneByOne(fixture)]
  const all = new Map([...byRule.filter(([judge]) => !REFUSED_TOO[judge]?.includes(fixture.file)), ...given(fixture)])
  return [...all].map(([judge, why]) => `disagreement: ${judge}: ${why}`)
}

/** samlify accepts where it cannot find any of the errors, or only minds the signature of the Response. */
function ofSamlify({ expectFail, ruleSet, ...untouched }: Generated): Disagreements {
  const errors = expectFail.filter((id) => isError(id, ruleSet))
  const others = errors.filter((id) => id !== 'response-signature-valid')
  const blindTo = others.map((id) => BLIND.find(([ids]) => ids.test(id))?.[1])
  if (errors.length === 0 || blindTo.includes(undefined)) return []
  if (others.length === errors.length) return [['samlify', `does not look at ${[...new Set(blindTo)].join(', ')}`]]
  // It goes on to the next signature where a digest is wrong, and gives up where only a SignatureValue is.
  const goesOn = untouched.assertionUntouched && untouched.responseSignatureUntouched
  return goesOn ? [['samlify', CONTENT_WITH_THE_ASSERTION]] : []
}

function isError(id: string, ruleSet: RuleSet): boolean {
  const check = CHECKS.find((each) => each.id === id)
  return check !== undefined && forRuleSet(check.severity, ruleSet) === 'error'
}

/** A fault of structure voids every signature here, and only here. */
function ofOneByOne({ expectFail, assertionUntouched = false }: Generated): Disagreements {
  if (!assertionUntouched || !expectFail.includes('signature-structure-is-safe')) return []
  return [
    ['xml-crypto', ONE_BY_ONE],
    ['xmlsec1', ONE_BY_ONE],
  ]
}

function given({ file }: Generated): Disagreements {
  const slash = file.lastIndexOf('/')
  const [folder, name] = [file.slice(0, slash), file.slice(slash + 1).replace('.response', '')]
  return GIVEN_REASONS.filter(({ over }) => over[folder]?.includes(name)).flatMap(({ judges, why }) =>
    judges.map((judge): [Judge, string] => [judge, why]),
  )
}
