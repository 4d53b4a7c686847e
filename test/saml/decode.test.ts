import { expect, test } from '@jest/globals'
import { decodeField } from '../../src/core/saml/decode.ts'

/** XML whose base64 has a + for each of its triples that end with >. */
const xmlWith = (pluses: number) => `<a>${'The quick brown fox. ab>'.repeat(pluses - 2)}</a>  >`.slice(0, -3)
const encode = (xml: string) => Buffer.from(xml).toString('base64')

test.each([3, 4, 5, 6, 7, 8, 40])('a field with %i spaces instead of + is not base64', (pluses) => {
  const field = encode(xmlWith(pluses))
  const lost = field.match(/\+/g)?.length ?? 0
  expect(lost).toBeGreaterThan(0)
  const { fault } = decodeField([field.replaceAll('+', ' ')], null)
  expect(fault).toMatchObject({ kind: 'base64', because: expect.stringContaining("'+' becomes a space") })
})

test.each([[' '], ['\r\n'], ['\n  '], ['\t']])('lines wrapped with %j are still base64', (gap) => {
  const xml = `${xmlWith(9)}<!-- é 漢字 -->`
  const lines = encode(xml).match(/.{1,76}/g) ?? []
  expect(decodeField([lines.join(gap)], null).bytes?.toString()).toBe(xml)
})
