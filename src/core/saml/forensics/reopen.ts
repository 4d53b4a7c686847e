import { inspectBytes } from '../gate.ts'
import { type OpenDocument, openDocument } from '../xml.ts'

const MAX_BYTES = 256 * 1024

/** Evaluates a function on a text as if it had been sent; null if it could not be read. */
export function askText<T>(text: string, ask: (document: OpenDocument) => T): T | null {
  const bytes = Buffer.from(text)
  if (bytes.length > MAX_BYTES || inspectBytes(bytes).limitFault) return null
  const { document } = openDocument(bytes)
  if (document === null) return null
  try {
    return ask(document)
  } finally {
    document.libxml.dispose()
  }
}
