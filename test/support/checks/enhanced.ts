import { resign } from '../resign.ts'
import { CONNECTION, conditions, confirmation, ENHANCED_ACS } from '../response.ts'
import {
  addUnknownElement,
  BARE_UUID,
  type CheckCase,
  endSession,
  REPEATED_CLAIM,
  RESTRICTION,
  vouchedFor,
} from './check-case.ts'

type EnhancedCase = Omit<CheckCase, 'id' | 'generation' | 'expect'>

const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const recipient = ENHANCED_ACS
const AUDIENCE = 'audience-names-entity-id'

/** What refuses a legacy login and only warns here, or means nothing here. */
const MILDER: Record<string, EnhancedCase> = {
  'schema-is-valid': { changes: { before: addUnknownElement }, becomes: 'warning' },
  'ids-are-xml-names': { changes: { id: BARE_UUID }, becomes: 'warning' },
  'subject-confirmation-is-bearer': {
    changes: { confirmation: vouchedFor(confirmation({ recipient })) },
    becomes: 'warning',
  },
  'subject-confirmation-in-time': {
    changes: { confirmation: confirmation({ recipient, notOnOrAfter: '2026-12-01T09:57:00Z' }) },
    becomes: 'warning',
  },
  'subject-in-response-to-matches': {
    changes: { confirmation: confirmation({ recipient, extra: ' InResponseTo="_other"' }) },
    becomes: 'warning',
  },
  'recipient-matches-acs': {
    changes: { confirmation: confirmation().replace(/ Recipient="[^"]*"/, '') },
    becomes: 'not-applicable',
  },
  'sp-name-qualifier-matches': {
    changes: { nameIdAttributes: ' SPNameQualifier="urn:other"' },
    becomes: 'not-applicable',
  },
  'authn-statement-is-present': { changes: { authnStatement: '' }, becomes: 'notice' },
  'session-not-over': { changes: { before: endSession }, becomes: 'notice' },
  'claims-are-not-repeated': { changes: { claims: REPEATED_CLAIM }, becomes: 'warning' },
}

/** What is milder here by itself, but leaves no audience, which enhanced Flex insists on. */
const WITHOUT_AUDIENCE: Record<string, EnhancedCase> = {
  'conditions-are-present': { changes: { conditions: '' }, also: [AUDIENCE], becomes: 'notice' },
  'audience-is-present': {
    changes: { conditions: conditions({ audience: `urn:flex:${CONNECTION}` }).replace(RESTRICTION, '') },
    also: [AUDIENCE],
    becomes: 'not-applicable',
  },
}

/**
 * Canonical XML 1.0 copies an xml: attribute of an ancestor into what is signed, so that the signed assertion is not the
 * one that stands in the message. The schema puts no such attribute there, which on legacy is an error by itself.
 */
const UNCOVERED: Record<string, EnhancedCase> = {
  'claims-are-covered-by-signature': {
    changes: {
      sign: ['Assertion'],
      canonicalization: INCLUSIVE,
      before: (xml) => xml.replace('<samlp:Response ', '<samlp:Response xml:lang="en" '),
      after: (xml) => resign(xml, [2], { mode: 0, withComments: false, inclusivePrefixes: [] }),
    },
    header: { 'signature-policy': 'assertion' },
    also: ['schema-is-valid'],
  },
}

const cases = (table: Record<string, EnhancedCase>, expect: CheckCase['expect']): CheckCase[] =>
  Object.entries(table).map(([id, each]) => ({ ...each, id, generation: 'enhanced', expect }))

/** The same changes through the enhanced door, where Flex judges otherwise. */
export const ENHANCED_CASES: CheckCase[] = [
  ...cases(MILDER, 'accepted'),
  ...cases(WITHOUT_AUDIENCE, 'rejected'),
  ...cases(UNCOVERED, 'rejected'),
]
