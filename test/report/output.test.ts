import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runCli } from '../support/cli.ts'
import { pathOf } from '../support/fixtures.ts'

test('-o writes the Report to a file and prints nothing; the exit code is still the verdict', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'report.xml')
  const name = 'checks/audience-names-entity-id'
  const flags = ['check', pathOf(name), '--format', 'junit']
  const [written, printed] = await Promise.all([runCli([...flags, '-o', file]), runCli(flags)])
  expect(written).toEqual({ exitCode: 1, stdout: '', stderr: '' })
  expect(readFileSync(file, 'utf8')).toBe(printed.stdout)
})

test('a file that cannot be written is a usage error', async () => {
  const nowhere = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'no-such-folder', 'report.txt')
  expect(await runCli(['check', pathOf('responses/entra/both'), '-o', nowhere])).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining('cannot be written'),
  })
})

test.each(['xml', 'constructor', ''])('the unknown format %p is an error that lists the known ones', async (format) => {
  const { exitCode, stdout, stderr } = await runCli(['check', pathOf('responses/entra/both'), '--format', format])
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toContain('Use one of text, json, junit, github, html.')
})

test('JSON with answers, and of a diff, contains nothing that acts on a terminal or runner', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  const files = ['\u009b31m ##[error]a', '\u202e ##[error]b'].map((relayState, index) => {
    const file = join(folder, `${index}.response`)
    const header = `account: AC${'0'.repeat(32)}\nnow: 2026-12-01T10:00:00Z\nrelay-state: ${encodeURIComponent(relayState)}`
    writeFileSync(file, `${header}\n\nPHg+\n`)
    return file
  })
  const [first = '', second = ''] = files
  const printed = [
    await runCli(['check', first, '--what-if', '--format', 'json']),
    await runCli(['diff', first, second, '--format', 'json']),
  ]
  for (const { stdout } of printed) {
    expect(stdout).not.toMatch(/[\u0080-\u009f\u202e]|##\[/)
    expect(JSON.stringify(JSON.parse(stdout))).toContain('##[error]a')
  }
})
