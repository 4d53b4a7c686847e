import type { Connection } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import { readMessage } from '../saml/read.ts'
import type { Store, StoreOperations } from '../store/index.ts'
import { changeConnection, readConnection } from './connection.ts'
import { inspectResponse } from './inspect.ts'
import { asPosted, settingsFor } from './settings.ts'

/** What a message says of its sender, once somebody has confirmed the fingerprint. */
interface Sender {
  idpIssuer: string
  certificates: string[]
}

/**
 * Saves the issuer of a posted message and one certificate from it in the connection of its tenant, and judges the
 * message again as of then. Only a certificate whose key signed the message is taken, and only by its fingerprint, which
 * the caller has to have compared with the IdP's. Writes no worker.
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
  const sender = readSender(samlResponse ?? '', sha256.replace(/[^0-9A-Fa-f]/g, '').toUpperCase())
  const connection = await store.transaction((operations) =>
    saveSender(operations, report.connection ?? report.account, sender, now),
  )
  const settings = settingsFor(report.generation, connection.sid, connection, report.judged.acs)
  const posted = asPosted([samlResponse ?? ''], report.relayState, settings)
  return { connection, report: inspectResponse(posted, settings, new Date(report.judged.now), report.judged.version) }
}

/** The issuer is taken from what the chosen certificate's key signed, not from the message as sent. */
function readSender(samlResponse: string, sha256: string): Sender {
  const offered = (readMessage([samlResponse], null, []).verification?.signatures ?? []).flatMap(({ embedded }) =>
    embedded?.verifies ? [embedded] : [],
  )
  const chosen = offered.find(({ certificate }) => certificate.sha256 === sha256)
  if (chosen === undefined) {
    const names = offered.map(({ certificate }) => certificate.sha256).join(', ') || 'none'
    const message = `The message was not signed with a certificate of that SHA-256; those that it carries and that signed it: ${names}.`
    throw new HarnessError(
      'INVALID_REQUEST',
      message,
      "Compare the fingerprint with the IdP's own, and send it as certificateSha256.",
    )
  }
  const { verification, response } = readMessage([samlResponse], null, [chosen.base64])
  const signed = verification?.signatures.every(({ valid }) => valid) ? verification.signedAssertion?.issuer : null
  if (signed && (response?.issuer ?? signed) === signed) return { idpIssuer: signed, certificates: [chosen.base64] }
  const hint = 'Sign in again, or enter issuer and certificate by hand.'
  throw new HarnessError('INVALID_REQUEST', 'The message was altered after signing, or its issuer is not signed.', hint)
}

async function saveSender(operations: StoreOperations, sid: string, sender: Sender, now: Date): Promise<Connection> {
  const known = await operations.loadConnection(sid)
  const certificates = [...new Set([...(known?.certificates ?? []), ...sender.certificates])]
  const connection = known ? changeConnection(known, { ...sender, certificates }) : readConnection({ sid, ...sender })
  await operations.saveConnection(connection, now)
  return connection
}
