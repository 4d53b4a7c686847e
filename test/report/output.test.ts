import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runCli } from '../support/cli.ts'
import { pathOf } from '../support/fixtures.ts'

test('-o writes the report there and prints nothing; the exit code stays the verdict', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'report.xml')
  const name = 'checks/audience-names-entity-id'
  const flags = ['check', pathOf(name), '--format', 'junit']
  const [written, printed] = await Promise.all([runCli([...flags, '-o', file]), runCli(flags)])
  expect(written).toEqual({ exitCode: 1, stdout: '', stderr: '' })
  expect(readFileSync(file, 'utf8')).toBe(printed.stdout)
})

test('a file that cannot be written is said, with the exit code of usage', async () => {
  const nowhere = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'no-such-folder', 'report.txt')
  expect(await runCli(['check', pathOf('responses/entra/both'), '-o', nowhere])).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining('cannot be written'),
  })
})

test.each(['xml', 'constructor', ''])(
  'there is no format %p, and the ones that there are get named',
  async (format) => {
    const { exitCode, stdout, stderr } = await runCli(['check', pathOf('responses/entra/both'), '--format', format])
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Use one of text, json, junit, github, html.')
  },
)
