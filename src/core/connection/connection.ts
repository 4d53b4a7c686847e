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
 * Makes a connection of what a caller gave, with every default filled in. Without a SID it gets a new JQ.
 * @throws HarnessError INVALID_REQUEST, INVALID_CONFIG (no certificate)
 */
export function readConnection(input: unknown): Connection {
  const given = parseInput(connectionInput, input, 'the connection', HINT)
  const sid = given.sid ?? `JQ${randomBytes(16).toString('hex')}`
  if (sidPrefixOf(sid) === 'AC' && given.accountSid && given.accountSid !== sid) {
    const hint = 'Leave accountSid out: an AC connection belongs to its own account.'
    throw new HarnessError('INVALID_REQUEST', `accountSid ${given.accountSid} is not the SID ${sid}.`, hint)
  }
  if (given.product) requireProduct(given.product)
  const certificates = (given.certificates ?? []).flatMap(splitCertificates)
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined))
  return withDefaults({ ...named, sid, certificates })
}

/**
 * A connection with some fields changed; null sets a field back to its default.
 * @throws HarnessError INVALID_REQUEST, INVALID_CONFIG (no certificate)
 */
export function changeConnection(connection: Connection, changes: unknown): Connection {
  const given = parseInput(connectionInput, changes, 'the changes', HINT)
  if (given.sid !== undefined && given.sid !== connection.sid) {
    throw new HarnessError(
      'INVALID_REQUEST',
      `The SID of ${connection.sid} cannot be changed.`,
      'Save another connection.',
    )
  }
  return readConnection({ ...connection, ...given })
}

/** One text may hold several certificates; each must be one. */
function splitCertificates(text: string): string[] {
  const certificates = certificatesInPem(text) ?? [text]
  return certificates.map((certificate) => {
    readCertificate(certificate)
    return certificate
  })
}
