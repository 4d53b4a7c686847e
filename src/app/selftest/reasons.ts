import type { JudgeAnswer } from './answers.ts'
import { WHY } from './why.ts'

/** Why a judge answers a question differently, for the named faults and attacks. */
export interface Reason extends Pick<JudgeAnswer, 'judge' | 'theirs'> {
  question: JudgeAnswer['question']
  why: string
  of: readonly string[]
}

const SIGNATURE_OF = { response: 'signature of the Response', assertion: 'signature of the Assertion' } as const
const accepted = (why: string, ...of: string[]): Reason => ({
  judge: 'samlify',
  question: 'login',
  theirs: 'accepted',
  why,
  of,
})
const signed = (place: keyof typeof SIGNATURE_OF, why: string, ...of: string[]): Reason => ({
  judge: 'xml-crypto',
  question: SIGNATURE_OF[place],
  theirs: 'good',
  why,
  of,
})

const RESPONSE_FOUND_BY_ID = [
  'xsw1-response-inside-its-signature',
  'xsw1-response-in-object',
  'xsw2-response-before-its-signature',
  'response-in-status-detail',
  'signature-moved-to-the-response',
]
const ASSERTION_FOUND_BY_ID = [
  'xsw5-original-at-the-end',
  'xsw6-original-inside-the-signature',
  'xsw7-original-in-extensions',
  'xsw8-original-in-object',
  'original-in-advice',
]
const DOCTYPES_PASSED_OVER = ['doctype', 'doctype-parameter-entity', 'doctype-default-namespace']

const OF_SAMLIFY: Reason[] = [
  accepted(WHY.byId, ...RESPONSE_FOUND_BY_ID, ...ASSERTION_FOUND_BY_ID),
  accepted(WHY.genuineAtItsPlace, 'xsw7-evil-assertion-in-extensions'),
  accepted(WHY.signedAmongOthers, 'wrapped', 'xsw3-evil-assertion-after-the-original'),
  accepted(
    WHY.contentWithTheAssertion,
    'digest-wrong',
    'digest-value-truncated',
    'element-in-digest-value',
    'reference-to-the-attacker',
  ),
  accepted(WHY.contentWithTheAssertionAlone, 'response-unsigned', 'response-signature-cut-out-of-two'),
  accepted(WHY.contentWithTheResponse, 'assertion-unsigned'),
  accepted(WHY.base64PastComment, 'comment-in-signature-value'),
  accepted(WHY.base64ForTheBetterPart, 'base64-for-urls', 'base64-with-junk'),
  accepted(WHY.passesOverDoctype, ...DOCTYPES_PASSED_OVER),
  accepted(WHY.noBoundAndSigned, 'nested-too-deep'),
  accepted(WHY.noBound, 'too-large'),
  accepted(WHY.messageAlone, 'posted-with-get', 'replayed'),
  { judge: 'samlify', question: 'login', theirs: 'refused', why: WHY.sessionOver, of: ['session-over'] },
]

const OF_XML_CRYPTO: Reason[] = [
  signed('response', WHY.byId, ...RESPONSE_FOUND_BY_ID),
  signed('response', WHY.base64PastComment, 'comment-in-signature-value'),
  signed('response', WHY.passesOverDoctype, ...DOCTYPES_PASSED_OVER),
  signed('assertion', WHY.byId, ...ASSERTION_FOUND_BY_ID),
  signed('assertion', WHY.genuineAtItsPlace, 'xsw7-evil-assertion-in-extensions'),
  signed('assertion', WHY.passesOverDoctype, ...DOCTYPES_PASSED_OVER),
  signed('assertion', WHY.readsDoctypeInside, 'doctype-inside-the-root'),
  signed('assertion', WHY.noBoundAndSigned, 'nested-too-deep'),
  ...Object.values(SIGNATURE_OF).map(
    (question): Reason => ({
      judge: 'xml-crypto',
      question,
      theirs: 'not good',
      why: WHY.idTwice,
      of: ['ids-equal'],
    }),
  ),
]

/** Every reason that is given for named faults and attacks. */
export const REASONS: readonly Reason[] = [
  ...OF_SAMLIFY,
  ...OF_XML_CRYPTO,
  {
    judge: 'node-xmllint',
    question: 'schema',
    theirs: 'valid',
    why: WHY.validatesBehindDoctype,
    of: ['doctype', 'doctype-default-namespace'],
  },
]
