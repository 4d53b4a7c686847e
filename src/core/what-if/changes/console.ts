import { describeChange } from '../../checks/changed-message.ts'
import { readConnection } from '../../connection/connection.ts'
import type { Connection } from '../../domain/login.ts'
import { type JudgedCase, readPosted } from '../../judge/inspect.ts'
import { supposeAssertion, supposeResponse } from '../hypothetical.ts'
import { assertionOf, issuerOf, type ProposedChange } from './change.ts'

/** As if the connection had different fields. */
export function withChangedConnection(judged: JudgedCase, changes: Partial<Connection>): JudgedCase {
  const connection = judged.settings.connection ?? readConnection({ sid: judged.settings.sid })
  return { ...judged, settings: { ...judged.settings, connection: { ...connection, ...changes } } }
}

/** The certificate in the message that verifies its signature, if it is not configured. */
function offeredCertificate({ message }: JudgedCase) {
  const [offered] = (message.verification?.signatures ?? []).flatMap(({ embedded }) =>
    embedded?.verifies && !embedded.configured ? [embedded] : [],
  )
  return offered
}

/** No certificate makes a signature valid that was broken after signing. */
const isChanged = ({ message: { verification } }: JudgedCase) =>
  verification !== null && describeChange(verification) !== null

/** What there is instead of a certificate. */
const nothingOf = ({ settings: { trust } }: JudgedCase) => (trust === 'nothing' ? 'none was given' : null)

/** Unchanged, not signed with a configured key, and without a certificate to identify the key. */
function isOfUnknownKey({ message }: JudgedCase): boolean {
  const signatures = message.verification?.signatures ?? []
  return signatures.every(
    ({ digestMatches, verifiedBy, embedded, forensics }) =>
      digestMatches && !verifiedBy && !embedded && forensics?.madeBy !== 'configured',
  )
}

/** Without the certificate, later findings are unknown, so the required issuer is listed first. */
const isIssuerOpen = (judged: JudgedCase) => {
  const [from, to] = [judged.settings.connection?.idpIssuer ?? null, issuerOf(judged)]
  return to !== null && to !== from
}

/** Changes on the SSO page of the Flex Console. */
export const CONSOLE: ProposedChange[] = [
  {
    setting: 'certificates',
    side: 'console',
    cures: [
      'tenant-is-configured',
      'signing-certificate-is-configured',
      'response-signature-valid',
      'assertion-signature-valid',
    ],
    describe: (judged) => {
      if (isChanged(judged)) return null
      const offered = offeredCertificate(judged)
      const count = judged.settings.connection?.certificates.length ?? 0
      return offered
        ? {
            from: count > 0 ? `${count} configured` : nothingOf(judged),
            to: `the certificate with SHA-256 ${offered.certificate.sha256}, if the IdP shows the same`,
          }
        : null
    },
    apply: (judged) => {
      const known = judged.settings.connection?.certificates ?? []
      const certificates = [...known, offeredCertificate(judged)?.base64 ?? '']
      const { settings, ...rest } = withChangedConnection(judged, { certificates })
      const trusting = { ...rest, settings: { ...settings, trust: 'configured' as const } }
      return { ...trusting, message: readPosted(judged.posted, trusting.settings) }
    },
  },
  {
    setting: 'certificates',
    side: 'console',
    cures: ['tenant-is-configured', 'signing-certificate-is-configured'],
    describe: (judged) => {
      if (isIssuerOpen(judged) || isChanged(judged)) return null
      const count = judged.settings.connection?.certificates.length ?? 0
      if (offeredCertificate(judged) || (count > 0 && !isOfUnknownKey(judged))) return null
      const from = count > 0 ? `${count} configured` : nothingOf(judged)
      return { from, to: 'the signing certificate of the IdP' }
    },
    apply: null,
  },
  {
    setting: 'idpIssuer',
    side: 'console',
    cures: [
      'tenant-is-configured',
      'signing-certificate-is-configured', // without a certificate, the issuer may be missing too
      'response-issuer-matches',
      'assertion-issuer-matches',
    ],
    describe: (judged) => {
      const [from, to] = [judged.settings.connection?.idpIssuer ?? null, issuerOf(judged)]
      return to !== null && isIssuerOpen(judged) ? { from, to } : null
    },
    apply: (judged) => withChangedConnection(judged, { idpIssuer: issuerOf(judged) }),
  },
  {
    setting: 'issuer',
    side: 'idp',
    cures: ['response-issuer-matches', 'assertion-issuer-matches'],
    describe: (judged) => {
      const { settings, message } = judged
      const sent = [message.response?.issuer, assertionOf(judged)?.issuer].find(
        (each) => each != null && each !== settings.connection?.idpIssuer,
      )
      return settings.connection?.idpIssuer ? { from: sent ?? null, to: settings.connection.idpIssuer } : null
    },
    apply: (judged) => {
      const issuer = judged.settings.connection?.idpIssuer ?? null
      return supposeAssertion(
        supposeResponse(judged, () => ({ issuer })),
        () => ({ issuer }),
      )
    },
  },
  {
    setting: 'twilioSsoUrl',
    side: 'console',
    cures: ['door-matches-connection'],
    describe: ({ settings: { connection, generation } }) => ({
      from: connection?.twilioSsoUrl ?? null,
      to: generation === 'preview' ? 'preview' : 'iam',
    }),
    apply: (judged) =>
      withChangedConnection(judged, { twilioSsoUrl: judged.settings.generation === 'preview' ? 'preview' : 'iam' }),
  },
]
