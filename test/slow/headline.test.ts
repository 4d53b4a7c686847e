import { expect, test } from '@jest/globals'
import { FORMATS } from '../../src/edge/cli/formats.ts'
import { checkResponse, diffReports, type Report } from '../../src/index.ts'
import { reportOf } from '../support/fixture-cases.ts'
import { listAllFixtures, loadFixture } from '../support/fixtures.ts'
import { buildResponse, SETTINGS } from '../support/response.ts'

const CLAIMS_ACCEPTANCE = /would\s+accept/i
const VERDICTS =
  /Flex would (?:accept|reject)|We do not know what Flex does|Stricter than Flex|Not verified:|Nothing refuses/g

/** Text without markup, escapes and line breaks. */
const plain = (text: string) =>
  text
    .replaceAll(/&(?:apos|#39|#x27);/g, "'")
    .replaceAll('&quot;', '"')
    .replaceAll(/&(?:amp);/g, '&')
    .replaceAll(/\s+/g, ' ')

/** What is wrong with the formats of a Report: what they say about the verdict differs from its headline. */
function faultsOf(report: Report): string[] {
  const wanted = report.headline.match(VERDICTS)?.join()
  return [...FORMATS].flatMap(([format, render]) => {
    const text = plain(render([report], {}))
    return [
      ...(text.includes(plain(report.headline)) ? [] : [`${format} lacks the headline`]),
      ...(new Set(text.match(VERDICTS)).size === 1 ? [] : [`${format} says ${text.match(VERDICTS)}, not ${wanted}`]),
      ...(CLAIMS_ACCEPTANCE.test(text) && report.flexVerdict !== 'accepted' ? [`${format} claims acceptance`] : []),
    ]
  })
}

test('every format of every fixture says what its headline says, and claims acceptance only if Flex would accept it', () => {
  const faults = listAllFixtures().flatMap((name) => faultsOf(reportOf(name)).map((fault) => `${name}: ${fault}`))
  expect(faults).toEqual([])
})

const BARE = { ...SETTINGS, certificates: [] }

function judgeByItself(name: string): Promise<Report> {
  const { settings, samlResponse } = loadFixture(name)
  return checkResponse(samlResponse, { ...settings, certificates: undefined, trustEmbedded: true })
}

const SIGNED_OVER = [['Response'], ['Assertion'], []] as const

test.each([
  ['not verified', () => checkResponse(buildResponse(), BARE), /^Not verified: no certificate given\.$/],
  [
    'without any certificate',
    () => checkResponse(buildResponse(), { ...BARE, trustEmbedded: true }),
    /^Not verified: the/,
  ],
  ['judged by its own certificate', () => judgeByItself('responses/entra/both'), /^Accepted with the certificate/],
] as const)('a login %s says so in every format', async (_kind, make, headline) => {
  const report = await make()
  expect(report.headline).toMatch(headline)
  expect(faultsOf(report)).toEqual([])
})

test('all verdicts have a headline of their own, and none claims more than is known', async () => {
  const policies = ['both', 'response', 'assertion', 'either'] as const
  const reports = SIGNED_OVER.flatMap((sign) =>
    policies.map((signaturePolicy) =>
      checkResponse(buildResponse({ sign: [...sign] }), { ...SETTINGS, signaturePolicy }),
    ),
  )
  const known = await Promise.all(reports)
  expect(known.flatMap(faultsOf)).toEqual([])
  expect([...new Set(known.map(({ headline }) => headline))].sort()).toMatchInlineSnapshot(`
[
  "Accepted here. We do not know what Flex does: only the assertion is signed.",
  "Flex would accept this login.",
  "Flex would accept this; your signature policy refuses it.",
  "Flex would reject this login.",
  "Rejected here. We do not know what Flex does: the response is not signed.",
]
`)
})

test('the diff of two logins with different verdicts shows both headlines', () => {
  const [a, b] = [reportOf('responses/entra/both.response'), reportOf('checks/audience-names-entity-id.response')]
  expect(diffReports(a, b)).toContainEqual({
    what: 'headline',
    a: 'Flex would accept this login.',
    b: 'Flex would reject this login.',
  })
})
