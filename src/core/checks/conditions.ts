import type { JudgeTarget } from '../domain/login.ts'
import { parseInstant } from '../domain/time.ts'
import { expectThat, fail, notApplicable, onAssertion, pass } from './check.ts'
import { judgeTimes } from './clock.ts'
import { isNoTime, isOldOrByClock, namesNoTenant } from './consequences.ts'
import { describeNearest } from './difference.ts'
import { skewOf } from './facts.ts'
import { judgeWindow } from './time-window.ts'

const CONDITIONS = '/samlp:Response/saml:Assertion/saml:Conditions'
const STATEMENT = '/samlp:Response/saml:Assertion/saml:AuthnStatement'

const IN_CONDITIONS = { location: CONDITIONS, begins: 'at most' }

/** When and for whom the assertion is valid. */
export const CONDITION_CHECKS = [
  onAssertion({
    id: 'conditions-are-present',
    title: 'The assertion has Conditions',
    denial: 'The assertion has no Conditions.',
    severity: { legacy: 'error', enhanced: 'notice' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'java-saml', section: 'SamlResponse.checkOneCondition' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'protocol', to: { as: 'described' } },
    fix: 'Configure the IdP to send saml:Conditions with times and an audience.',
    twilio: { at: 'conditions', says: 'The Assertion must include a Conditions element' },
    run: ({ assertion: { conditions } }) =>
      expectThat(conditions !== null, { expected: 'saml:Conditions', received: 'none', location: CONDITIONS }),
  }),
  onAssertion({
    id: 'not-before-reached',
    title: 'NotBefore has been reached',
    denial: 'NotBefore has not been reached.',
    severity: 'error',
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-core-2.0', section: '2.5.1.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'clock', to: { as: 'described' } },
    fix: "Correct the IdP's clock (NTP): it is ahead.",
    tellsOfOneLogin: true,
    twilio: { at: 'timestamps', says: 'Could not validate timestamp: not yet valid. Check system clock.' },
    consequenceOf: [{ of: 'schema-is-valid', holds: isNoTime }],
    run: (facts) => {
      const from = facts.assertion.conditions?.notBefore ?? null
      if (from === null) return notApplicable('There is no NotBefore.')
      return judgeTimes(facts, { from, until: null }, IN_CONDITIONS)
    },
  }),
  onAssertion({
    id: 'not-on-or-after-ahead',
    title: 'NotOnOrAfter is in the future',
    denial: 'NotOnOrAfter is not in the future.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '2.5.1.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'clock', to: { as: 'described' } },
    fix: "Sign in again. If it happens every time, correct the IdP's clock (NTP): it is behind.",
    tellsOfOneLogin: true,
    twilio: { at: 'timestamps', says: 'Could not validate timestamp: expired. Check system clock.' },
    consequenceOf: [{ of: 'schema-is-valid', holds: isNoTime }],
    run: (facts) => {
      const until = facts.assertion.conditions?.notOnOrAfter ?? null
      if (until === null) return notApplicable('There is no NotOnOrAfter.')
      return judgeTimes(facts, { from: null, until }, IN_CONDITIONS)
    },
  }),
  onAssertion({
    id: 'audience-names-entity-id',
    title: 'Audience is the entity ID of this tenant',
    denial: 'Audience is not the entity ID of this tenant.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '2.5.1.4' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'entityId', to: { enter: 'entityId' } },
    fix: 'Set the Entity ID (Audience URI, Identifier) of this application in the IdP to the expected value.',
    twilio: { at: 'audience', says: ({ expected }) => `${expected} is not a valid audience for this Response` },
    consequenceOf: [{ of: 'door-is-an-acs', holds: namesNoTenant }],
    run: ({ assertion: { conditions }, settings, ruleSet }) => {
      const { audience } = settings
      const restrictions = conditions?.audienceRestrictions ?? []
      const location = `${CONDITIONS}/saml:AudienceRestriction`
      if (restrictions.length === 0) {
        return ruleSet === 'legacy'
          ? notApplicable('There is no AudienceRestriction, and legacy Flex does not require one.')
          : fail({ expected: audience, received: 'no AudienceRestriction', location })
      }
      const missing = restrictions.find((audiences) => !audiences.some((each) => each.trim() === audience))
      if (missing === undefined) return pass()
      const received = missing.join(', ') || 'an empty AudienceRestriction'
      return fail({
        expected: audience,
        received,
        location: `${location}/saml:Audience`,
        ...describeFirst(audience, missing, settings),
      })
    },
  }),
  onAssertion({
    id: 'audience-is-present',
    title: 'The assertion names an audience',
    denial: 'The assertion does not name an audience.',
    severity: { legacy: 'warning', enhanced: 'notice' },
    enforcedBy: 'standard',
    reference: { document: 'saml-profiles-2.0', section: '4.1.4.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'entityId', to: { enter: 'entityId' } },
    fix: 'Configure the IdP to send an AudienceRestriction: enhanced Flex rejects an assertion without one.',
    run: ({ assertion: { conditions }, ruleSet }) =>
      ruleSet === 'enhanced'
        ? notApplicable('On enhanced Flex, audience-names-entity-id requires it.')
        : expectThat((conditions?.audienceRestrictions.length ?? 0) > 0, {
            expected: 'an AudienceRestriction',
            received: 'none',
            location: CONDITIONS,
          }),
  }),
  onAssertion({
    id: 'assertion-not-replayed',
    title: 'The assertion has not been used before',
    denial: 'The assertion has been used before.',
    severity: 'error',
    enforcedBy: 'standard',
    reference: { document: 'saml-profiles-2.0', section: '4.1.4.5' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'Sign in again at the IdP: an assertion is valid for one login.',
    tellsOfOneLogin: true,
    twilio: { at: 'replay', says: 'The assertion was used before' },
    run: ({ memory: { acceptedBefore }, assertion }) =>
      expectThat(acceptedBefore === null, {
        expected: 'an assertion ID that no accepted login of this tenant has used',
        received: `${assertion.id}, used by login ${acceptedBefore}`,
        location: '/samlp:Response/saml:Assertion/@ID',
      }),
  }),
  onAssertion({
    id: 'authn-statement-is-present',
    title: 'There is exactly one AuthnStatement',
    denial: 'There is not exactly one AuthnStatement.',
    severity: { legacy: 'error', enhanced: 'notice' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'java-saml', section: 'SamlResponse.checkOneAuthnStatement' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'protocol', to: { as: 'described' } },
    fix: 'Configure the IdP to send exactly one saml:AuthnStatement.',
    twilio: { at: 'authn statement', says: 'The Assertion must include an AuthnStatement element' },
    run: ({ assertion: { authnStatements } }) =>
      expectThat(authnStatements.length === 1, {
        expected: 'one AuthnStatement',
        received: `${authnStatements.length}`,
        location: STATEMENT,
      }),
  }),
  onAssertion({
    id: 'session-not-over',
    title: 'The IdP session has not expired',
    denial: 'The IdP session has expired.',
    severity: { legacy: 'error', enhanced: 'notice' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-core-2.0', section: '2.7.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'session', to: { as: 'described' } },
    fix: 'Omit SessionNotOnOrAfter, or set it 8 to 10 hours ahead (Twilio: SSO configuration).',
    tellsOfOneLogin: true,
    twilio: {
      at: 'session',
      says: 'The attributes have expired, based on the SessionNotOnOrAfter of the AttributeStatement of this Response',
    },
    consequenceOf: [
      { of: 'schema-is-valid', holds: isNoTime },
      { of: 'not-on-or-after-ahead', holds: isOldOrByClock },
    ],
    run: (facts) => {
      const ends = facts.assertion.authnStatements.flatMap(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter ?? [])
      if (ends.length === 0) return notApplicable('There is no SessionNotOnOrAfter.')
      const over = ends.find((until) => judgeWindow({ from: null, until }, facts.now, skewOf(facts)) !== null)
      return expectThat(over === undefined, {
        expected: `after ${facts.now.toISOString()}`,
        received: over ?? '',
        location: `${STATEMENT}/@SessionNotOnOrAfter`,
      })
    },
  }),
  onAssertion({
    id: 'session-is-long-enough',
    title: 'The IdP session lasts a full shift',
    denial: 'The IdP session does not last a full shift.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'session', to: { as: 'described' } },
    fix: 'Omit SessionNotOnOrAfter, or set it 8 to 10 hours ahead: the agent is signed out at that time.',
    tellsOfOneLogin: true,
    run: ({ assertion: { authnStatements, issueInstant } }) => {
      const [statement] = authnStatements
      const end = parseInstant(statement?.sessionNotOnOrAfter ?? null)
      const start = parseInstant(statement?.authnInstant ?? issueInstant)
      if (end === null || start === null) return notApplicable('There is no SessionNotOnOrAfter.')
      const hours = (end.getTime() - start.getTime()) / HOUR_MS
      const location = `${STATEMENT}/@SessionNotOnOrAfter`
      return expectThat(hours >= SHIFT_HOURS, {
        expected: `at least ${SHIFT_HOURS} hours`,
        received: `${hours.toFixed(1)} hours`,
        location,
      })
    },
  }),
]

const HOUR_MS = 3_600_000
const SHIFT_HOURS = 8

/** The first of several audiences that is a near miss. */
function describeFirst(expected: string, audiences: string[], settings: JudgeTarget): { difference?: string } {
  const described = audiences.map((each) => describeNearest([expected], each, settings))
  return described.find(({ difference }) => difference !== undefined) ?? {}
}
