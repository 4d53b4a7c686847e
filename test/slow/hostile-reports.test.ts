import { expect, test } from '@jest/globals'
import { printable } from '../../src/core/report/printable.ts'
import { FORMATS } from '../../src/edge/cli/formats.ts'
import type { Report } from '../../src/index.ts'
import { runCli } from '../support/cli.ts'
import { listFixtures, pathOf } from '../support/fixtures.ts'
import { readCommand } from '../support/github-runner.ts'
import { HOSTILE, REPORTS, reportOf } from '../support/reports.ts'
import { judge } from '../support/response.ts'

const NAMES = [...FORMATS.keys()]
const ACTS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u

const render = (format: string, reports: Report[]) => FORMATS.get(format)?.(reports, {}) ?? ''

/** Nothing in it acts on a terminal, and no line is a command to GitHub's runner. */
function expectHarmless(format: string, text: string): void {
  expect(text.split('\n').filter((line) => ACTS.test(line))).toEqual([])
  const commands = text.split('\n').flatMap((line) => readCommand(line)?.command ?? [])
  expect(commands.filter((name) => format !== 'github' || !/^(error|warning|notice)$/.test(name))).toEqual([])
}

test.each(NAMES.flatMap((format) => Object.keys(REPORTS).map((kind) => [format, kind])))(
  '%s of a login %s contains nothing that acts on a terminal or a log',
  async (format, kind) => {
    expectHarmless(format, render(format, [await (REPORTS[kind] as () => Promise<Report>)()]))
  },
)

test.each(NAMES)('%s of every attack with claims contains nothing that acts on a terminal or a log', async (format) => {
  for (const name of listFixtures('attacks/claim')) expectHarmless(format, render(format, [await reportOf(name)]))
})

test('control: the hostile text would act, and the runner would execute commands in it', () => {
  expect(ACTS.test(HOSTILE)).toBe(true)
  expect(HOSTILE.split('\n').map((line) => readCommand(line)?.command)).toEqual([undefined, 'error'])
  expect(readCommand('  ::stop-commands::x')).toMatchObject({ command: 'stop-commands' })
  expect(readCommand('text ##[group]x')).toMatchObject({ command: 'group' })
})

test('JSON escapes them without changing their meaning', async () => {
  for (const make of Object.values(REPORTS)) {
    const report = await make()
    expect(JSON.parse(render('json', [report]))).toEqual(report)
    expect(JSON.parse(render('json', [report, report]))).toEqual([report, report])
  }
})

test('text, markup and emoji of other languages stay readable', () => {
  expect(printable('Grüße 山田 太郎 👩 <b> a:b 12::34 #[x]')).toBe('Grüße 山田 太郎 👩 <b> a:b 12::34 #[x]')
  expect(printable('a\u202eb\u{e0001}')).toBe('a\\u202eb\\udb40\\udc01')
})

test('a very long value is truncated, with its length', async () => {
  const report = await judge({ issuer: 'a'.repeat(15_000) })
  for (const format of ['text', 'junit', 'github', 'html']) {
    const text = render(format, [report])
    expect(text).toMatch(/a…\s+\(15000 characters\)/)
    expect(text.length).toBeLessThan(40_000)
  }
})

test('the page shows markup in a claim as text', async () => {
  const { stdout } = await runCli(['check', pathOf('attacks/claim/unsigned-markup'), '--format', 'html'])
  expect(stdout).toContain('&lt;script')
  expect(stdout).not.toMatch(/<script/i)
})
