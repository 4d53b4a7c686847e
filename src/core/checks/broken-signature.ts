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

/** Where the signature of an element belongs. */
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
 * Whether a signature was made by a key that is not configured, as far as it tells. Where nothing names the key, a digest
 * that holds speaks for it, unless a configured key made the other signature.
 */
function isByUnknownKey({ verifiedBy, embedded, digestMatches, forensics }: SignatureReport, all: SignatureReport[]) {
  if (verifiedBy !== null || forensics?.madeBy === 'configured') return false
  return embedded ? !embedded.configured : digestMatches && all.every((other) => other.verifiedBy === null)
}

/** Is the key that signed one of those that the connection has? */
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
      : 'a signature that none of them verifies, and no certificate in the message that tells whose it is',
    location: LOCATION[over],
    because: explainKey(unknown, configured),
    ...(embedded ? {} : { fix: FIND_KEY }),
  })
}

const FIND_KEY =
  "Compare the IdP's current signing certificate with the X.509 Certificate of the connection, and paste the current one there; let the IdP send its certificate along (KeyInfo)."

const describe = ({ sha256, notBefore, notAfter }: Certificate) =>
  `SHA-256 ${sha256}, valid from ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}`

function explainKey(
  { algorithm, embedded, digestMatches, forensics }: SignatureReport,
  configured: Certificate[],
): string {
  if (embedded === null) {
    const kind = algorithm?.includes('ecdsa') ? 'ec' : 'rsa'
    return configured.some(({ key }) => key.startsWith(kind))
      ? 'The digest holds, so that no content was altered: most likely the IdP signs with another key than the configured one.'
      : `SignatureMethod (${algorithm}) asks for a key of another kind than the configured one, which is ${configured[0]?.key}.`
  }
  if (!embedded.verifies && forensics?.madeBy === 'embedded')
    return 'The key of the certificate inside the message made this signature, but over another SignedInfo: the message was altered, too.'
  if (!embedded.verifies) return 'The certificate inside the message does not verify the signature either.'
  if (!digestMatches)
    return 'The key of the certificate inside the message made this signature, but the message was changed after signing, too: its digest does not match.'
  const other =
    'The certificate inside the message would verify the signature: the IdP signs with another key than the configured one.'
  return `${other} ${describeRollover(embedded.certificate, configured)}Compare its fingerprint with the one that the IdP shows before it is trusted.`
}

/** What the names and dates of the certificates tell of how it came about. */
function describeRollover(received: Certificate, configured: Certificate[]): string {
  const namesake = configured.find(({ subject }) => subject === received.subject)
  if (namesake === undefined) return ''
  const sameName = `It has the name of the configured one (${received.subject})`
  return received.notBefore > namesake.notBefore
    ? `${sameName} and is newer, as when the IdP has changed its key. `
    : `${sameName} and is not newer, as when the IdP still signs with its previous key. `
}

/** Does a signature hold? If not: what broke it, and where. */
export function judgeValidity(facts: Facts, over: SignedElement): Outcome {
  const signature = signatureOver(facts, over)
  if (signature === undefined) return notApplicable(`The ${over} is not signed.`)
  if (signature.valid) return pass()
  const { alteration, detail } = signature.forensics ?? { alteration: null, detail: null }
  const words = alteration && ALTERATIONS[alteration]
  const because = describePart(facts, signature)
  const say = facts.settings.trust === 'embedded' ? inWordsOfMessage : (text: string) => text
  return fail({
    expected: say('digest and signature hold with a configured key'),
    received: say(describeBreak(signature)),
    location: LOCATION[over],
    ...(words ? { difference: words.difference.replace('{detail}', () => detail ?? ''), fix: words.fix } : {}),
    ...(because ? { because } : {}),
    ...(words === null ? adviseWithoutWords(signature) : {}),
  })
}

/** Where the certificate in the message was trusted, nobody has configured one. */
const inWordsOfMessage = (text: string) =>
  text
    .replace(
      'the certificate that the message names is configured and does not',
      'the certificate in the message does not',
    )
    .replace('a configured key', 'the key of the certificate in the message')

/** What to do where nothing that is known undoes the change. */
function adviseWithoutWords({ digestMatches, forensics }: SignatureReport): { fix?: string } {
  if (forensics?.madeBy === 'configured') return { fix: forensics.triedAll ? UNKNOWN_CHANGE : LARGE_CHANGE }
  return digestMatches ? { fix: COMPARE_KEYS } : {}
}

const UNKNOWN_CHANGE =
  'Nothing that gateways are known to do undoes the change (indentation, line ends, escaping, encoding and the like were tried): compare the message with what the IdP sent. If nobody on the way may change it, take it for a forgery.'

const LARGE_CHANGE =
  'Compare the message with what the IdP sent: it is too large for every known change to be tried, so do so with a smaller one, too. If nobody on the way may change it, take it for a forgery.'

function describeBreak(signature: SignatureReport): string {
  const { over, verifiedBy, embedded, digestMatches, forensics } = signature
  if (BY_SIGNER.has(forensics?.alteration ?? null))
    return `a configured key made the signature, but over other bytes than the ${over} and SignedInfo give`
  if (verifiedBy)
    return `the key is right, but the content of the ${over} is not what was signed: it was altered after signing`
  if (forensics?.madeBy === 'configured')
    return digestMatches
      ? 'a configured key made the signature, but not over this SignedInfo'
      : 'a configured key made the signature, but neither SignedInfo nor content is what was signed'
  if (!digestMatches) return 'neither digest nor signature holds'
  return embedded
    ? 'the digest holds, but the certificate that the message names is configured and does not verify the signature over it'
    : 'the digest holds, but no configured key verifies the signature over it'
}

/** Which part it is, where the two signatures tell. */
function describePart(facts: Facts, signature: SignatureReport): string | null {
  const { over, verifiedBy, forensics } = signature
  if (verifiedBy === null) return describeSignedInfo(signature)
  const other = signatureOver(facts, over === 'Response' ? 'Assertion' : 'Response')
  if (forensics?.alteration && forensics.alteration !== 'value-replaced') return null
  const holds = other ? String(other.valid) : 'absent'
  return PARTS[`${over} ${holds}`] ?? null
}

/** What the signature itself tells, where the content is whole. */
function describeSignedInfo({ digestMatches, forensics }: SignatureReport): string | null {
  if (!digestMatches || forensics?.alteration) return null
  if (forensics?.madeBy === 'configured')
    return 'Nothing in the content was altered: SignedInfo itself was, or the signer hashed other bytes than these.'
  return 'SignatureValue or SignedInfo was altered, or the IdP signs with another key than the one whose certificate it sends along.'
}

/** By the signature that does not hold, and by what the other one is. */
const PARTS: Record<string, string> = {
  'Response true':
    'The assertion inside still holds: what changed lies around it (Destination, InResponseTo, Issuer, Status and the like).',
  'Response false':
    'The assertion inside does not hold either: what changed lies in the assertion, its own signature included.',
  'Response absent':
    'The assertion has no signature of its own, so that nothing tells whether the change lies in it or around it.',
  'Assertion true':
    'The response around it holds: the assertion was altered before the response was signed, inside the IdP.',
}

/** Whether one change is what breaks both: what alters an assertion alters the response around it. */
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
