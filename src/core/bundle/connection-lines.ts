import { byField, type FieldValue, fieldOf, isListField } from '../domain/connection-fields.ts'
import type { Connection, Trust } from '../domain/login.ts'
import { base64OfCertificate } from '../domain/pem.ts'
import { type Headers, oneOf } from './bundle-header.ts'
import { BUNDLED_FIELDS, type BundledField, type ConnectionHeader, headerOf } from './connection-headers.ts'

/** What the header of a bundle says of a connection. A certificate may be the path of a file next to it. */
export type BundledConnection = { [F in BundledField]?: NonNullable<FieldValue<F>> }

/**
 * Reads what the header says of the connection; what it does not say stays undefined.
 * @throws HarnessError UNREADABLE_INPUT for a word that a field does not have among its choices
 */
export const readConnectionLines = (headers: Headers): BundledConnection =>
  byField(BUNDLED_FIELDS, (name) => readField(name, headers.get(headerOf(name))))

function readField(name: BundledField, lines: string[] | undefined) {
  const field = fieldOf(name)
  const line = lines?.[0]
  if (field.kind === 'choice') return oneOf(field.choices, line)
  if (field.kind === 'seconds') return line === undefined ? undefined : Number(line)
  return isListField(name) ? lines : line
}

/** The lines of a connection. A certificate that came inside the message is found there again. */
export function writeConnectionLines(connection: Connection, trust: Trust): [key: ConnectionHeader, value: string][] {
  const fields = BUNDLED_FIELDS.filter((name) => name !== 'certificates' || trust !== 'embedded')
  return fields.flatMap((name) =>
    writeField(connection, name).map((value): [ConnectionHeader, string] => [headerOf(name), value]),
  )
}

function writeField(connection: Connection, name: BundledField): string[] {
  const values = [connection[name] ?? []].flat().map(String)
  return fieldOf(name).kind === 'certificates' ? values.map(base64OfCertificate) : values
}
