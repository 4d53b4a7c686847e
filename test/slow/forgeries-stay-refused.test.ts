import { readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { findSmallestChange } from '../../src/core/what-if/smallest-change.ts'
import { caseOf, failedErrorsOf, fixturesIn } from '../support/fixture-cases.ts'

const ATTACKS = new URL('../../fixtures/attacks', import.meta.url)

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
const FORGERIES = readdirSync(ATTACKS)
  .filter((folder) => folder !== 'foreign-key')
  .flatMap((folder) => fixturesIn(`attacks/${folder}`))
  .filter((name) => failedErrorsOf(name).some(({ id }) => FORGED.includes(id)))

test('no change of settings makes a forgery pass', () => {
  expect(FORGERIES.length).toBeGreaterThan(300)
  expect(FORGERIES.filter((name) => findSmallestChange(caseOf(name)) !== null)).toEqual([])
})
