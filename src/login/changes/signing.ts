import { supposeSigned } from '../suppose.ts'
import type { Change } from './change.ts'

const WANTED = {
  both: ['Response', 'Assertion'],
  response: ['Response'],
  assertion: ['Assertion'],
  either: ['Response'],
} as const

/** What is signed and encrypted. */
export const SIGNING: Change[] = [
  {
    setting: 'signing',
    side: 'idp',
    cures: ['response-is-signed', 'assertion-is-signed'],
    describe: ({ message: { verification }, settings: { connection } }) => ({
      from: verification?.signatures.map(({ over }) => over.toLowerCase()).join(', ') || 'nothing',
      to: connection?.signaturePolicy ?? 'both',
    }),
    apply: (judged) => supposeSigned(judged, [...WANTED[judged.settings.connection?.signaturePolicy ?? 'both']]),
  },
  {
    setting: 'encryption',
    side: 'idp',
    cures: ['assertion-not-encrypted'],
    describe: () => ({ from: 'encrypted', to: 'unencrypted' }),
    apply: null,
  },
]
