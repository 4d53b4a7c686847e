import type { XmlElement } from './canonical.ts'
import { inspectBytes } from './gate.ts'
import { openDocument } from './xml.ts'

/** The tree of a small document that is not judged, read after the same gate as one that is; else what is wrong with it. */
export function openTree(content: Buffer): { tree: XmlElement; fault: null } | { tree: null; fault: string } {
  const { encodingFault, doctypeAt, limitFault } = inspectBytes(content)
  const refused =
    encodingFault ?? (doctypeAt >= 0 ? 'it has a DOCTYPE' : limitFault && `more than ${limitFault.limit} allows`)
  if (refused) return { tree: null, fault: `It cannot be read: ${refused}` }
  const { document, fault } = openDocument(content)
  if (fault) return { tree: null, fault: `It is not XML: ${fault.message}` }
  document.libxml.dispose()
  return { tree: document.tree, fault: null }
}
