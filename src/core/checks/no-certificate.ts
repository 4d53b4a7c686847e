import type { Outcome } from '../domain/check.ts'
import type { Certificate } from '../domain/saml.ts'
import { describeChange } from './changed-message.ts'
import { fail } from './check.ts'
import type { Facts, SupposedVerdict } from './facts.ts'

/** No certificate was given, and the one in the message is missing or was not to be trusted. */
export function judgeWithoutCertificate({ settings, message, supposed }: Facts): Outcome {
  const change = message.verification && describeChange(message.verification)
  const because = [supposed && describeSupposed(supposed), change?.because].filter(Boolean).join(' ')
  const isEmbedded = settings.trust === 'embedded'
  return fail({
    expected: "the IdP's signing certificate, to verify the signature with",
    received: isEmbedded ? 'none was given, and the message carries no certificate' : NONE_GIVEN,
    remedy: { side: 'none' },
    fix: isEmbedded
      ? GIVE_ONE
      : `${GIVE_ONE} Or trust the certificate in the message, which is unconfirmed: ${EMBEDDED}`,
    ...(because ? { because } : {}),
  })
}

const NONE_GIVEN = 'none was given'
const GIVE_ONE =
  'Use the metadata or certificate of the IdP: --idp-metadata FILE, or --idp-cert FILE and --idp-issuer ID (in the library and the API: certificates and idpIssuer).'
const EMBEDDED = '--trust-embedded (trustEmbedded).'

function describeSupposed({ certificates, denials }: SupposedVerdict): string {
  if (certificates.length === 0) return 'The message carries no certificate either.'
  const verdict = denials.length === 0 ? 'accepted.' : `rejected because ${denials.map(asClause).join('; ')}.`
  return `With the certificate in the message (${listOf(certificates)}, not trusted): ${verdict}`
}

/** `The response is not signed.` as part of another sentence; names keep their capitals. */
export const asClause = (sentence: string) =>
  sentence.replace(/\.$/, '').replace(/^(The|An?|No|Something) /, (article) => article.toLowerCase())

/** The certificates by their fingerprints. */
export const listOf = (certificates: readonly string[]) => certificates.map((sha256) => `SHA-256 ${sha256}`).join(', ')

/** A pass here relies only on what the message says about itself. */
export const describeTrust = (configured: Certificate[]) =>
  `Judged by the certificate in the message (${listOf(configured.map(({ sha256 }) => sha256))}), as requested. It has not been compared with the IdP's certificate.`
