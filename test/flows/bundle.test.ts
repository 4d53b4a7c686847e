import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { looksLikeBundle, readBundle } from '../../src/core/bundle/bundle.ts'
import { writeHeader } from '../../src/core/bundle/bundle-header.ts'
import { type FlexIamMock, HarnessError, type Report } from '../../src/index.ts'
import { STORIES } from '../support/bundle-stories.ts'
import { runCli } from '../support/cli.ts'
import { loadFixture } from '../support/fixtures.ts'
import { latest, postFixture, prepare, withHarness } from '../support/harness.ts'
import { ACCOUNT, buildResponse, IDP_CERTIFICATE, ISSUER, NOW } from '../support/response.ts'

const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
let files = 0

function keep(text: string): string {
  files += 1
  const file = join(folder, `${files}.response`)
  writeFileSync(file, text)
  return file
}

const bundleOf = async (harness: FlexIamMock, id: string | null) =>
  (await fetch(`${harness.url}/api/v1/logins/${id}/bundle`)).text()

test.each(STORIES)('the bundle of a login %s gives the stored Report, byte for byte', async (_name, tell, proof) => {
  await withHarness(async (harness) => {
    await tell(harness)
    const stored = await (await fetch(`${harness.url}/api/v1/logins/latest`)).text()
    const report = JSON.parse(stored) as Report
    expect(proof(report)).toBe(true)
    const bundle = await bundleOf(harness, report.id)
    const again = await runCli(['check', keep(bundle), '--format', 'json'])
    expect(again.stderr).toBe('')
    expect(`${JSON.stringify(JSON.parse(again.stdout))}`).toBe(JSON.stringify(report)) // what acts on a terminal is escaped
    expect(readBundle(bundle, () => '')).toMatchObject({
      expect: report.outcome,
      expectFail: report.findings.filter(({ status }) => status === 'fail').map(({ id }) => id),
      version: report.judged.version,
    })
  })
})

test('a captured login is replayed from its bundle, by server and command line', async () => {
  const fixture = loadFixture('responses/entra/both')
  await withHarness(async (harness) => {
    await prepare(harness, fixture)
    await postFixture(harness, fixture)
    const report = await latest(harness)
    const answer = await fetch(`${harness.url}/api/v1/logins/${report.id}/bundle`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${report.id}.response"`)
    const out = join(folder, 'again.response')
    const text = await answer.text()
    await runCli(['check', keep(text), '--bundle', out])
    expect(readFileSync(out, 'utf8')).toBe(text)
  })
})

test('check --bundle writes the judged message with the settings of the flags', async () => {
  const file = keep(buildResponse())
  const out = join(folder, 'written.response')
  const certificate = join(folder, 'idp.crt')
  writeFileSync(certificate, IDP_CERTIFICATE)
  const flags = ['--account', ACCOUNT, '--idp-issuer', ISSUER, '--idp-cert', certificate, '--now', NOW]
  const first = await runCli(['check', file, ...flags, '--format', 'json', '--bundle', out])
  const second = await runCli(['check', out, '--format', 'json'])
  expect([first.exitCode, second.exitCode]).toEqual([0, 0])
  expect(second.stdout).toBe(first.stdout)
  expect(JSON.parse(second.stdout)).toMatchObject({ id: null, receivedAt: null })
})

test('a bundle of another version is judged by this version, which says so', async () => {
  const text = readFileSync(new URL('../../fixtures/responses/entra/both.response', import.meta.url), 'utf8')
  const certificate = loadFixture('responses/entra/both').settings.certificates[0]?.replace(/-----[^-]*-----|\s/g, '')
  const other = text.replace(/^idp-certificate: .*$/m, `idp-certificate: ${certificate}\nversion: 0.0.1`)
  const { exitCode, stderr } = await runCli(['check', keep(other)])
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/^The bundle was written by version 0\.0\.1; this is \d+\.\d+\.\d+\.\n$/)
})

test('a login that is not recorded has no bundle', async () => {
  await withHarness(async (harness) => {
    const answer = await fetch(`${harness.url}/api/v1/logins/nobody/bundle`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'UNKNOWN_LOGIN' })
  })
})

test('any header value survives writing and reading, and unknown or invalid lines are refused', () => {
  for (const value of ['a', '', ' a', 'a\nb', 'a\r\nb', '"', '\u2028', '\ud800', 'ä%41', '\ufeff']) {
    const text = `${writeHeader('idp-issuer', value)}\nnow: ${NOW}\n\nYQ==\n`
    expect(looksLikeBundle(text)).toBe(true)
    expect(readBundle(text, () => '').settings.idpIssuer).toBe(value)
  }
  for (const [line, reason] of [
    ['nobody: x', "Line 1 of the header is not valid: 'nobody: x'."],
    ['id*: x', "Line 1 of the header is not valid: 'id*: x'."],
    ['id*: 1', "Line 1 of the header is not valid: 'id*: 1'."],
    ['reached: PUT /x', "The 'reached' line is 'PUT /x'"],
    ['requested: maybe', "The header has 'maybe'"],
    ['worker-before: {}', "The 'worker-before' line is not a JSON"],
  ] as const) {
    const read = () => readBundle(`${line}\nnow: ${NOW}\n\nYQ==\n`, () => '')
    expect(read).toThrow(HarnessError)
    expect(read).toThrow(reason)
  }
})

test.each([
  [
    'a worker nested beyond what can be written',
    `worker-before: ${nestedWorker(50_000)}`,
    "The 'worker-before' line is not a JSON",
  ],
  ['a size that is not a number', 'oversize: abc', "The 'oversize' line is 'abc', not a number of bytes."],
  [
    'two answers to one question',
    'relay-state-back: unchanged\nrelay-state-back: cut',
    "Line 4 of the header repeats 'relay-state-back'.",
  ],
  ['too many URLs', 'acs: https://acs.example\n'.repeat(500).trimEnd(), 'In the settings: acs'],
  ['too many lines', 'acs: https://acs.example\n'.repeat(500_000).trimEnd(), 'more than 1000 lines'],
  ['a line that is too long', `comment: ${'x'.repeat(1_048_577)}`, 'Line 3 of the header has more than 1048576'],
])('a bundle with %s is refused', async (_name, lines, message) => {
  const file = keep(`account: ${ACCOUNT}\nnow: ${NOW}\n${lines}\n\nPHg+\n`)
  const { exitCode, stdout, stderr } = await runCli(['check', file])
  expect({ exitCode, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
    exitCode: 2,
    stdout: '',
    lines: 2,
  })
  expect(stderr).toContain(message)
})

function nestedWorker(depth: number): string {
  return `{"friendlyName":"ada","attributes":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`
}
