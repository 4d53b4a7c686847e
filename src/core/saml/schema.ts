import assertionSchema from '@authenio/samlify-node-xmllint/build/schemas/saml-schema-assertion-2.0.xsd.js'
import protocolSchema from '@authenio/samlify-node-xmllint/build/schemas/saml-schema-protocol-2.0.xsd.js'
import encryptionSchema from '@authenio/samlify-node-xmllint/build/schemas/xenc-schema.xsd.js'
import signatureSchema from '@authenio/samlify-node-xmllint/build/schemas/xmldsig-core-schema.xsd.js'
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm'
import type { SchemaFault } from '../domain/message.ts'
import type { OpenDocument } from './xml.ts'

const FOLDER = 'flex-iam-mock-schemas/'
const FILES: Record<string, string> = {
  'saml-schema-protocol-2.0.xsd': protocolSchema.default,
  'saml-schema-assertion-2.0.xsd': assertionSchema.default,
  'xmldsig-core-schema.xsd': signatureSchema.default,
  'xenc-schema.xsd': encryptionSchema.default,
}

let compiled: XsdValidator | undefined

function schema(): XsdValidator {
  compiled ??= compile()
  return compiled
}

function compile(): XsdValidator {
  const buffers = Object.entries(FILES).map(([name, text]) => [FOLDER + name, Buffer.from(text)] as const)
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(buffers)))
  const document = XmlDocument.fromBuffer(Buffer.from(protocolSchema.default), {
    url: `${FOLDER}saml-schema-protocol-2.0.xsd`,
  })
  return XsdValidator.fromDoc(document)
}

const ID_FAULT =
  /^Element '[^']*', attribute '(ID|Id)': [\s\S]* is not a valid value of the atomic type 'xs:(ID|NCName)'\.$/
// Only a message with this start is about a value: the content of the value comes later in it.
const VALUE_TYPE_FAULT =
  /^Element '\{urn:oasis:names:tc:SAML:2\.0:assertion\}AttributeValue'(: [\s\S]* is not a valid value of the \w+ type '[^']*'\.$|, attribute '\{http:\/\/www\.w3\.org\/2001\/XMLSchema-instance\}type': )/

function classify(message: string): SchemaFault['about'] {
  if (ID_FAULT.test(message)) return 'id'
  return VALUE_TYPE_FAULT.test(message) ? 'value-type' : 'structure'
}

/** Validates against the SAML 2.0 protocol schema (OASIS saml-schema-protocol-2.0, XML Signature and XML Encryption with it). */
export function validateSchema(document: OpenDocument): SchemaFault[] {
  try {
    schema().validate(document.libxml)
    return []
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error
    return error.details.map(({ message, line }) => ({
      message: message.trim(),
      line,
      about: classify(message.trim()),
    }))
  }
}
