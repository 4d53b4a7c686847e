import type { FindingStatus, Severity } from '../../../src/core/domain/check.ts'
import { GENUINE, type ResponseParts } from '../response.ts'

/** One message that fails one check, or one that shows how mild the check is through the enhanced door. */
export interface CheckCase {
  id: string
  /** What differs from the genuine response. */
  changes?: Partial<ResponseParts>
  /** Changes the form field after base64. */
  field?: (base64: string) => string
  /** What differs in the header of the file; null leaves a line out. */
  header?: Record<string, string | null>
  generation: 'legacy' | 'enhanced'
  expect: 'accepted' | 'rejected'
  /** Ids of other findings that fail with it; those of errors only where `becomes` is given. */
  also?: string[]
  /** On enhanced: what an error is there, if it does not fail as such. */
  becomes?: Exclude<Severity, 'error'> | Extract<FindingStatus, 'not-applicable'>
}

/** The claims of the genuine response. */
export const CLAIMS = GENUINE.claims as Record<string, string[]>

/** The assertion with its attributes and all that is in it. */
export const WHOLE_ASSERTION = /<saml:Assertion.*<\/saml:Assertion>/

/** The restriction to one audience. */
export const RESTRICTION = /<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/

/** Puts an element where the schema has none. */
export const addUnknownElement = (xml: string) => xml.replace('<saml:Conditions', '<saml:Unknown/><saml:Conditions')

/** An ID as IdPs make it that forget the leading underscore. */
export const BARE_UUID = '00ed9a13-1c1c-4c1c-8c1c-00ed9a131c1c'

/** Makes a confirmation one that somebody vouches for. */
export const vouchedFor = (confirmation: string) => confirmation.replace('cm:bearer', 'cm:sender-vouches')

/** A session of nearly nine hours that ended three minutes before NOW. */
export const endSession = (xml: string) =>
  xml.replace(/AuthnInstant="[^"]*"/, 'AuthnInstant="2026-12-01T01:00:00Z" SessionNotOnOrAfter="2026-12-01T09:57:00Z"')

/** The claims, and one of them in a second Attribute element. */
export const REPEATED_CLAIM: [string, string[]][] = [...Object.entries(CLAIMS), ['email', ['b@example.com']]]
