import type { Outcome } from '../domain/check.ts'
import type { Certificate, JudgedAssertion, SignatureReport, SignedElement, Verification } from '../domain/saml.ts'
import { ALTERATIONS, BY_SIGNER } from './alterations.ts'
import { COMPARE_KEYS } from './changed-message.ts'
import { fail, notApplicable, pass } from './check.ts'
import type { Facts } from './facts.ts'
import { describeTrust, judgeWithoutCertificate } from './no-certificate.ts'

const LOCATION = {
  Response: '/samlp:Response/ds:Signature',
  Assertion: '/samlp:Response/saml:Assertion/ds:Signature',
} as const

/** The XPath at which the signature of an element belongs. */
export const locationOf = (over: SignedElement) => LOCATION[over]

const NONE = {
  configured: [],
  signatures: [],
  faults: [],
  signedAssertion: null,
  uncovered: null,
} satisfies Verification
export const verificationOf = ({ message }: Pick<Facts, 'message'>): Verification<JudgedAssertion> =>
  message.verification ?? NONE
export const signatureOver = (facts: Pick<Facts, 'message'>, over: SignedElement) =>
  verificationOf(facts).signatures.find((signature) => signature.over === over)

/**
 * Whether a signature was probably made by a key that is not configured. If nothing names the key, a matching digest
 * suggests it, unless a configured key made the other signature.
 */
function isByUnknownKey({ verifiedBy, embedded, digestMatches, forensics }: SignatureReport, all: SignatureReport[]) {
  if (verifiedBy !== null || forensics?.madeBy === 'configured') return false
  return embedded ? !embedded.configured : digestMatches && all.every((other) => other.verifiedBy === null)
}

/** Is the signing key one of those of the connection? */
export function judgeKey(facts: Facts): Outcome {
  const { signatures, configured } = verificationOf(facts)
  if (signatures.length === 0) return notApplicable('Nothing is signed.')
  if (configured.length === 0 && facts.settings.trust !== 'configured') return judgeWithoutCertificate(facts)
  if (facts.settings.trust === 'embedded') return pass(describeTrust(configured))
  const unknown = signatures.find((each) => isByUnknownKey(each, signatures))
  if (unknown === undefined) return pass()
  const { embedded, over } = unknown
  return fail({
    expected: `a signature by a configured certificate: ${configured.map(describe).join(', or ')}`,
    received: embedded
      ? `certificate ${describe(embedded.certificate)}`
      : 'a signature that none of them verifies; the message carries no certificate to identify its key',
    location: LOCATION[over],
    because: explainKey(unknown, configured),
    ...(embedded ? {} : { fix: FIND_KEY }),
  })
}

const FIND_KEY =
  "Compare the IdP's current signing certificate with the X.509 Certificate of the connection. If they differ, paste the current one there. Also configure the IdP to include its certificate in the signature (KeyInfo)."

const describe = ({ sha256, notBefore, notAfter }: Certificate) =>
  `SHA-256 ${sha256}, valid from ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}`

function explainKey(
  { algorithm, embedded, digestMatches, forensics }: SignatureReport,
  configured: Certificate[],
): string {
  if (embedded === null) {
    const kind = algorithm?.includes('ecdsa') ? 'ec' : 'rsa'
    return configured.some(({ key }) => key.startsWith(kind))
      ? 'The digest matches, so the content was not altered. Most likely the IdP signs with a different key than the configured one.'
      : `SignatureMethod (${algorithm}) requires a different type of key than the configured one, which is ${configured[0]?.key}.`
  }
  if (!embedded.verifies && forensics?.madeBy === 'embedded')
    return 'The key of the certificate in the message made this signature, but over a different SignedInfo: the message was also altered.'
  if (!embedded.verifies) return 'The certificate in the message does not verify the signature either.'
  if (!digestMatches)
    return 'The key of the certificate in the message made this signature, but the message was also changed after signing: its digest does not match.'
  const other =
    'The certificate in the message verifies the signature, so the IdP signs with a different key than the configured one.'
  return `${other} ${describeRollover(embedded.certificate, configured)}Before you trust it, compare its fingerprint with the one that the IdP shows.`
}

/** What the names and dates of the certificates suggest about the cause. */
function describeRollover(received: Certificate, configured: Certificate[]): string {
  const namesake = configured.find(({ subject }) => subject === received.subject)
  if (namesake === undefined) return ''
  const sameName = `It has the same subject as the configured one (${received.subject})`
  return received.notBefore > namesake.notBefore
    ? `${sameName} and is newer: the IdP has probably changed its key. `
    : `${sameName} and is not newer: the IdP probably still signs with its previous key. `
}

/** Is a signature valid? If not: what broke it, and where. */
export function judgeValidity(facts: Facts, over: SignedElement): Outcome {
  const signature = signatureOver(facts, over)
  if (signature === undefined) return notApplicable(`The ${over} is not signed.`)
  if (signature.valid) return pass()
  const { alteration, detail } = signature.forensics ?? { alteration: null, detail: null }
  const words = alteration && ALTERATIONS[alteration]
  const because = describePart(facts, signature)
  const say = facts.settings.trust === 'embedded' ? inWordsOfMessage : (text: string) => text
  return fail({
    expected: say('a digest and signature that verify with a configured key'),
    received: say(describeBreak(signature)),
    location: LOCATION[over],
    ...(words ? { difference: words.difference.replace('{detail}', () => detail ?? ''), fix: words.fix } : {}),
    ...(because ? { because } : {}),
    ...(words === null ? adviseWithoutWords(signature) : {}),
  })
}

/** If the certificate in the message is trusted, no certificate is configured. */
const inWordsOfMessage = (text: string) =>
  text
    .replace(
      'the certificate in the message, which is a configured one, does not',
      'the certificate in the message does not',
    )
    .replace('a configured key', 'the key of the certificate in the message')

/** What to do if no known change explains the broken signature. */
function adviseWithoutWords({ digestMatches, forensics }: SignatureReport): { fix?: string } {
  if (forensics?.madeBy === 'configured') return { fix: forensics.triedAll ? UNKNOWN_CHANGE : LARGE_CHANGE }
  return digestMatches ? { fix: COMPARE_KEYS } : {}
}

const UNKNOWN_CHANGE =
  'Compare the message with what the IdP sent. None of the changes that gateways are known to make explains it (indentation, line ends, escaping, encoding and similar were tried). If nothing between the IdP and Flex can change messages, treat this one as forged.'

const LARGE_CHANGE =
  'Compare the message with what the IdP sent. It is too large to try every known change, so try again with a smaller one. If nothing between the IdP and Flex can change messages, treat this one as forged.'

function describeBreak(signature: SignatureReport): string {
  const { over, verifiedBy, embedded, digestMatches, forensics } = signature
  if (BY_SIGNER.has(forensics?.alteration ?? null))
    return `a configured key made the signature, but over different bytes than those of the ${over} and SignedInfo`
  if (verifiedBy) return `the key is right, but the ${over} was altered after signing`
  if (forensics?.madeBy === 'configured')
    return digestMatches
      ? 'a configured key made the signature, but over a different SignedInfo'
      : 'a configured key made the signature, but over a different SignedInfo and different content'
  if (!digestMatches) return 'neither the digest nor the signature is valid'
  return embedded
    ? 'the digest matches, but the certificate in the message, which is a configured one, does not verify the signature'
    : 'the digest matches, but no configured key verifies the signature'
}

/** Which part was changed, if the two signatures show it. */
function describePart(facts: Facts, signature: SignatureReport): string | null {
  const { over, verifiedBy, forensics } = signature
  if (verifiedBy === null) return describeSignedInfo(signature)
  const other = signatureOver(facts, over === 'Response' ? 'Assertion' : 'Response')
  if (forensics?.alteration && forensics.alteration !== 'value-replaced') return null
  const holds = other ? String(other.valid) : 'absent'
  return PARTS[`${over} ${holds}`] ?? null
}

/** What the signature itself shows if the content is unchanged. */
function describeSignedInfo({ digestMatches, forensics }: SignatureReport): string | null {
  if (!digestMatches || forensics?.alteration) return null
  if (forensics?.madeBy === 'configured')
    return 'The content was not altered. Either SignedInfo was, or the signer hashed different bytes.'
  return 'Either SignatureValue or SignedInfo was altered, or the IdP signs with a different key than that of the certificate it sends.'
}

/** By the signature that is not valid, and the state of the other one. */
const PARTS: Record<string, string> = {
  'Response true':
    'The signature of the assertion is still valid, so the change is outside it (Destination, InResponseTo, Issuer, Status or similar).',
  'Response false':
    'The signature of the assertion is not valid either, so the change is in the assertion or its signature.',
  'Response absent': 'The assertion has no signature of its own, so the change may be inside or outside it.',
  'Assertion true':
    'The signature of the response is valid, so the assertion was altered inside the IdP, before the response was signed.',
}

/** Whether one change breaks both signatures: a change to the assertion also changes the response around it. */
export function areBrokenByOne(facts: Pick<Facts, 'message'>): boolean {
  const [response, assertion] = [signatureOver(facts, 'Response'), signatureOver(facts, 'Assertion')]
  if (!response?.forensics || !assertion?.forensics) return false
  const { alteration, madeBy } = response.forensics
  if (alteration !== assertion.forensics.alteration) return false
  if (alteration !== null || response.verifiedBy !== null) return true
  return (
    assertion.verifiedBy === null &&
    madeBy === assertion.forensics.madeBy &&
    response.digestMatches === assertion.digestMatches
  )
}
