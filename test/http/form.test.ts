import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readFormFields } from '../../src/edge/http/form.ts'
import { runs } from '../support/runs.ts'

const PIECES = [
  'SAMLResponse',
  'RelayState',
  '=',
  '&',
  '+',
  '%2B',
  '%0a',
  '%',
  '%zz',
  '%C3%A9',
  '%C3',
  'é',
  ' ',
  '?',
  '#',
  ';',
  'PHNh',
]

test('a form is read as URLSearchParams reads it', () => {
  const forms = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(forms, (text) => {
      const named = (fields: Iterable<[string, string]>) => [...fields].filter(([name]) => name !== '')
      expect(named(readFormFields(text))).toEqual(named(new URLSearchParams(`?${text}`))) // else it leaves out a question mark
    }),
    { numRuns: runs(2_000) },
  )
})
