import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseInstant } from '../../src/core/domain/time.ts'

const instant = fc.date({
  min: new Date('0001-01-02T00:00:00Z'),
  max: new Date('9999-12-30T23:59:59Z'),
  noInvalidDate: true,
})
const two = (number: number) => String(number).padStart(2, '0')

test('an instant reads back to the millisecond', () => {
  fc.assert(
    fc.property(instant, (date) => {
      expect(parseInstant(date.toISOString())).toEqual(date)
    }),
  )
})

test('an instant without a zone is UTC, and a zone is taken off', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
      const local = new Date(date.getTime() + minutes * 60_000).toISOString().replace('Z', '')
      const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
      expect(parseInstant(local + zone)).toEqual(date)
      expect(parseInstant(date.toISOString().replace('Z', ''))).toEqual(date)
    }),
  )
})

test('a fraction counts to the millisecond and may be longer', () => {
  fc.assert(
    fc.property(instant, fc.stringMatching(/^[0-9]{1,12}$/), (date, digits) => {
      const seconds = date.toISOString().slice(0, 19)
      const milliseconds = Number(digits.padEnd(3, '0').slice(0, 3))
      expect(parseInstant(`${seconds}.${digits}Z`)?.getTime()).toBe(Date.parse(`${seconds}Z`) + milliseconds)
    }),
  )
})

test('no other text is an instant', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseInstant(text)).toBeNull()
    }),
  )
})

test.each([
  '2026-02-30T00:00:00Z',
  '2026-02-29T00:00:00Z',
  '2026-04-31T12:00:00+02:00',
  '2026-00-01T00:00:00Z',
  '2026-12-01T24:00:01Z',
  '2026-12-01T10:00:60Z',
  '2026-12-01 10:00:00Z',
  '2026-12-01T10:00Z',
  '2026-12-01T10:00:00.Z',
  '2026-12-01',
])('%s is no instant', (text) => {
  expect(parseInstant(text)).toBeNull()
})

test('a leap day is one in a leap year, and midnight may end a day', () => {
  expect(parseInstant('2028-02-29T00:00:00Z')?.toISOString()).toBe('2028-02-29T00:00:00.000Z')
  expect(parseInstant('2026-12-01T24:00:00Z')?.toISOString()).toBe('2026-12-02T00:00:00.000Z')
})
