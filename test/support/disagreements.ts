import { forRuleSet } from '../../src/checks/check.ts'
import { CHECKS } from '../../src/checks/index.ts'
import type { RuleSet } from '../../src/domain/check.ts'
import type { Judge } from '../../src/inputs/bundle.ts'
import { ONE_BY_ONE, REASONS, type Reason } from './reasons.ts'
import { OF_DOCUMENTS } from './reasons-of-documents.ts'
import { BLIND, OF_SAMLIFY } from './reasons-of-samlify.ts'

/** Every reason that is given by the names of fixtures. */
export const GIVEN_REASONS: Reason[] = [...REASONS, ...OF_DOCUMENTS, ...OF_SAMLIFY]

/** What is known of a generated fixture before it is written. `file`: below fixtures/, such as `checks/version-is-2-0.response`. */
interface Generated {
  file: string
  expectFail: string[]
  ruleSet: RuleSet
  /** Whether the Assertion stands in the message as the IdP signed it, signature included. */
  assertionUntouched?: boolean
}

type Disagreements = [judge: Judge, why: string][]

/** The header lines that say which judges see a generated fixture differently, and why. */
export function disagreementLines(fixture: Generated): string[] {
  const all = new Map([...ofBlindness(fixture), ...ofOneByOne(fixture), ...given(fixture)])
  return [...all].map(([judge, why]) => `disagreement: ${judge}: ${why}`)
}

/** samlify accepts where every error is one that it cannot find. */
function ofBlindness({ expectFail, ruleSet }: Generated): Disagreements {
  const errors = expectFail.filter((id) => isError(id, ruleSet))
  const blindTo = errors.map((id) => BLIND.find(([ids]) => ids.test(id))?.[1])
  if (errors.length === 0 || blindTo.includes(undefined)) return []
  return [['samlify', `does not look at ${[...new Set(blindTo)].join(', ')}`]]
}

function isError(id: string, ruleSet: RuleSet): boolean {
  const check = CHECKS.find((each) => each.id === id)
  return check !== undefined && forRuleSet(check.severity, ruleSet) === 'error'
}

/** Here xml-crypto refuses every signature too, for a reason of its own. */
const REFUSED_BY_XML_CRYPTO = [
  'attacks/reference/signature-of-the-response-names-the-assertion.response',
  'attacks/transform/transform-without-algorithm.response',
]

/** A fault of structure voids every signature here, and only here. */
function ofOneByOne({ file, expectFail, assertionUntouched = false }: Generated): Disagreements {
  if (!assertionUntouched || !expectFail.includes('signature-structure-is-safe')) return []
  const xmlsec1: Disagreements = [['xmlsec1', ONE_BY_ONE]]
  return REFUSED_BY_XML_CRYPTO.includes(file) ? xmlsec1 : [['xml-crypto', ONE_BY_ONE], ...xmlsec1]
}

function given({ file }: Generated): Disagreements {
  const slash = file.lastIndexOf('/')
  const [folder, name] = [file.slice(0, slash), file.slice(slash + 1).replace('.response', '')]
  return GIVEN_REASONS.filter(({ over }) => over[folder]?.includes(name)).flatMap(({ judges, why }) =>
    judges.map((judge): [Judge, string] => [judge, why]),
  )
}
