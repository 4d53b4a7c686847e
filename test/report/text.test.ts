import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/core/checks/index.ts'
import { renderText } from '../../src/core/report/text.ts'
import type { Report } from '../../src/index.ts'
import { runCli } from '../support/cli.ts'
import { listFixtures, pathOf } from '../support/fixtures.ts'
import { REPORTS, reportOf } from '../support/reports.ts'

const check = (name: string) => runCli(['check', pathOf(name)])

const isOneWord = (line: string) => /^\s*\S+$/.test(line)
const headsOf = (text: string) => text.split('\n').filter((line) => /^(error|warning|notice) {2}/.test(line))

test.each(listFixtures('checks'))(
  'the text of %s is at most 80 columns wide, except for words that cannot be broken',
  async (name) => {
    const lines = renderText([await reportOf(name)], {}).split('\n')
    expect(lines.filter((line) => line.length > 80 && !isOneWord(line))).toEqual([])
  },
)

test('a URL that is longer than the rest of the line is not broken', async () => {
  const { stdout } = await check('checks/audience-names-entity-id')
  const audience = 'https://iam.twilio.com/v1/Accounts/AC0123456789abcdef0123456789abcdef/saml2/metadata'
  expect(stdout).toContain(`\n  expected\n           ${audience}\n`)
})

test('a rejected login starts with the verdict, then the cause in one sentence and the fix', async () => {
  const { stdout, exitCode } = await check('checks/audience-names-entity-id')
  expect(exitCode).toBe(1)
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    'REJECTED  legacy AC0123456789abcdef0123456789abcdef  (real Flex: rejected)',
    'Flex would reject this login.',
    '',
    'error  Audience is not the entity ID of this tenant.',
  ])
  expect(stdout.split('\n')[4]).toMatch(/^ {2}fix {6}\S/)
})

test('the worst findings come first, and one line says why checks did not run', async () => {
  const { stdout } = await check('responses/entra/namespaced')
  expect(headsOf(stdout)).toEqual([
    'error  The claim full_name is missing or empty.',
    'error  The claim email is missing or empty.',
    'error  The claim roles is missing or empty.',
    'warning  The login does not use the current generation.',
    'warning  A claim name has a namespace.',
    'notice  The response contains claims that Flex does not need.',
  ])
  expect(stdout).toContain(`\n3 checks did not run because of claim-roles-is-present.\n${CHECKS.length} checks: `)
})

test('the product is named with the evidence for it', async () => {
  const { stdout } = await check('responses/entra/namespaced')
  expect(stdout).toContain('  IdP      Microsoft Entra ID: the issuer is a Microsoft Entra tenant;')
  expect((await check('checks/audience-names-entity-id')).stdout).not.toContain('  IdP ')
})

test('an accepted login says so first, and ends with the worker', async () => {
  const { stdout, exitCode } = await check('responses/entra/both')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(
    /^ACCEPTED {2}legacy AC\w+ {2}\(real Flex: accepted\)\nFlex would accept this login\.\n\nwarning {2}/,
  )
  const [, worker = ''] = stdout.split('\nWorker alice.agent@example.com\n')
  expect(JSON.parse(worker)).toMatchObject({ full_name: 'Alice Agent', roles: ['agent', 'supervisor'] })
})

test('what Twilio answers is only a promise if Flex is known to reject the login', async () => {
  const unknown = (await check('failures/entra-signs-the-assertion-alone')).stdout
  expect(unknown).toContain('We do not know what Flex does')
  expect(unknown).toMatch(/\n {2}Twilio +if it rejects the login, it answers 401/)
  expect(unknown).not.toContain('would answer')
  expect((await check('checks/audience-names-entity-id')).stdout).toMatch(/\n {2}Twilio +would answer 401/)
})

test('only an error is called a requirement of SAML or security', async () => {
  const { stdout } = await check('responses/entra/namespaced')
  expect(stdout).toMatch(/endpoint-is-current, recommended \(documented\)/)
  expect(stdout).not.toContain('required by SAML or general security')
})

test('an unreadable message has one error, and all other checks did not run', async () => {
  const { stdout, exitCode } = await check('checks/xml-is-well-formed')
  const { findings } = await reportOf('checks/xml-is-well-formed')
  const waiting = findings.filter(({ blockedBy }) => blockedBy === 'xml-is-well-formed')
  expect(waiting.length).toBeGreaterThan(50)
  expect(exitCode).toBe(1)
  expect(headsOf(stdout)[0]).toBe('error  The decoded field is not well-formed XML in UTF-8.')
  expect(stdout).toContain(`\n${waiting.length} checks did not run because of xml-is-well-formed.\n`)
})

test('crashed checks come after failed errors and before warnings', async () => {
  const text = renderText([await (REPORTS.crashed as () => Promise<Report>)()], {})
  expect(headsOf(text)).toEqual([
    'error  Audience is not the entity ID of this tenant.',
    'error  The check response-is-signed crashed. This is a bug in flex-iam-mock.',
    'warning  The login does not use the current generation.',
  ])
  expect(text).toContain('  why      A bug in flex-iam-mock, please report it:\n')
})

test('each of several messages has a heading with where it was found, and the last line counts them', async () => {
  const reports = [await reportOf('responses/entra/both'), await reportOf('checks/audience-names-entity-id')]
  const text = renderText(reports, { headings: ['1 of 2: log\u001b[2J', null] })
  expect(text).toMatch(/^1 of 2: log\\u001b\[2J\n\nACCEPTED /)
  expect(text).toContain('\n\n\nREJECTED ')
  expect(text).toMatch(/\n2 messages: 1 accepted, 1 rejected\n$/)
})

test('colour is only used for terminals, and only for the verdict and the severities', async () => {
  const { stdout } = await check('responses/entra/namespaced')
  expect(stdout).not.toContain('\u001b')
  const painted = renderText([await reportOf('responses/entra/namespaced')], {
    paint: (text, colour) => `<${colour}>${text}</>`,
  })
  expect(painted.replace(/<(red|yellow|green)>(REJECTED|error|warning|notice)<\/>/g, '$2')).toBe(stdout)
  expect(painted).toMatch(/^<red>REJECTED<\/>/)
})

test('every check has a sentence for its failure that differs from its title and fits on a line', () => {
  expect(CHECKS.filter(({ denial }) => `warning  ${denial}`.length > 80)).toEqual([])
  expect(CHECKS.filter(({ title, denial }) => denial === `${title}.` || !denial.endsWith('.'))).toEqual([])
})
