import {
  CONNECTION_FIELDS,
  type ConnectionFields,
  FIELD_NAMES,
  type FieldName,
  type FieldsWith,
  fieldOf,
  isListField,
} from '../domain/connection-fields.ts'

/** A field that a bundle has lines for. */
export type BundledField = FieldsWith<'header', string>
export type ConnectionHeader = ConnectionFields[BundledField]['header']

const isBundled = (name: FieldName): name is BundledField => fieldOf(name).header !== null

/** These stand first in a header; the others follow in the order of the table. */
const FIRST: BundledField[] = ['idpIssuer', 'certificates', 'signaturePolicy', 'clockSkewSeconds', 'product']
/** In the order in which a bundle is written. */
export const BUNDLED_FIELDS = [...new Set([...FIRST, ...FIELD_NAMES.filter(isBundled)])]

/** The key of a field's lines. */
export const headerOf = (name: BundledField): ConnectionHeader => CONNECTION_FIELDS[name].header
/** The keys that may stand several times. */
export const REPEATABLE_CONNECTION_HEADERS = BUNDLED_FIELDS.filter(isListField).map(headerOf)
