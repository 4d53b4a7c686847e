import { generationOf } from './fixtures.js'

/** The rule, as it is written to the record. */
export const RULE =
  'Every folder, generation, outcome, product (of the header) and first finding (of the header, endpoint-is-current apart, which almost every legacy login has) is covered: take the fixture that covers most of what is missing, the first by path among equals, until nothing is missing.'

const firstOf = (failed) => failed.find((id) => id !== 'endpoint-is-current') ?? 'none'

const traitsOf = ({ folder, header, settings, expectFail }) => [
  `folder ${folder}`,
  `${header.expect} at ${generationOf(settings)}`,
  `product ${settings.product ?? 'not given'}`,
  `first finding ${firstOf(expectFail)}`,
]

/** A few fixtures that cover all that the rule names, sorted by path. It depends only on the files, not on verdicts. */
export function pickRepresentatives(fixtures) {
  const traits = new Map(fixtures.map((fixture) => [fixture, traitsOf(fixture)]))
  const missing = new Set([...traits.values()].flat())
  const gain = (fixture) => traits.get(fixture).filter((trait) => missing.has(trait)).length
  const picked = []
  while (missing.size > 0) {
    const best = fixtures.reduce((one, other) => (gain(other) > gain(one) ? other : one))
    for (const trait of traits.get(best)) missing.delete(trait)
    picked.push(best)
  }
  return picked.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** An accepted login to compare with: of the same tenant if there is one, else of the same generation. */
export function goodLoginFor({ settings }, fixtures) {
  const good = fixtures.filter(({ header }) => header.expect === 'accepted')
  const sameTenant = good.find(
    (each) => each.settings.account === settings.account && each.settings.connection === settings.connection,
  )
  return sameTenant ?? good.find((each) => generationOf(each.settings) === generationOf(settings))
}
