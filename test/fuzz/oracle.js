import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { judgeAll } from './judge.js'

const fingerprintOf = (certificate) => new X509Certificate(certificate).fingerprint256.replaceAll(':', '')
const validOver = (message, over) => message.verification?.signatures.find((each) => each.valid && each.over === over)

const TEST_KEY = fingerprintOf(readFileSync(new URL('../../fixtures/keys/insecure-idp.crt', import.meta.url)))

const rewrite = (change) => (seed) => {
  const text = change(seed.text)
  return { ...seed, text, samlResponse: Buffer.from(text, 'latin1').toString('base64') }
}

/** Files whose alteration a change may undo, so that a signature holds which no file shows to hold: without it. */
export const UNDONE = [
  [
    'attacks/protocol/two-signed-assertions.response',
    rewrite((text) => text.replace(/<saml:Assertion.*?<\/saml:Assertion>/s, '')),
  ],
  ['forensics/unescaped-twice.response', rewrite((text) => text.replace(/&(?=\w+;)/g, '&amp;'))],
]

/**
 * What the keys of the seeds really signed: for each certificate the responses and the assertions, as JSON. Many attacks
 * are captured messages that the test key signed anew before they were altered, and a change may undo just that.
 */
export function collectGenuine(seeds) {
  const genuine = new Map([[TEST_KEY, { Response: new Set(), Assertion: new Set() }]])
  const shown = seeds.flatMap((seed) => [
    seed,
    ...UNDONE.flatMap(([name, undo]) => (name === seed.name ? [undo(seed)] : [])),
  ])
  for (const { samlResponse, relayState, variants, now } of shown) {
    const { message } = judgeAll([samlResponse], relayState, variants.slice(0, 1), now)
    for (const { over, valid, verifiedBy } of message.verification?.signatures ?? []) {
      if (!valid) continue
      const signed = genuine.get(verifiedBy.sha256) ?? { Response: new Set(), Assertion: new Set() }
      genuine.set(verifiedBy.sha256, signed)
      signed[over].add(contentOf(message, over))
      genuine.get(TEST_KEY)[over].add(contentOf(message, over))
    }
  }
  return genuine
}

/** All that is read from under one signature. */
const contentOf = ({ response, verification }, over) =>
  JSON.stringify(over === 'Response' ? [response, verification.signedAssertion] : verification.signedAssertion)

/** What a judgement must never be, whatever the message: each broken promise in words. */
export function findViolations({ message, reports }, variants, genuine, shape) {
  const trusted = variants[0].connection.certificates.map(fingerprintOf)
  return [
    ...judgeSignatures(message, genuine, trusted),
    ...reports.flatMap((report, index) => [
      ...judgeShape(report, shape),
      ...judgeClaims(report, message),
      ...(report.outcome === 'accepted' ? judgeAccepted(report, message, variants[index]) : []),
    ]),
  ]
}

const when = (broken, words) => (broken ? [words] : [])

function judgeSignatures(message, genuine, trusted) {
  const valid = (message.verification?.signatures ?? []).filter((signature) => signature.valid)
  return valid.flatMap(({ over, verifiedBy }) => [
    ...when(
      !trusted.includes(verifiedBy?.sha256),
      `a signature of the ${over} is valid with a key that is not trusted`,
    ),
    ...when(
      !genuine.get(verifiedBy?.sha256)?.[over].has(contentOf(message, over)),
      `a signature of the ${over} is valid over what its key never signed`,
    ),
  ])
}

function judgeShape(report, { keys, checks }) {
  const statuses = report.findings.map(({ status }) => status)
  return [
    ...when(Object.keys(report).join() !== keys, 'the Report has other keys'),
    ...when(report.findings.length !== checks, 'a finding is missing'),
    ...when(statuses.includes('crashed'), `crashed: ${report.findings.find(({ status }) => status === 'crashed')?.id}`),
    ...when((report.outcome === 'accepted') !== (report.worker !== null), 'outcome and worker contradict each other'),
    ...when((report.outcome === 'accepted') !== (report.twilioError === null), 'outcome and answer contradict'),
  ]
}

/** What is called verified is exactly what the signed assertion says. */
function judgeClaims({ subject, claims }, { verification }) {
  if (!subject.verified && !claims.some(({ verified }) => verified)) return []
  const signed = verification?.signedAssertion ?? null
  const isCovered = verification?.signatures.some(({ valid }) => valid)
  if (signed === null || !isCovered) return ['something is verified without a valid signature']
  const reported = JSON.stringify([subject.nameId, claims.map(({ name, values }) => [name, values])])
  const said = JSON.stringify([
    signed.nameId?.value ?? null,
    signed.attributes.map(({ name, values }) => [name, values]),
  ])
  return when(reported !== said, 'what is called verified is not what was signed')
}

const NEEDED = {
  both: (response, assertion) => response && assertion,
  response: (response) => response,
  assertion: (_, assertion) => assertion,
  either: (response, assertion) => response || assertion,
}

function judgeAccepted({ subject, claims, worker }, message, { connection }) {
  const [response, assertion] = ['Response', 'Assertion'].map((over) => validOver(message, over) !== undefined)
  const { signatures, signedAssertion } = message.verification ?? { signatures: [], signedAssertion: null }
  return [
    ...when(!NEEDED[connection.signaturePolicy](response, assertion), 'accepted without the signatures of the policy'),
    ...when(!signatures.every(({ valid }) => valid), 'accepted with a signature that is not valid'),
    ...when(!subject.verified || claims.some(({ verified }) => !verified), 'accepted with unverified claims'),
    ...when(worker?.friendlyName !== signedAssertion?.nameId?.value, 'the worker is not who signed in'),
    ...when(signedAssertion?.issuer !== connection.idpIssuer, 'accepted from another issuer'),
  ]
}

/** What every Report has, as a genuine one shows it. */
export function shapeOf([{ samlResponse, relayState, variants, now }]) {
  const { reports } = judgeAll([samlResponse], relayState, variants, now)
  return { keys: Object.keys(reports[0]).join(), checks: reports[0].findings.length }
}
