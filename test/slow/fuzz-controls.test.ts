import { expect, test } from '@jest/globals'
import type { ReadMessage } from '../../src/core/domain/message.ts'
import type { SignatureReport, SignedAssertion } from '../../src/core/domain/saml.ts'
import { judgeUndone, loadCorpus, runFuzz } from '../fuzz/campaign.js'

const corpus = loadCorpus(['responses/', 'attacks/foreign-key/', 'attacks/wrapping/', 'checks/'])
const RUNS = 400
const SEED = 1

test('the same seed gives the same messages, and a different seed different ones', async () => {
  const outline = async (seed: number) => {
    const { reached, causes } = await runFuzz({ corpus, runs: 50, seed })
    return [[...reached], [...causes]]
  }
  expect(await outline(7)).toEqual(await outline(7))
  expect(await outline(7)).not.toEqual(await outline(8))
})

/** A judge that takes a signature for valid where `isGood` says so, and then believes the message as sent. */
const believing = (isGood: (signature: SignatureReport) => boolean) => (message: ReadMessage) => {
  const { verification, response } = message
  if (!verification?.signatures.some((signature) => !signature.valid && isGood(signature))) return message
  const signatures = verification.signatures.map((each) => ({ ...each, valid: each.valid || isGood(each) }))
  const signedAssertion = (response?.assertion ?? null) as SignedAssertion | null
  return { ...message, verification: { ...verification, signatures, signedAssertion } }
}

const NEVER_SIGNED = /is valid over what its key never signed/
const WRONG_JUDGES: [what: string, misread: (message: ReadMessage) => ReadMessage, violation: RegExp][] = [
  ['forgets the digest', believing(({ verifiedBy }) => verifiedBy !== null), NEVER_SIGNED],
  [
    'trusts the certificate in the message',
    believing(({ embedded }) => embedded?.verifies === true),
    /with a key that is not trusted/,
  ],
  [
    'reads another NameID than was signed',
    (message) => {
      const signed = message.verification?.signedAssertion
      if (signed?.nameId) signed.nameId = { ...signed.nameId, value: `${signed.nameId.value}x` }
      return message
    },
    NEVER_SIGNED,
  ],
  [
    'takes the claims for signed where nothing is',
    (message) => ({
      ...message,
      verification: message.verification && {
        ...message.verification,
        signedAssertion: (message.response?.assertion ?? null) as SignedAssertion | null,
      },
    }),
    /verified without a valid signature/,
  ],
  [
    'throws',
    (message) => {
      if (message.response?.assertions === 2) throw new Error('one too many')
      return message
    },
    /threw Error: one too many/,
  ],
  ['crashes in a check', (message) => ({ ...message, ids: null as never }), /crashed: ids-are-/],
]

test.each(WRONG_JUDGES)('a judge that %s is caught', async (_what, misread, violation) => {
  const { failures } = await runFuzz({ corpus, runs: RUNS, seed: SEED, misread })
  expect(failures.flatMap(({ violations }) => violations).join('\n')).toMatch(violation)
})

test('a judge that takes too long is stopped', async () => {
  const { failures } = await runFuzz({ corpus, runs: 1, seed: SEED, maxMs: -1 })
  expect(failures).toMatchObject([{ run: 0, violations: [expect.stringMatching(/ms of CPU/)] }])
})

test('what made a message fail is told without what did not matter', async () => {
  const { failures } = await runFuzz({
    corpus,
    runs: RUNS,
    seed: SEED,
    misread: believing(({ verifiedBy }) => !!verifiedBy),
  })
  expect(failures.filter(({ steps }) => steps.length > 1)).toEqual([])
  expect(failures.filter(({ steps }) => steps.length === 1).length).toBeGreaterThan(0)
  expect(failures.every(({ fields }) => fields.length === 1)).toBe(true)
})

test('what a change may undo is undone for the oracle: a signature holds again', () => {
  const undone = judgeUndone()
  expect(undone.length).toBeGreaterThan(0)
  for (const { name, before, after } of undone) expect([name, before, after]).toEqual([name, false, true])
})
