import type { SchemaFault } from '../domain/message.ts'
import type { TwilioReason } from '../flex/twilio-errors.ts'
import { fail, onMessage, onResponse, pass } from './check.ts'
import { schemaSpeaksOf, schemaSpeaksOfStatus } from './consequences.ts'

const NC_NAME_START = /^[\p{L}_]/u

const NOT_BY_SCHEMA: TwilioReason = {
  at: 'schema',
  says: 'Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd',
}

/** The document itself: its schema and its IDs. */
export const DOCUMENT_CHECKS = [
  onResponse({
    id: 'schema-is-valid',
    title: 'The response is valid against the SAML 2.0 schema',
    denial: 'The response is not valid against the SAML 2.0 schema.',
    severity: { legacy: 'error', enhanced: 'warning' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-core-2.0', section: '1.1' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'Generate the response with a SAML library: an element or attribute is out of place.',
    twilio: NOT_BY_SCHEMA,
    consequenceOf: [
      {
        of: 'version-is-2-0',
        holds: schemaSpeaksOf(/^Element '[^']*'(, attribute 'Version'|: The attribute 'Version' is required)/),
      },
      { of: 'status-is-success', holds: schemaSpeaksOfStatus },
      { of: 'signature-structure-is-safe', holds: schemaSpeaksOf(/^Element '\{[^}]*xmldsig#\}/) },
    ],
    run: ({ message: { schemaFaults } }) => {
      const [first, ...more] = schemaFaults.filter(({ about }) => about === 'structure')
      if (first === undefined) return pass(whyPassedOver(schemaFaults))
      const others = more
        .map(({ message }) => message)
        .join(' ')
        .slice(0, 400)
      const because = more.length > 0 ? { because: `${more.length} more: ${others}` } : {}
      return fail({
        expected: 'saml-schema-protocol-2.0.xsd',
        received: first.message,
        location: `line ${first.line}`,
        ...because,
      })
    },
  }),
  onMessage({
    id: 'ids-are-xml-names',
    title: 'IDs are XML names',
    denial: 'An ID is not an XML name.',
    severity: { legacy: 'error', enhanced: 'warning' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-core-2.0', section: '1.3.4' },
    confidence: 'inferred',
    needs: ['xml-is-well-formed'],
    remedy: { side: 'none' },
    fix: "Prefix every ID with '_': an ID must not start with a digit, but 10 of 16 plain UUIDs do.",
    tellsOfOneLogin: true,
    twilio: NOT_BY_SCHEMA,
    run: ({ message: { ids } }) => {
      const wrong = ids.find(({ value, typed }) => typed && (!NC_NAME_START.test(value) || /[\s:]/.test(value)))
      if (wrong === undefined) return pass()
      return fail({
        expected: 'a name that starts with a letter or underscore',
        received: wrong.value,
        location: wrong.location,
      })
    },
  }),
  onMessage({
    id: 'ids-are-unique',
    title: 'No ID occurs twice',
    denial: 'An ID occurs twice.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '1.3.4' },
    confidence: 'inferred',
    needs: ['xml-is-well-formed'],
    remedy: { side: 'none' },
    fix: 'Give every element its own ID: with a repeated ID, a signature can be made to cover the wrong element.',
    tellsOfOneLogin: true,
    twilio: { at: 'unique ids', says: 'Duplicated ID. SAML Response rejected' },
    run: ({ message: { ids } }) => {
      // An attribute that no schema declares as an ID, as in the markup of a value, identifies nothing.
      const real = new Set(ids.filter(({ typed }) => typed).map(({ value }) => value))
      const seen = new Set<string>()
      const twice = ids.find(({ value }) => real.has(value) && seen.size === seen.add(value).size)
      if (twice === undefined) return pass()
      return fail({ expected: 'an ID that no other element has', received: twice.value, location: twice.location })
    },
  }),
]

/** IDs have checks of their own; Flex ignores the xsi:type of a value (observed). */
function whyPassedOver(faults: SchemaFault[]): string | undefined {
  const [fault] = faults
  if (fault === undefined) return undefined
  return fault.about === 'id'
    ? 'Only an ID is wrong; see ids-are-xml-names and ids-are-unique.'
    : `Ignored, as Flex does: ${fault.message}`
}
