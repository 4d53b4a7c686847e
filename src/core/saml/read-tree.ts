import type { XmlElement } from './canonical.ts'
import { readMessage } from './read.ts'
import { openDocument } from './xml.ts'

/** The document in a form field as a tree, or null if `readMessage` finds none. */
export function readTree(field: string): XmlElement | null {
  const { xml, document } = readMessage([field], null, [])
  if (xml === null || document === null) return null
  const opened = openDocument(Buffer.from(xml, 'utf8')).document
  opened?.libxml.dispose()
  return opened?.tree ?? null
}
