import { randomBytes } from 'node:crypto'
import { withDefaults } from '../domain/connection-defaults.ts'
import type { Connection } from '../domain/login.ts'
import { certificatesInPem } from '../domain/pem.ts'
import { sidPrefixOf } from '../domain/sid.ts'
import { HarnessError } from '../errors.ts'
import { parseInput } from '../input/parse-input.ts'
import { readCertificate } from '../saml/certificate.ts'
import { requireProduct } from './product.ts'
import { connectionInput } from './schemas.ts'

const HINT = `Correct the named fields. A connection has ${Object.keys(connectionInput.shape).join(', ')}.`

/**
 * Creates a connection from the input of a caller, with every default filled in. Without a SID it gets a new JQ.
 * @throws HarnessError INVALID_REQUEST, INVALID_CONFIG (not a certificate)
 */
export function readConnection(input: unknown): Connection {
  const given = parseInput(connectionInput, input, 'the connection', HINT)
  const sid = given.sid ?? `JQ${randomBytes(16).toString('hex')}`
  if (sidPrefixOf(sid) === 'AC' && given.accountSid && given.accountSid !== sid) {
    const hint = 'Omit accountSid: an AC connection belongs to its own account.'
    throw new HarnessError('INVALID_REQUEST', `accountSid ${given.accountSid} is not the SID ${sid}.`, hint)
  }
  if (given.product) requireProduct(given.product)
  const certificates = (given.certificates ?? []).flatMap(splitCertificates)
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined))
  return withDefaults({ ...named, sid, certificates })
}

/**
 * A connection with some fields changed; null resets a field to its default.
 * @throws HarnessError INVALID_REQUEST, INVALID_CONFIG (not a certificate)
 */
export function changeConnection(connection: Connection, changes: unknown): Connection {
  const given = parseInput(connectionInput, changes, 'the changes', HINT)
  if (given.sid !== undefined && given.sid !== connection.sid) {
    throw new HarnessError(
      'INVALID_REQUEST',
      `The SID of ${connection.sid} cannot be changed.`,
      'Save a new connection.',
    )
  }
  return readConnection({ ...connection, ...given })
}

/** One string may contain several certificates; each must be valid. */
function splitCertificates(text: string): string[] {
  const certificates = certificatesInPem(text) ?? [text]
  return certificates.map((certificate) => {
    readCertificate(certificate)
    return certificate
  })
}
