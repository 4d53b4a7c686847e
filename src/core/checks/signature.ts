import type { Outcome } from '../domain/check.ts'
import type { CheckId } from '../domain/check-ids.ts'
import type { Remedy } from '../domain/remedy.ts'
import type { SignatureReport, SignedElement, StructureFault } from '../domain/saml.ts'
import type { TwilioReason } from '../flex/twilio-errors.ts'
import { ALTERATIONS } from './alterations.ts'
import { judgeKey, judgeValidity, locationOf, signatureOver, verificationOf } from './broken-signature.ts'
import { describeChange } from './changed-message.ts'
import { blocked, expectThat, fail, notApplicable, onAssertion, onResponse, pass } from './check.ts'
import { isBrokenByTheSame } from './consequences.ts'
import type { Facts } from './facts.ts'

const signaturesOf = (facts: Facts): SignatureReport[] => verificationOf(facts).signatures

/** Is there a signature where the connection's policy requires one? */
function judgePresence(facts: Facts, over: SignedElement): Outcome {
  if (signatureOver(facts, over)) return pass()
  const policy = facts.settings.connection?.signaturePolicy ?? 'both'
  const astray = verificationOf(facts).faults.find(({ about }) => about === 'place')
  const absent = fail({
    expected: `a Signature on the ${over} (policy: ${policy})`,
    received: describeAbsence(facts, over, astray),
    location: locationOf(over),
    ...(astray ? { fix: PLACE, remedy: { side: 'none' } } : {}),
  })
  if (policy === 'both' || policy === over.toLowerCase()) return absent
  if (policy === 'either' && over === 'Response' && signaturesOf(facts).length === 0) return absent
  return notApplicable(`The signature policy '${policy}' does not require a signature here.`)
}

function describeAbsence(facts: Facts, over: SignedElement, astray: StructureFault | undefined): string {
  if (astray) return `no Signature here, but one at ${astray.location}`
  const [other] = signaturesOf(facts)
  return other ? `no Signature here; only the ${other.over} is signed` : `no Signature here, nor on ${OTHER[over]}`
}

const OTHER = { Response: 'the Assertion', Assertion: 'the Response' } as const
const PLACE = 'Make the signer of the IdP put the Signature into the element that it signs, directly after Issuer.'

/** Advice for mistakes of an honest signer; any other structure is treated as an attack. */
const STRUCTURE_ADVICE: Record<NonNullable<StructureFault['about']>, { fix: string; remedy?: Remedy }> = {
  algorithm: {
    fix: 'Choose RSA-SHA256 as the signing algorithm in the IdP, with SHA-256 as the digest.',
    remedy: { side: 'idp', setting: 'algorithm', to: { choose: 'sha256' } },
  },
  place: { fix: `${PLACE} If it already does, this message is a forgery.` },
  plus: { fix: ALTERATIONS['plus-became-space'].fix },
  empty: {
    fix: 'Configure the IdP to sign: it sent an empty signature template.',
    remedy: { side: 'idp', setting: 'signing', to: { choose: 'policy' } },
  },
}

function judgeStructure(facts: Facts): Outcome {
  const { faults } = verificationOf(facts)
  const [first] = faults
  if (first === undefined) return signaturesOf(facts).length > 0 ? pass() : notApplicable('Nothing is signed.')
  const { expected, received, location, about } = first
  const because = [...new Set(faults.map(({ what }) => what))].join('; ')
  return fail({ expected, received, location, because, ...(about ? STRUCTURE_ADVICE[about] : {}) })
}

const isSha1 = (algorithm: string | null) => /sha1$/.test(algorithm ?? '')

function judgeAlgorithm(facts: Facts, read: (signature: SignatureReport) => string | null): Outcome {
  const signatures = signaturesOf(facts)
  if (signatures.length === 0) return notApplicable('Nothing is signed.')
  const weak = signatures.find((signature) => isSha1(read(signature)))
  if (weak === undefined) return pass()
  return fail({ expected: 'SHA-256 or stronger', received: read(weak) ?? '', location: locationOf(weak.over) })
}

/** A digest that does not match is a failure whatever is configured. */
const tellChange = (facts: Facts) => describeChange(verificationOf(facts))?.because ?? null

const NOT_VALIDATED: TwilioReason = {
  at: 'signature',
  says: 'Signature validation failed. SAML Response rejected',
}

const KEY_IS_KNOWN: CheckId[] = ['signature-structure-is-safe', 'signing-certificate-is-configured']

/** What the two checks for a missing signature have in common. */
const signed = <Id extends CheckId>(id: Id, element: SignedElement) =>
  ({
    id,
    title: `The ${element.toLowerCase()} is signed`,
    denial: `The ${element.toLowerCase()} is not signed.`,
    severity: 'error',
    enforcedBy: 'policy',
    reference: { document: 'flex-docs', section: 'sso-configuration' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'signing', to: { choose: 'policy' } },
    run: (facts: Facts) => judgePresence(facts, element),
  }) as const

/** What the two checks of a signature's validity have in common. */
const valid = <Id extends CheckId>(id: Id, over: SignedElement) =>
  ({
    id,
    title: `The signature of the ${over.toLowerCase()} is valid`,
    denial: `The signature of the ${over.toLowerCase()} is not valid.`,
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'xmldsig-core', section: '3.2' },
    confidence: 'documented',
    remedy: { side: 'none' },
    fix: 'Send the message exactly as it was signed: no pretty-printing, no re-encoding, no other change.',
    dependsOnCertificate: true,
    twilio: NOT_VALIDATED,
    run: (facts: Facts) => judgeValidity(facts, over),
    tellAnyway: tellChange,
  }) as const

/** Whether what Flex reads was signed by the IdP that the connection trusts. */
export const SIGNATURE_CHECKS = [
  onResponse({
    ...signed('response-is-signed', 'Response'),
    fix: 'Configure the IdP to sign the response (message), not only the assertion.',
    twilio: { at: 'signed message', says: 'The Message of the Response is not signed and the SP requires it' },
  }),
  onAssertion({
    ...signed('assertion-is-signed', 'Assertion'),
    fix: "Configure the IdP to sign the assertion too, or set the connection's signature policy to the one in its Flex guide.",
    twilio: { at: 'signed assertion', says: 'The Assertion of the Response is not signed and the SP requires it' },
  }),
  onResponse({
    id: 'signature-structure-is-safe',
    title: 'Signatures follow the SAML signature profile (no wrapping)',
    denial: 'A signature does not follow the SAML signature profile.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '5.4' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'Sign with a maintained SAML library. This message is an attack, or its signer is broken.',
    tellsOfOneLogin: true,
    twilio: { at: 'signed elements', says: 'Found an unexpected Signature Element. SAML Response rejected' },
    run: judgeStructure,
  }),
  onResponse({
    id: 'signing-certificate-is-configured',
    title: 'The signing certificate is configured',
    denial: 'The signing certificate is not configured.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '5.4.5' },
    confidence: 'inferred',
    needs: ['tenant-is-configured', 'signature-structure-is-safe'],
    remedy: { side: 'console', field: 'certificates', from: 'certificate' },
    fix: "Paste the IdP's current signing certificate into the connection's X.509 Certificate.",
    dependsOnCertificate: true,
    twilio: NOT_VALIDATED,
    run: judgeKey,
    tellAnyway: tellChange,
  }),
  onResponse({ ...valid('response-signature-valid', 'Response'), needs: ['response-is-signed', ...KEY_IS_KNOWN] }),
  onAssertion({
    ...valid('assertion-signature-valid', 'Assertion'),
    needs: ['assertion-is-signed', ...KEY_IS_KNOWN],
    consequenceOf: [{ of: 'response-signature-valid', holds: isBrokenByTheSame }],
  }),
  onAssertion({
    id: 'claims-are-covered-by-signature',
    title: 'Everything that Flex reads is signed',
    denial: 'Something that Flex reads is not signed.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '5.3' },
    confidence: 'inferred',
    needs: ['signature-structure-is-safe', 'signing-certificate-is-configured'],
    remedy: { side: 'none' },
    fix: 'Do not trust this message: what was signed is not what it says.',
    twilio: NOT_VALIDATED,
    run: (facts) => {
      const { signedAssertion, uncovered } = verificationOf(facts)
      if (uncovered)
        return fail({
          expected: uncovered.expected,
          received: uncovered.received,
          location: uncovered.location,
          because: uncovered.what,
        })
      if (signedAssertion) return pass()
      const [first] = signaturesOf(facts)
      return blocked(first ? VALIDITY[first.over] : 'response-is-signed', 'No valid signature covers the assertion.')
    },
  }),
  onResponse({
    id: 'signature-algorithm-is-strong',
    title: 'The signature algorithm is not SHA-1',
    denial: 'The signature algorithm is SHA-1.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration/azure-ad' },
    confidence: 'documented',
    needs: ['signature-structure-is-safe'],
    remedy: { side: 'idp', setting: 'algorithm', to: { choose: 'sha256' } },
    fix: 'Choose RSA-SHA256 as the signing algorithm in the IdP.',
    run: (facts) => judgeAlgorithm(facts, ({ algorithm }) => algorithm),
  }),
  onResponse({
    id: 'digest-algorithm-is-strong',
    title: 'The digest algorithm is not SHA-1',
    denial: 'The digest algorithm is SHA-1.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration/azure-ad' },
    confidence: 'documented',
    needs: ['signature-structure-is-safe'],
    remedy: { side: 'idp', setting: 'algorithm', to: { choose: 'sha256' } },
    fix: 'Choose SHA-256 as the digest algorithm in the IdP.',
    run: (facts) => judgeAlgorithm(facts, ({ digestAlgorithm }) => digestAlgorithm),
  }),
  onResponse({
    id: 'signing-certificate-in-validity',
    title: 'The signing certificate is within its validity period',
    denial: 'The signing certificate is outside its validity period.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'java-saml', section: 'Util.validateSign' },
    confidence: 'inferred',
    needs: ['signing-certificate-is-configured'],
    remedy: { side: 'idp', setting: 'certificate', to: { as: 'described' } },
    fix: 'Renew the signing certificate in the IdP and paste the new one into the connection.',
    run: (facts) => {
      const used = signaturesOf(facts).flatMap(({ verifiedBy }) => verifiedBy ?? [])
      const now = facts.now.toISOString()
      const outside = used.find(({ notBefore, notAfter }) => now < notBefore || now > notAfter)
      if (used.length === 0) return notApplicable('No configured certificate verifies a signature.')
      return expectThat(outside === undefined, {
        expected: `a certificate valid at ${now}`,
        received: `valid from ${outside?.notBefore} to ${outside?.notAfter}`,
      })
    },
  }),
  onResponse({
    id: 'signing-key-is-strong',
    title: 'The signing key is long enough',
    denial: 'The signing key is too short.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'xmldsig-core', section: '6.4' },
    confidence: 'inferred',
    needs: ['signing-certificate-is-configured'],
    remedy: { side: 'idp', setting: 'certificate', to: { as: 'described' } },
    fix: 'Create a signing certificate with an RSA key of 2,048 bits or more, or an elliptic-curve key.',
    run: (facts) => {
      const used = signaturesOf(facts).flatMap(({ verifiedBy }) => verifiedBy ?? [])
      if (used.length === 0) return notApplicable('No configured certificate verifies a signature.')
      const short = used.find(({ key }) => Number(/^rsa (\d+)$/.exec(key)?.[1] ?? MIN_RSA_BITS) < MIN_RSA_BITS)
      return expectThat(short === undefined, {
        expected: `RSA with ${MIN_RSA_BITS} bits or more`,
        received: short?.key ?? '',
      })
    },
  }),
]

/** The check for the signature of each element. */
const VALIDITY = { Response: 'response-signature-valid', Assertion: 'assertion-signature-valid' } as const

const MIN_RSA_BITS = 2_048
