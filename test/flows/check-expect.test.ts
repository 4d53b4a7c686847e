import { expect, test } from '@jest/globals'
import { fileWith, runCli } from '../support/cli.ts'
import { loadFixture, pathOf } from '../support/fixtures.ts'
import { readCommand } from '../support/github-runner.ts'
import { reportOf } from '../support/reports.ts'

const ACCEPTED = 'responses/entra/both'
const REJECTED = 'checks/audience-names-entity-id'
const check = (name: string, expected: string[], ...flags: string[]) =>
  runCli(['check', pathOf(name), ...expected.flatMap((line) => ['--expect', line]), ...flags])

test.each([
  ['an accepted login that meets all expectations', ACCEPTED, ['roles exists', 'outcome = accepted'], 0],
  ['an accepted login that misses one expectation', ACCEPTED, ['roles exists', 'roles contains cook'], 1],
  ['a rejected login that meets all expectations, without one of a rejection', REJECTED, ['flexVerdict = rejected'], 1],
  ['an expected rejection', REJECTED, ['outcome = rejected', 'finding.audience-names-entity-id = fail'], 0],
  [
    'a rejection that is expected for another cause',
    REJECTED,
    ['outcome = rejected', 'finding.one-assertion = fail'],
    1,
  ],
  ['a rejected login with only the expectation that an outcome exists', REJECTED, ['outcome exists'], 1],
  ['a rejected login that was expected to be accepted', REJECTED, ['outcome = accepted'], 1],
  ['an accepted login that was expected to be rejected', ACCEPTED, ['outcome = rejected'], 1],
])('the exit code of check --expect for %s', async (_what, name, expected, exitCode) => {
  const ended = await check(name, expected)
  expect([ended.exitCode, ended.stderr]).toEqual([exitCode, ''])
  const junit = await check(name, expected, '--format', 'junit')
  expect([junit.exitCode, /<failure /.test(junit.stdout)]).toEqual([exitCode, exitCode === 1])
  const github = await check(name, expected, '--format', 'github')
  const errors = github.stdout.split('\n').filter((line) => readCommand(line)?.command === 'error')
  expect([github.exitCode, errors.length > 0]).toEqual([exitCode, exitCode === 1])
})

test('JSON holds both the Report and the expectations; without --expect only the Report', async () => {
  const report = await reportOf(ACCEPTED)
  expect(JSON.parse((await check(ACCEPTED, [], '--format', 'json')).stdout)).toEqual(report)
  expect(JSON.parse((await check(ACCEPTED, ['outcome = accepted'], '--format', 'json')).stdout)).toEqual({
    report,
    expectations: [{ expectation: 'outcome = accepted', holds: true, actual: '"accepted"' }],
  })
  const asked = await check(REJECTED, ['outcome = rejected'], '--format', 'json', '--what-if')
  expect(Object.keys(JSON.parse(asked.stdout))).toEqual(['report', 'smallestChange', 'expectations'])
})

test('expectations of a file apply to every message, each with its own results', async () => {
  const bodies = [ACCEPTED, 'responses/entra/carol'].map(
    (name) => `${new URLSearchParams({ SAMLResponse: loadFixture(name).samlResponse })}\n`,
  )
  const expected = fileWith('expect:\n  - outcome = rejected # without certificate\n  - roles exists\n')
  const tenant = ['--account', `AC${'1'.repeat(32)}`]
  const ended = await runCli([
    ...['check', fileWith(bodies.join('')), ...tenant, '--expect', expected, '--format', 'json'],
  ])
  const verdicts = JSON.parse(ended.stdout)
  expect(ended.exitCode).toBe(1)
  expect(verdicts).toHaveLength(2)
  for (const { expectations } of verdicts)
    expect(expectations).toMatchObject([
      { expectation: 'outcome = rejected', holds: true },
      { expectation: 'roles exists', holds: false, actual: expect.stringContaining('there is no worker') },
    ])
})

test('an unexpected rejection is explained, also if outcome = accepted was expected; an expected one is not', async () => {
  const cause = 'audience-names-entity-id'
  for (const format of ['junit', 'github']) {
    const told = async (line: string) => (await check(REJECTED, [line], '--format', format)).stdout
    expect(await told('outcome = accepted')).toContain(cause)
    expect(await told('outcome exists')).toContain(cause)
    expect(await told('outcome = rejected')).not.toContain(cause)
  }
})

test('invalid expectations are a usage error before anything is judged', async () => {
  const wrong = await check(ACCEPTED, ['finding.audience = fail'])
  expect([wrong.exitCode, wrong.stderr, wrong.stdout]).toEqual([
    2,
    expect.stringMatching(/column 9: there is no check 'audience'/),
    '',
  ])
})
