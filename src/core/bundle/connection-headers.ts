import {
  CONNECTION_FIELDS,
  type ConnectionFields,
  FIELD_NAMES,
  type FieldName,
  type FieldsWith,
  fieldOf,
  isListField,
} from '../domain/connection-fields.ts'

/** A field with lines in a bundle. */
export type BundledField = FieldsWith<'header', string>
export type ConnectionHeader = ConnectionFields[BundledField]['header']

const isBundled = (name: FieldName): name is BundledField => fieldOf(name).header !== null

/** These come first in a header; the others follow in the order of the table. */
const FIRST: BundledField[] = ['idpIssuer', 'certificates', 'signaturePolicy', 'clockSkewSeconds', 'product']
/** In the order in which they are written. */
export const BUNDLED_FIELDS = [...new Set([...FIRST, ...FIELD_NAMES.filter(isBundled)])]

/** The key of the lines of a field. */
export const headerOf = (name: BundledField): ConnectionHeader => CONNECTION_FIELDS[name].header
/** The keys that may occur several times. */
export const REPEATABLE_CONNECTION_HEADERS = BUNDLED_FIELDS.filter(isListField).map(headerOf)
