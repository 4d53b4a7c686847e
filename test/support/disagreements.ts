import { reasonsByRule } from '../../src/app/selftest/rules.ts'
import type { Judge } from '../../src/core/bundle/bundle.ts'
import type { RuleSet } from '../../src/core/domain/check.ts'
import { REASONS, type Reason } from './reasons.ts'
import { OF_DOCUMENTS } from './reasons-of-documents.ts'
import { OF_SAMLIFY } from './reasons-of-samlify.ts'

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
  const all = new Map([
    ...byRule(fixture).filter(([judge]) => !REFUSED_TOO[judge]?.includes(fixture.file)),
    ...given(fixture),
  ])
  return [...all].map(([judge, why]) => `disagreement: ${judge}: ${why}`)
}

/** xmlsec1 verifies signatures one by one as xml-crypto does. */
function byRule({ expectFail, ruleSet, assertionUntouched = false, responseSignatureUntouched = false }: Generated) {
  const rules = reasonsByRule({ failed: expectFail, ruleSet, assertionUntouched, responseSignatureUntouched })
  return rules.flatMap(
    ({ judge, why }): Disagreements =>
      judge === 'xml-crypto'
        ? [
            [judge, why],
            ['xmlsec1', why],
          ]
        : [[judge, why]],
  )
}

function given({ file }: Generated): Disagreements {
  const slash = file.lastIndexOf('/')
  const [folder, name] = [file.slice(0, slash), file.slice(slash + 1).replace('.response', '')]
  return GIVEN_REASONS.filter(({ over }) => over[folder]?.includes(name)).flatMap(({ judges, why }) =>
    judges.map((judge): [Judge, string] => [judge, why]),
  )
}
