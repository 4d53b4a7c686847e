import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { diffReports, type ReportDifference } from '../../src/index.ts'
import { connect, login } from '../support/bundle-stories.ts'
import { runCli } from '../support/cli.ts'
import { latest, send, withHarness } from '../support/harness.ts'
import { authnStatement, conditions, confirmation, judge, NOW, SETTINGS } from '../support/response.ts'

const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
const keep = (name: string, text: string) => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const valuesOf = (differences: ReportDifference[]) =>
  Object.fromEntries(differences.map(({ what, a, b }) => [what, [a, b]]))

const FIRST = { authnStatement: authnStatement(' SessionNotOnOrAfter="2026-12-01T18:00:00Z"') }

/** The same login, an hour later: every ID, time and signature is another one. */
const LATER = {
  id: '_r2',
  assertionId: '_a2',
  inResponseTo: '_q2',
  confirmation: confirmation({ notOnOrAfter: '2026-12-01T11:05:00Z', extra: ' InResponseTo="_q2"' }),
  conditions: conditions({ notBefore: '2026-12-01T10:59:00Z', notOnOrAfter: '2026-12-01T11:05:00Z' }),
  authnStatement: authnStatement(' SessionNotOnOrAfter="2026-12-01T19:30:00Z"'),
  before: (xml: string) => xml.replaceAll('2026-12-01T09:59:30Z', '2026-12-01T10:59:30Z'),
}

test('different IDs, times and signatures of a login an hour later are not a difference', async () => {
  const later = await judge(LATER, { now: '2026-12-01T11:00:00Z' })
  expect(later.outcome).toBe('accepted')
  expect(diffReports(await judge(FIRST), later)).toEqual([])
})

test('the same fault an hour later is not a difference, even if its times and IDs differ', async () => {
  const late = await judge(FIRST, { now: '2026-12-01T15:00:00Z' })
  const later = await judge(LATER, { now: '2026-12-01T17:00:00Z' })
  expect([late.outcome, later.outcome]).toEqual(['rejected', 'rejected'])
  expect(diffReports(late, later)).toEqual([])
})

test('a different transient NameID is not a difference; any other NameID is', async () => {
  const format = ' Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"'
  const transient = (nameId: string) => judge({ nameId, nameIdAttributes: format })
  const ofTransients = diffReports(await transient('_one'), await transient('_two')).map(({ what }) => what)
  expect(ofTransients).not.toContain('subject.nameId')
  expect(diffReports(await judge(), await judge({ nameId: 'bob@example.com' }))).toContainEqual({
    what: 'subject.nameId',
    a: 'ada@example.com',
    b: 'bob@example.com',
  })
})

test('changes of verdict, findings, claims, worker, issuer, signatures and settings are reported, and nothing else', async () => {
  const a = await judge({ claims: { full_name: ['Ada'], email: ['ada@example.com'], roles: ['agent'], old: ['1'] } })
  const b = await judge(
    {
      claims: { full_name: ['Ada'], email: ['ada@example.com'], roles: ['Agent'], new: ['x', 'y'] },
      sign: ['Response'],
    },
    { signaturePolicy: 'response', clockSkewSeconds: 60 },
  )
  const differences = valuesOf(diffReports(a, b))
  expect(differences).toMatchObject({
    outcome: ['accepted', 'rejected'],
    'twilioError.code': [null, 70252],
    'judged.signaturePolicy': ['both', 'response'],
    'judged.clockSkewSeconds': [180, 60],
    'findings.roles-name-a-flex-role.status': ['pass', 'fail'],
    'findings.roles-name-a-flex-role.received': [null, 'Agent'],
    'signatures.Assertion.valid': [true, null],
    'claims.roles.values': [['agent'], ['Agent']],
    'claims.old.values': [['1'], null],
    'claims.new.values': [null, ['x', 'y']],
    'claims.new.mappedTo': [null, 'new'],
    'worker.friendlyName': ['ada@example.com', null],
    'worker.attributes.roles': [['agent'], null],
  })
  const told = [
    'outcome',
    'flexVerdict',
    'headline',
    'twilioError',
    'judged',
    'findings',
    'signatures',
    'claims',
    'worker',
  ]
  expect(Object.keys(differences).filter((what) => !told.includes(what.split('.')[0] ?? ''))).toEqual([])
  expect(Object.keys(differences).some((what) => /^claims\.(full_name|email)/.test(what))).toBe(false)
})

test('claims with the same name are compared together', async () => {
  const twice = await judge({
    claims: [
      ['x', ['1']],
      ['x', ['2']],
    ],
  })
  const once = await judge({ claims: [['x', ['1', '2']]] })
  expect(diffReports(twice, once).map(({ what }) => what)).not.toContain('claims.x.values')
})

test('a Report has no difference from itself, and swapped Reports have swapped differences', async () => {
  const [a, b] = [await judge(), await judge({ issuer: 'https://other.example.com' })]
  expect(diffReports(a, a)).toEqual([])
  expect(diffReports(b, a)).toEqual(diffReports(a, b).map(({ what, a, b }) => ({ what, a: b, b: a })))
  expect(valuesOf(diffReports(a, b))['idp.issuer']).toEqual([SETTINGS.idpIssuer, 'https://other.example.com'])
})

test('server and command line report the same differences, for bundles and for Reports', async () => {
  await withHarness(async (harness) => {
    await connect(harness)
    await login(harness)
    const first = await latest(harness)
    await login(harness, {
      assertionId: '_second',
      claims: { full_name: ['Ada'], email: ['ada@example.com'], roles: ['admin'] },
    })
    const second = await latest(harness)
    const url = `${harness.url}/api/v1/logins`
    const overHttp = (await (await fetch(`${url}/${first.id}/diff/${second.id}`)).json()) as { differences: unknown }
    expect(overHttp).toMatchObject({ a: first.id, b: second.id, same: false })
    expect(overHttp.differences).toContainEqual({ what: 'worker.attributes.roles', a: ['agent'], b: ['admin'] })
    expect(await (await fetch(`${url}/${first.id}/diff/${first.id}`)).json()).toMatchObject({
      same: true,
      differences: [],
    })
    const unknown = await fetch(`${url}/${first.id}/diff/nobody`)
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'UNKNOWN_LOGIN' }])

    const report = keep('first.json', JSON.stringify(first))
    const bundle = keep('second.response', await (await fetch(`${url}/${second.id}/bundle`)).text())
    const json = await runCli(['diff', report, bundle, '--format', 'json'])
    expect([json.exitCode, json.stderr]).toEqual([1, ''])
    expect(JSON.parse(json.stdout)).toEqual({ same: false, differences: overHttp.differences })
    const text = await runCli(['diff', report, bundle])
    expect(text.stdout).toContain('worker.attributes.roles\n  a ["agent"]\n  b ["admin"]\n')
    const same = await runCli(['diff', '-', report], JSON.stringify(first))
    expect(same).toMatchObject({ exitCode: 0, stdout: 'No significant differences.\n' })
    await send(`${harness.url}/api/v1/reset`, 'POST')
  })
})

test.each([
  ['no file', [join(folder, 'nothing'), join(folder, 'nothing')], 'ENOENT'],
  ['other JSON', [keep('other.json', '{"schema":1}'), keep('other2.json', '{}')], 'The JSON is not a Report'],
  ['XML', [keep('message.xml', '<x/>'), keep('message2.xml', '<x/>')], 'neither a bundle nor JSON'],
  ['standard input twice', ['-', '-'], 'Both arguments are -.'],
  [
    'an unknown format',
    [keep('a.json', '{}'), keep('b.json', '{}'), '--format', 'xml'],
    "--format 'xml' is not a known value",
  ],
])('diff of %s ends with 2 and says why', async (_name, args, reason) => {
  const { exitCode, stdout, stderr } = await runCli(['diff', ...args])
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^flex-iam-mock: .+\n.+\n$/)
  expect(stderr).toContain(reason)
})

test('control characters in a message do not reach the terminal', async () => {
  const evil = await judge({ claims: [['x', ['\u009b31m\u202e']]] }, { now: NOW })
  const files = [keep('plain.json', JSON.stringify(await judge())), keep('evil.json', JSON.stringify(evil))]
  const { stdout } = await runCli(['diff', ...files])
  expect(stdout).toContain('\\u009b31m\\u202e')
})
