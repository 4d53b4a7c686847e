import { describeChange } from '../../core/checks/changed-message.ts'
import { changeConnection, readConnection } from '../../core/connection/connection.ts'
import { targetFor } from '../../core/connection/judge-target.ts'
import type { StoredAttempt } from '../../core/domain/attempt.ts'
import type { Connection } from '../../core/domain/login.ts'
import type { Report, SenderOffer } from '../../core/domain/report.ts'
import type { Certificate, Verification } from '../../core/domain/saml.ts'
import { HarnessError } from '../../core/errors.ts'
import { inspectResponse } from '../../core/judge/inspect.ts'
import { readMessage } from '../../core/saml/read.ts'
import type { Store, StoreOperations } from '../../store/index.ts'
import { asRecorded, requireTenant } from '../login/misdirected.ts'

/** The sender of a message, once a person has confirmed the fingerprint. */
interface Sender {
  idpIssuer: string
  certificates: string[]
}

/**
 * Saves the issuer of a posted message and one certificate from it in the connection of its tenant, and judges the
 * message again as of then. Only a certificate whose key signed the message is adopted, and only by its fingerprint, which
 * the caller must have compared with the IdP's. Does not write a worker.
 * @throws HarnessError UNKNOWN_LOGIN, INVALID_REQUEST
 */
export async function adoptSender(
  store: Store,
  id: string,
  sha256: string,
  now: Date,
): Promise<{ connection: Connection; report: Report }> {
  const attempt = await store.loadAttempt(id)
  if (attempt === null)
    throw new HarnessError('UNKNOWN_LOGIN', `There is no login ${id}.`, 'The newest one is at /api/v1/logins/latest.')
  const { report, samlResponse } = attempt
  requireTenant(report)
  const reading = readSender(samlResponse ?? '', sha256.replace(/[^0-9A-Fa-f]/g, '').toUpperCase())
  if ('refusal' in reading) throw new HarnessError('INVALID_REQUEST', reading.refusal, reading.hint)
  const connection = await store.transaction((operations) =>
    saveSender(operations, report.connection ?? report.account, reading.sender, now),
  )
  const settings = targetFor(report.generation, connection.sid, connection, report.judged.acs)
  const posted = asRecorded(report, samlResponse ?? '', settings)
  return { connection, report: inspectResponse(posted, settings, new Date(report.judged.now), report.judged.version) }
}

/** What can be adopted from a message, or why nothing can. */
type Reading = { sender: Sender; certificate: Certificate } | { refusal: string; hint: string }

/**
 * The sender of a message, by the chosen certificate or by the first whose key made its signatures. The issuer comes from
 * what that key signed, not from the message as sent.
 */
function readSender(samlResponse: string, sha256: string | null): Reading {
  const { verification } = readMessage([samlResponse], null, [])
  const signatures = verification?.signatures ?? []
  const offered = signatures.flatMap(({ embedded }) => (embedded?.verifies ? [embedded] : []))
  const unusable = verification === null ? UNREADABLE : explainUnusable(verification, offered.length > 0)
  if (unusable) return unusable
  const chosen = offered.find(({ certificate }) => sha256 === null || certificate.sha256 === sha256)
  if (chosen === undefined) {
    const names = offered.map(({ certificate }) => certificate.sha256).join(', ')
    return refuse(
      `The message was not signed with a certificate of that SHA-256; those that it carries and that signed it: ${names}.`,
      "Compare the fingerprint with the IdP's own, and send it as certificateSha256.",
    )
  }
  return readBy(samlResponse, chosen)
}

const refuse = (refusal: string, hint = 'Sign in again, or enter issuer and certificate by hand.') => ({
  refusal,
  hint,
})

const UNREADABLE = refuse('The message cannot be read, so nothing can be adopted from it.')

/** Why no certificate in a message can be adopted; null if one can. */
function explainUnusable(verification: Verification, hasSigner: boolean) {
  const [fault] = verification.faults
  if (fault) return refuse(`A signature of the message does not follow SAML's signature profile: ${fault.what}.`)
  if (verification.signatures.length === 0) return refuse('The message is not signed.')
  const change = describeChange(verification)
  if (change) return refuse(change.because, change.fix)
  return hasSigner ? null : refuse('The message carries no certificate (KeyInfo).', BY_HAND)
}

const BY_HAND = 'Enter issuer and certificate by hand, or configure the IdP to include its certificate.'

function readBy(samlResponse: string, { base64, certificate }: { base64: string; certificate: Certificate }): Reading {
  const { verification, response } = readMessage([samlResponse], null, [base64])
  const other = verification?.signatures.find(({ valid }) => !valid)
  if (other)
    return refuse(`That certificate made only one of the signatures: a different key signed the ${other.over}.`)
  const signed = verification?.signedAssertion?.issuer
  if (!signed) return refuse('No signature covers an Issuer of the message.')
  if ((response?.issuer ?? signed) !== signed)
    return refuse('The Issuer of the Response differs from the signed one: it was altered, or the IdP uses two names.')
  return { sender: { idpIssuer: signed, certificates: [base64] }, certificate }
}

/** The sender that the page of a login offers to trust if the tenant has no connection; null if `adoptSender` would refuse it. */
export function offerOf({ report, samlResponse }: StoredAttempt): SenderOffer | null {
  const isOpen = report.findings.some(({ id, status }) => id === 'tenant-is-configured' && status === 'fail')
  const reading = isOpen && samlResponse !== null ? readSender(samlResponse, null) : null
  if (reading === null || 'refusal' in reading) return null
  const { sha256, notAfter } = reading.certificate
  return { issuer: reading.sender.idpIssuer, sha256, notAfter }
}

async function saveSender(operations: StoreOperations, sid: string, sender: Sender, now: Date): Promise<Connection> {
  const known = await operations.loadConnection(sid)
  const certificates = [...new Set([...(known?.certificates ?? []), ...sender.certificates])]
  const connection = known ? changeConnection(known, { ...sender, certificates }) : readConnection({ sid, ...sender })
  await operations.saveConnection(connection, now)
  return connection
}
