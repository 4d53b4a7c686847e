import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/core/checks/index.ts'
import type { Remedy } from '../../src/core/domain/remedy.ts'
import { readCase } from '../../src/core/judge/check-response.ts'
import { findSmallestChange } from '../../src/core/what-if/smallest-change.ts'
import { caseOf, failedErrorsOf, fixturesIn } from '../support/fixture-cases.ts'
import { loadFixture } from '../support/fixtures.ts'

/** The settings that the remedy of a check names; where the Console copies from the IdP, the IdP's side counts too. */
const settingsOf = (remedy: Remedy): string[] => {
  if (remedy.side === 'none') return []
  return remedy.side === 'idp' ? [remedy.setting] : [remedy.field, ...(remedy.from ? [remedy.from] : [])]
}

/** The time of a message tells whether the clock is wrong or the lifetime, so the finding itself says which. */
const BY_TIME = ['clock', 'lifetime']

const CASES = [...fixturesIn('checks'), ...fixturesIn('checks/enhanced')].flatMap((name) => {
  const failed = failedErrorsOf(name)
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

test('two causes need two changes, each with its menu names', () => {
  const { samlResponse, settings } = loadFixture('responses/entra/namespaced')
  const wrong = { ...settings, idpIssuer: 'https://login.microsoftonline.com/example/saml2' }
  const judged = readCase([samlResponse], 'POST', wrong, new Date(settings.now))
  const found = findSmallestChange(judged)
  expect(found?.map(({ setting, side }) => `${side} ${setting}`)).toEqual(['console idpIssuer', 'idp claims'])
  expect(found?.map(({ where }) => where).join('\n')).toContain('Identity Provider Issuer')
  expect(found?.map(({ where }) => where).join('\n')).toContain('Attributes & Claims')
})
