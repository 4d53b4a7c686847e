import { X509Certificate } from 'node:crypto'
import { expect } from '@jest/globals'
import type { SignedEvidence } from '../../../src/app/selftest/judges/xml-crypto.ts'
import type { Bundle } from '../../../src/core/bundle/bundle.ts'
import { base64OfPem, certificatesInPem } from '../../../src/core/domain/pem.ts'
import type { SignedElement } from '../../../src/core/domain/saml.ts'
import { decodeField } from '../../../src/core/saml/decode.ts'
import { checkResponse, type Report } from '../../../src/index.ts'
import { loadFixture } from '../fixtures.ts'
import type { FixtureJudge } from '../reasons.ts'

/** The bytes of a fixture's document; null where the form field holds none. */
export const documentOf = ({ samlResponse }: Bundle) => decodeField([samlResponse], null).bytes

/** The trusted certificates of a fixture, each as PEM. */
export function certificatesOf({ settings }: Bundle): string[] {
  return settings.certificates
    .flatMap((text) => certificatesInPem(text) ?? [text])
    .map((text) => Buffer.from(base64OfPem(text), 'base64'))
    .map((der) => new X509Certificate(der).toString())
}

/** A judge says what we say, or the fixture explains why not; an explanation of nothing fails too. */
function expectAgreement({ disagreements }: Bundle, judge: FixtureJudge, ours: Opinion, theirs: Opinion): void {
  if (disagreements[judge] === undefined) expect(theirs).toEqual(ours)
  else expect(theirs).not.toEqual(ours)
}

const PLACES = ['Response', 'Assertion'] as const
type Opinion = Record<SignedElement, boolean>

/** Whether a good signature stands in the Response, and whether one stands in its first Assertion: our opinion and a judge's. */
export async function compareSignatures(
  name: string,
  judge: FixtureJudge,
  says: (evidence: SignedEvidence, over: SignedElement) => boolean | Promise<boolean>,
): Promise<void> {
  const bundle = loadFixture(name)
  const bytes = documentOf(bundle)
  const evidence = bytes && { bytes, certificates: certificatesOf(bundle) }
  const { signatures, findings } = await checkResponse(bundle.samlResponse, bundle.settings)
  const ask = async (over: SignedElement) => evidence !== null && (await says(evidence, over))
  const [Response, Assertion] = await Promise.all([ask('Response'), ask('Assertion')])
  const theirs: Opinion = { Response, Assertion }
  const isGood = (place: SignedElement) => signatures.some(({ over, valid }) => over === place && valid)
  expectAgreement(bundle, judge, { Response: isGood('Response'), Assertion: isGood('Assertion') }, theirs)
  if (judge === 'xmlsec1')
    expect(PLACES.filter((over) => theirs[over] && isBroken({ signatures, findings }, over))).toEqual([])
}

/** Whether the cryptography itself does not hold: no explanation excuses that xmlsec1 sees that differently. */
function isBroken({ signatures, findings }: Pick<Report, 'signatures' | 'findings'>, place: SignedElement): boolean {
  const isSafe = findings.some(({ id, status }) => id === 'signature-structure-is-safe' && status === 'pass')
  return isSafe && signatures.some(({ over, valid }) => over === place && !valid)
}
