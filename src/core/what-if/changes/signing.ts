import type { SignaturePolicy } from '../../domain/signature-policy.ts'
import { type JudgedCase, judge } from '../../judge/inspect.ts'
import { productOf } from '../../products/index.ts'
import { supposeSigned } from '../hypothetical.ts'
import type { ProposedChange } from './change.ts'
import { withChangedConnection } from './console.ts'

const WANTED = {
  both: ['Response', 'Assertion'],
  response: ['Response'],
  assertion: ['Assertion'],
  either: ['Response'],
} as const

const policyOf = ({ settings: { connection } }: JudgedCase) => connection?.signaturePolicy ?? 'both'

/** The policy of the product's guide, if the product cannot sign what the connection requires. */
function policyInstead(judged: JudgedCase): SignaturePolicy | null {
  const { settings, guide } = productOf(judge(judged, '').report.idp.product)
  const choices = settings.signing?.choices
  const policy = policyOf(judged)
  return !choices || policy === 'either' || policy in choices ? null : guide.signaturePolicy
}

/** Changes to what is signed and encrypted. */
export const SIGNING_CHANGES: ProposedChange[] = [
  {
    setting: 'signing',
    side: 'idp',
    cures: ['response-is-signed', 'assertion-is-signed'],
    describe: (judged) => {
      if (policyInstead(judged)) return null
      const signed = judged.message.verification?.signatures.map(({ over }) => over.toLowerCase()) ?? []
      return { from: signed.join(', ') || 'nothing', to: policyOf(judged) }
    },
    apply: (judged) => supposeSigned(judged, [...WANTED[policyOf(judged)]]),
  },
  {
    setting: 'signaturePolicy',
    side: 'console',
    cures: ['response-is-signed', 'assertion-is-signed'],
    describe: (judged) => {
      const to = policyInstead(judged)
      return to && { from: policyOf(judged), to }
    },
    apply: (judged) => withChangedConnection(judged, { signaturePolicy: policyInstead(judged) ?? policyOf(judged) }),
  },
  {
    setting: 'encryption',
    side: 'idp',
    cures: ['assertion-not-encrypted'],
    describe: () => ({ from: 'encrypted', to: 'unencrypted' }),
    apply: null,
  },
]
