import { reasonOneByOne } from '../../src/app/selftest/rules.ts'
import { BOTH, type FixtureJudge, REASONS, type Reason } from './reasons.ts'
import { OF_DOCUMENTS } from './reasons-of-documents.ts'

/** Every reason that is given by the names of fixtures. */
export const GIVEN_REASONS: Reason[] = [...REASONS, ...OF_DOCUMENTS]

/** What is known of a generated fixture before it is written. `file`: below fixtures/, such as `checks/version-is-2-0.response`. */
interface Generated {
  file: string
  expectFail: string[]
  /** Whether the Assertion stands in the message as the IdP signed it, signature included. */
  assertionUntouched?: boolean
}

type Disagreements = [judge: FixtureJudge, why: string][]

/** Here the rule below does not hold, as the judge refuses every signature too, for a reason of its own. */
const REFUSED_TOO: Partial<Record<FixtureJudge, string[]>> = {
  'xml-crypto': [
    'attacks/reference/signature-of-the-response-names-the-assertion.response',
    'attacks/transform/transform-without-algorithm.response',
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

/** Both judges verify signatures one by one. */
function byRule({ expectFail, assertionUntouched = false }: Generated): Disagreements {
  const why = reasonOneByOne({ failed: expectFail, assertionUntouched })
  return why === null ? [] : BOTH.map((judge) => [judge, why])
}

function given({ file }: Generated): Disagreements {
  const slash = file.lastIndexOf('/')
  const [folder, name] = [file.slice(0, slash), file.slice(slash + 1).replace('.response', '')]
  return GIVEN_REASONS.filter(({ over }) => over[folder]?.includes(name)).flatMap(({ judges, why }) =>
    judges.map((judge): Disagreements[number] => [judge, why]),
  )
}
