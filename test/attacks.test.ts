import { expect, test } from '@jest/globals'
import { EVIL_USER } from '../src/core/mutations/attacks/edit.ts'
import { checkResponse, type Report } from '../src/index.ts'
import { signAnew } from './support/attacks/forge.ts'
import { NAMED_BY } from './support/attacks/named-by.ts'
import { resign } from './support/attacks/resign.ts'
import { ATTACKS, fileOf } from './support/attacks.ts'
import { findingsOf } from './support/expected-findings.ts'
import { listFixtures, loadFixture, xmlOf } from './support/fixtures.ts'
import { failedErrors, IDP_CERTIFICATE } from './support/response.ts'

const CASES = ATTACKS.map((attack) => ({ ...attack, file: fileOf(attack) }))

const expectFindings = findingsOf('attacks')

const reports = new Map<string, Promise<Report>>()

/** Judges each file once. */
function judgeFile(file: string): Promise<Report> {
  const { settings, samlResponse } = loadFixture(file)
  const report = reports.get(file) ?? checkResponse(samlResponse, settings)
  reports.set(file, report)
  return report
}

test('every file of fixtures/attacks comes from the table', () => {
  expect(listFixtures('attacks')).toEqual(CASES.map(({ file }) => file).sort())
})

test.each(CASES)('$file is refused for its own reasons, and nothing in it reaches a worker', async (attack) => {
  const { expect: outcome, expectFail } = loadFixture(attack.file)
  const report = await judgeFile(attack.file)
  expect(report.outcome).toBe(outcome)
  expect(outcome).toBe('rejected')
  expect(report.worker).toBeNull()
  expect(report.changes).toEqual([])
  expect(report.findings.filter(({ status }) => status === 'crashed')).toEqual([])
  expectFindings(attack.file, report, expectFail)
  const echoes = report.findings.filter(({ id }) => attack.echoes?.includes(id))
  expect(echoes.map(({ id }) => id)).toEqual(attack.echoes ?? [])
  for (const { status, blockedBy } of echoes)
    expect([status, expectFail?.includes(blockedBy ?? '')]).toEqual(['not-run', true])
})

test.each(CASES)('an error that names the class of $file refuses it', async (attack) => {
  const errors = failedErrors(await judgeFile(attack.file))
  expect(errors.filter((id) => NAMED_BY[attack.class].includes(id))).not.toEqual([])
})

const SIGNED_ANEW = [...new Set(CASES.filter(({ resigned }) => resigned).map(({ base }) => base))]

test.each(SIGNED_ANEW)('%s is accepted if it is signed again without a change', async (base) => {
  const bundle = loadFixture(`responses/${base}`)
  const xml = xmlOf(bundle)
  const hasBoth = xml.match(/SignatureValue>/g)?.length === 4
  for (const sign of hasBoth ? [signAnew, resign] : [resign]) {
    const samlResponse = Buffer.from(sign(xml)).toString('base64')
    const report = await checkResponse(samlResponse, { ...bundle.settings, certificates: [IDP_CERTIFICATE] })
    expect(report.outcome).toBe('accepted')
  }
})

test('a fault of a thousand signatures is reported once', async () => {
  const { findings } = await judgeFile('attacks/bomb/signatures')
  const { because } = findings.find(({ id }) => id === 'signature-structure-is-safe') ?? {}
  expect(because).toBe('a Signature is in a place where SAML does not allow one')
})

test.each(CASES)('nothing that the attacker wrote in $file is called verified', async ({ file }) => {
  const { subject, claims } = await judgeFile(file)
  const verified = claims.filter((claim) => claim.verified).flatMap(({ values }) => values)
  expect(subject.verified && subject.nameId?.startsWith(EVIL_USER)).toBe(false)
  expect(verified).not.toContain(EVIL_USER)
  expect(verified).not.toContain('admin')
})
