import {
  ASSERTION_INVALID,
  ASSERTION_UNSIGNED,
  NOT_CONFIGURED,
  REPEATED_ID,
  RESPONSE_INVALID,
  RESPONSE_UNSIGNED,
  SCHEMA,
  SEVERAL_ASSERTIONS,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import type { AttackClass } from './attack.ts'
import { NOT_A_RESPONSE, STATUS, WELL_FORMED } from './attack.ts'

const ALTERED = [RESPONSE_INVALID, ASSERTION_INVALID]
const UNSIGNED = [RESPONSE_UNSIGNED, ASSERTION_UNSIGNED]
const DOCTYPE = 'xml-has-no-doctype'
const LIMITS = 'xml-within-limits'

/** For each class the errors that name it: one of them is what a person has to read. */
export const NAMED_BY: Record<AttackClass, string[]> = {
  wrapping: [STRUCTURE, SEVERAL_ASSERTIONS, NOT_A_RESPONSE],
  stripping: [...UNSIGNED, STRUCTURE],
  'foreign-key': [NOT_CONFIGURED, ...ALTERED, STRUCTURE],
  tampering: [...ALTERED, STRUCTURE, WELL_FORMED],
  doctype: [DOCTYPE],
  comment: [...ALTERED, STRUCTURE],
  structure: [
    STRUCTURE,
    REPEATED_ID,
    SEVERAL_ASSERTIONS,
    NOT_A_RESPONSE,
    RESPONSE_INVALID,
    SCHEMA,
    WELL_FORMED,
    LIMITS,
  ],
  reference: [STRUCTURE, ...ALTERED, SCHEMA, NOT_A_RESPONSE],
  transform: [STRUCTURE, ...ALTERED, SCHEMA],
  canonicalisation: [
    STRUCTURE,
    ...ALTERED,
    WELL_FORMED,
    NOT_A_RESPONSE,
    SCHEMA,
    'response-issuer-matches', // these and the next were read whole, and so are none that is expected
    'assertion-issuer-matches',
    'audience-names-entity-id',
    'destination-matches-acs',
    'recipient-matches-acs',
    'roles-name-a-flex-role',
  ],
  identifier: [REPEATED_ID, 'ids-are-xml-names', STRUCTURE, SCHEMA, ...ALTERED],
  bomb: [LIMITS, DOCTYPE, 'response-within-size-limit', ...ALTERED, STRUCTURE, SCHEMA], // within the limits it is an altered message
  encoding: [WELL_FORMED, 'response-is-base64', 'response-field-present'],
  malformed: [WELL_FORMED],
  protocol: [
    'response-issuer-matches',
    'assertion-issuer-matches',
    STATUS,
    'version-is-2-0',
    'destination-matches-acs',
    'recipient-matches-acs',
    'subject-confirmation-is-bearer',
    'subject-confirmation-in-time',
    'subject-in-response-to-matches',
    'subject-has-name-id',
    'name-id-within-limit',
    'sp-name-qualifier-matches',
    'audience-names-entity-id',
    'conditions-are-present',
    'not-before-reached',
    'not-on-or-after-ahead',
    'authn-statement-is-present',
    'session-not-over',
    'one-assertion',
    'assertion-not-encrypted',
    NOT_A_RESPONSE,
    SCHEMA,
  ],
  claim: [
    'claim-full-name-is-present',
    'claim-email-is-present',
    'claim-roles-is-present',
    'roles-name-a-flex-role',
    'claims-are-not-repeated',
    'claim-types-parse',
    'attributes-within-limit',
    'assertion-not-encrypted',
    ...UNSIGNED,
  ],
}
