import { readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.ts'
import type { Remedy } from '../../src/domain/remedy.ts'
import { readCase } from '../../src/login/check-response.ts'
import { judge } from '../../src/login/inspect.ts'
import { findSmallestChange } from '../../src/login/smallest-change.ts'
import { loadFixture } from '../support/fixtures.ts'

const FOLDER = new URL('../../fixtures/', import.meta.url)
const fixturesIn = (folder: string) =>
  readdirSync(new URL(folder, FOLDER))
    .filter((name) => name.endsWith('.response'))
    .map((name) => `${folder}/${name.replace('.response', '')}`)

const caseOf = (name: string) => {
  const { samlResponse, settings } = loadFixture(name)
  return readCase([samlResponse], 'POST', settings, new Date(settings.now))
}
const failedErrors = (name: string) =>
  judge(caseOf(name), '').report.findings.filter(({ severity, status }) => severity === 'error' && status === 'fail')

/** The settings that the remedy of a check names; where the Console copies from the IdP, the IdP's side counts too. */
const settingsOf = (remedy: Remedy): string[] => {
  if (remedy.side === 'none') return []
  return remedy.side === 'idp' ? [remedy.setting] : [remedy.field, ...(remedy.from ? [remedy.from] : [])]
}

/** The time of a message tells whether the clock is wrong or the lifetime, so the finding itself says which. */
const BY_TIME = ['clock', 'lifetime']

const CASES = [...fixturesIn('checks'), ...fixturesIn('checks/enhanced')].flatMap((name) => {
  const failed = failedErrors(name)
  return failed.length === 1 ? [[name, failed[0]?.id ?? ''] as const] : []
})

test('there are as many cases as checks that refuse a message by itself', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(45)
})

test.each(CASES)('%s: the smallest change is the setting of %s', (name, id) => {
  const check = CHECKS.find((each) => each.id === id)
  if (!check) throw new Error(`no check ${id}`)
  const wanted = settingsOf(check.remedy)
  const found = findSmallestChange(caseOf(name))
  if (wanted.length === 0) expect(found).toBeNull()
  else {
    expect(found).toHaveLength(1)
    expect(BY_TIME.includes(wanted[0] ?? '') ? BY_TIME : wanted).toContain(found?.[0]?.setting)
    expect(found?.[0]?.to).not.toBe('')
    expect(found?.[0]?.side).toBe(found?.[0]?.setting === 'issuer' ? 'idp' : check.remedy.side)
  }
})

test('an accepted message needs no change', () => {
  expect(findSmallestChange(caseOf('responses/entra/both'))).toEqual([])
})

test('two causes need two changes, each in the words of its menu', () => {
  const { samlResponse, settings } = loadFixture('responses/entra/namespaced')
  const wrong = { ...settings, idpIssuer: 'https://login.microsoftonline.com/example/saml2' }
  const judged = readCase([samlResponse], 'POST', wrong, new Date(settings.now))
  const found = findSmallestChange(judged)
  expect(found?.map(({ setting, side }) => `${side} ${setting}`)).toEqual(['console idpIssuer', 'idp claims'])
  expect(found?.map(({ where }) => where).join('\n')).toContain('Identity Provider Issuer')
  expect(found?.map(({ where }) => where).join('\n')).toContain('Attributes & Claims')
})

/** Checks that fail when the bytes are not what was signed: no setting mends that. */
const FORGED = [
  'signature-structure-is-safe',
  'response-signature-valid',
  'assertion-signature-valid',
  'claims-are-covered-by-signature',
  'ids-are-unique',
  'xml-has-no-doctype',
  'xml-is-well-formed',
  'xml-within-limits',
]
/** Without those of a foreign key: whose it is, only the fingerprint that the IdP shows can tell. */
const FORGERIES = readdirSync(new URL('attacks', FOLDER))
  .filter((folder) => folder !== 'foreign-key')
  .flatMap((folder) => fixturesIn(`attacks/${folder}`))
  .filter((name) => failedErrors(name).some(({ id }) => FORGED.includes(id)))

test('no change of settings makes a forgery green', () => {
  expect(FORGERIES.length).toBeGreaterThan(300)
  expect(FORGERIES.filter((name) => findSmallestChange(caseOf(name)) !== null)).toEqual([])
})
