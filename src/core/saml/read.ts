import { EMPTY_MESSAGE, type ReadMessage } from '../domain/message.ts'
import { readCertificate } from './certificate.ts'
import { decodeField } from './decode.ts'
import { inspectBytes } from './gate.ts'
import { collectIds, describeDocument, isSamlResponse, parseResponse } from './parse.ts'
import { validateSchema } from './schema.ts'
import { readTraits } from './traits.ts'
import { verifySignatures } from './verify.ts'
import { type OpenDocument, openDocument } from './xml.ts'

/**
 * Reads a posted message: decode, gate, parse, schema, verify. Pure, and never fails because of the message.
 * @param fields every SAMLResponse field of the form
 * @param oversize the size in bytes of a body that was too large, else null
 * @param certificates the trusted certificates, PEM or bare base64
 */
export function readMessage(fields: string[], oversize: number | null, certificates: string[]): ReadMessage {
  const decoded = decodeField(fields, oversize)
  if (decoded.fault) return { ...EMPTY_MESSAGE, decodeFault: decoded.fault }
  const gate = inspectBytes(decoded.bytes)
  const read = { ...EMPTY_MESSAGE, gate, xml: decoded.bytes.toString('utf8') }
  if (gate.encodingFault !== null || gate.doctypeAt >= 0 || gate.limitFault) return read
  const { document, fault } = openDocument(decoded.bytes)
  if (fault) return { ...read, syntaxFault: fault }
  try {
    return { ...read, ...readDocument(document, certificates) }
  } finally {
    document.libxml.dispose()
  }
}

function readDocument(document: OpenDocument, certificates: string[]): Partial<ReadMessage> {
  const described = { document: describeDocument(document.tree), ids: collectIds(document.tree) }
  if (!isSamlResponse(document.tree)) return described
  const response = parseResponse(document.tree)
  const verification = verifySignatures(document, certificates.map(readCertificate))
  const traits = readTraits(document.tree, response, verification)
  return { ...described, schemaFaults: validateSchema(document), response, traits, verification }
}
