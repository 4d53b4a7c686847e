import { expect, test } from '@jest/globals'
import { renderGithub } from '../../src/core/report/github.ts'
import type { Report } from '../../src/index.ts'
import { runCli } from '../support/cli.ts'
import { loadFixture, pathOf } from '../support/fixtures.ts'
import { readCommand } from '../support/github-runner.ts'
import { REPORTS } from '../support/reports.ts'

const rankOf = ({ status, severity }: Report['findings'][number]) => (status === 'crashed' ? 'error' : severity)
const isFault = ({ status }: Report['findings'][number]) => status === 'fail' || status === 'crashed'

test.each(Object.entries(REPORTS))(
  'GitHub annotations contain each finding of a login %s once, worst first',
  async (_kind, make) => {
    const report = await make()
    const [verdict, ...lines] = renderGithub([report], { file: 'a:b,c%.xml' }).trimEnd().split('\n')
    expect(verdict).toMatch(
      new RegExp(
        `^${report.headline.startsWith('Not verified') ? 'NOT VERIFIED' : report.outcome.toUpperCase()} .*\\. ${report.headline}$`,
      ),
    )
    const commands = lines.map(readCommand)
    const told = commands.map((each) => /\(([a-z0-9-]+)\)$/.exec(each?.properties.title ?? '')?.[1] ?? '')
    const faults = report.findings.filter(isFault)
    expect([...told].sort()).toEqual(faults.map(({ id }) => id).sort())
    const ranks = commands.map((each) => each?.command)
    expect(ranks).toEqual(
      told.map((id) => rankOf(faults.find((fault) => fault.id === id) as Report['findings'][number])),
    )
    expect(ranks).toEqual(['error', 'warning', 'notice'].flatMap((rank) => ranks.filter((each) => each === rank)))
    expect(new Set(commands.map((each) => each?.properties.file))).toEqual(
      new Set(faults.length > 0 ? ['a:b,c%.xml'] : []),
    )
  },
)

test('check --format github names the file, but not for standard input', async () => {
  const name = 'responses/entra/namespaced'
  const { stdout, exitCode } = await runCli(['check', pathOf(name), '--format', 'github'])
  expect(exitCode).toBe(1)
  expect(readCommand(stdout.split('\n')[1] ?? '')).toEqual({
    command: 'error',
    properties: { title: 'The claim full_name is missing or empty. (claim-full-name-is-present)', file: pathOf(name) },
    message: expect.stringMatching(
      /^fix: Rename the claim .* and clear its Namespace, .*\nexpected: an Attribute named 'full_name' with a value\n/,
    ),
  })
  const { settings, samlResponse } = loadFixture(name)
  const piped = await runCli(['check', '-', '--account', settings.account ?? '', '--format', 'github'], samlResponse)
  expect(readCommand(piped.stdout.split('\n')[1] ?? '')?.properties).not.toHaveProperty('file')
})

test('text from a message reaches GitHub unchanged, including percent signs and colons', async () => {
  const report = await (REPORTS['rejected with hostile roles'] as () => Promise<Report>)()
  const [, line = ''] = renderGithub([report], {}).split('\n')
  expect(readCommand(line)?.message).toMatch(/^fix: .*\nexpected: one of .*\nreceived: .* 100% %0A::warning::x, a:b /)
})
