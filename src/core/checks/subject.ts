import type { Outcome } from '../domain/check.ts'
import type { SubjectConfirmation } from '../domain/saml.ts'
import { BEARER } from '../domain/saml-names.ts'
import { MAX_FRIENDLY_NAME_CHARACTERS } from '../flex/merge.ts'
import type { TwilioReason } from '../flex/twilio-errors.ts'
import { expectThat, fail, notApplicable, onAssertion, onClaims, pass } from './check.ts'
import { judgeTimes } from './clock.ts'
import {
  alteredAfterSigning,
  isMissedAlike,
  isNoTime,
  isSameValue,
  namesMisdirectedUrl,
  namesNoTenant,
} from './consequences.ts'
import { describeNearest } from './difference.ts'
import type { AssertionFacts } from './facts.ts'

const NAME_ID = '/samlp:Response/saml:Assertion/saml:Subject/saml:NameID'
const CONFIRMATION = '/samlp:Response/saml:Assertion/saml:Subject/saml:SubjectConfirmation'
const DATA = `${CONFIRMATION}/saml:SubjectConfirmationData`
const NEEDS_QUALIFIER = /nameid-format:(persistent|transient)$/

/** Internal ids of an IdP, which mean nothing to people. */
const OPAQUE: [pattern: RegExp, what: string][] = [
  [/^[a-z0-9-]{1,40}\|\S/i, 'an Auth0 user id'],
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'a GUID'],
]

type Data = NonNullable<SubjectConfirmation['data']>

/** Judges the data of the bearer confirmation; if there is none, another check reports that. */
function judgeData({ confirmation }: AssertionFacts, judge: (data: Data) => Outcome): Outcome {
  if (confirmation === null)
    return notApplicable('There is no bearer confirmation; see subject-confirmation-is-bearer.')
  return judge(confirmation.data ?? { recipient: null, notBefore: null, notOnOrAfter: null, inResponseTo: null })
}

const notConfirmed = (why: string): TwilioReason => ({
  at: 'subject confirmation',
  says: `A valid SubjectConfirmation was not found on this Response: ${why}`,
})

/** Who signed in, and whether the assertion was meant for this ACS. */
export const SUBJECT_CHECKS = [
  onClaims({
    id: 'subject-has-name-id',
    title: 'The subject has a NameID',
    denial: 'The NameID is missing or empty.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'nameId', to: { choose: 'email' } },
    fix: 'Configure the IdP to send a NameID: a stable, unique user name such as the e-mail address.',
    twilio: { at: 'name id', says: 'An empty NameID value found' },
    run: ({ assertion: { nameId } }) =>
      expectThat(nameId !== null && nameId.value.trim() !== '', {
        expected: 'a NameID',
        received: nameId === null ? 'no NameID' : 'an empty NameID',
        location: NAME_ID,
      }),
  }),
  onClaims({
    id: 'name-id-within-limit',
    title: 'The NameID is short enough for a worker name',
    denial: 'The NameID is too long for a worker name.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'taskrouter/api/worker' },
    confidence: 'inferred',
    needs: ['subject-has-name-id'],
    remedy: { side: 'idp', setting: 'nameId', to: { choose: 'email' } },
    fix: 'Choose a shorter attribute as NameID: it becomes the friendly name of the worker in TaskRouter.',
    twilio: { at: 'size of the name', says: ({ received }) => `The NameID is too long: ${received ?? ''}` },
    run: ({ assertion: { nameId } }) => {
      const length = Array.from(nameId?.value ?? '').length
      return expectThat(length <= MAX_FRIENDLY_NAME_CHARACTERS, {
        expected: `at most ${MAX_FRIENDLY_NAME_CHARACTERS} characters`,
        received: `${length} characters`,
        location: NAME_ID,
      })
    },
  }),
  onClaims({
    id: 'name-id-is-stable',
    title: 'The NameID is a stable name',
    denial: 'The NameID is not a stable name.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration' },
    confidence: 'documented',
    needs: ['subject-has-name-id'],
    remedy: { side: 'idp', setting: 'nameId', to: { choose: 'email' } },
    fix: 'Send a NameID that never changes, such as the e-mail address. Every new NameID creates a new worker.',
    run: ({ assertion: { nameId } }) => {
      const [value, format] = [nameId?.value ?? '', nameId?.format ?? '']
      if (format.endsWith(':transient'))
        return fail({ expected: 'a stable NameID', received: format, location: `${NAME_ID}/@Format` })
      if (format.endsWith(':emailAddress') && !value.includes('@'))
        return fail({ expected: 'an e-mail address, as Format says', received: value, location: NAME_ID })
      const opaque = OPAQUE.find(([pattern]) => pattern.test(value))
      if (opaque === undefined || format.endsWith(':persistent')) return pass()
      const because = `The worker will be named ${value}.`
      return fail({ expected: `a name, not ${opaque[1]}`, received: value, location: NAME_ID, because })
    },
  }),
  onAssertion({
    id: 'sp-name-qualifier-matches',
    title: 'SPNameQualifier, if present, is the entity ID of this tenant',
    denial: 'SPNameQualifier is not the entity ID of this tenant.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'java-saml', section: 'SamlResponse.getNameIdData' },
    confidence: 'inferred',
    needs: ['subject-has-name-id'],
    remedy: { side: 'idp', setting: 'entityId', to: { enter: 'entityId' } },
    fix: 'Set the entity ID of the service provider in the IdP to the expected value.',
    twilio: { at: 'name id', says: 'The SPNameQualifier value mismatch the SP entityID value.' },
    consequenceOf: [{ of: 'door-is-an-acs', holds: namesNoTenant }],
    run: ({ assertion: { nameId }, settings, ruleSet }) => {
      const { audience } = settings
      const received = nameId?.spNameQualifier ?? null
      if (received === null) return notApplicable('The NameID has no SPNameQualifier.')
      if (ruleSet === 'enhanced' && !NEEDS_QUALIFIER.test(nameId?.format ?? ''))
        return notApplicable('Only checked for persistent and transient NameIDs.')
      return expectThat(received === audience, {
        expected: audience,
        received,
        location: `${NAME_ID}/@SPNameQualifier`,
        ...describeNearest([audience], received, settings),
      })
    },
  }),
  onAssertion({
    id: 'subject-confirmation-is-bearer',
    title: 'The subject has a bearer confirmation',
    denial: 'The subject has no bearer confirmation.',
    severity: { legacy: 'error', enhanced: 'warning' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-profiles-2.0', section: '4.1.4.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'protocol', to: { as: 'described' } },
    fix: 'Configure the IdP to use the Web Browser SSO profile: SubjectConfirmation with Method bearer.',
    twilio: notConfirmed("SubjectConfirmationData doesn't match a valid Recipient"),
    run: ({ assertion: { confirmations }, confirmation }) => {
      const received = confirmations.map(({ method }) => method ?? 'no Method').join(', ') || 'no SubjectConfirmation'
      return expectThat(confirmation !== null, { expected: BEARER, received, location: CONFIRMATION })
    },
  }),
  onAssertion({
    id: 'recipient-matches-acs',
    title: 'Recipient is the ACS URL of this tenant',
    denial: 'Recipient is not the ACS URL of this tenant.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-profiles-2.0', section: '4.1.4.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'acsUrl', to: { enter: 'acsUrl' } },
    fix: 'Set the Recipient URL (usually the Reply URL or ACS URL) in the IdP to the expected value.',
    twilio: notConfirmed("SubjectConfirmationData doesn't match a valid Recipient"),
    consequenceOf: [
      ...alteredAfterSigning('Recipient'),
      { of: 'destination-matches-acs', holds: isSameValue },
      { of: 'door-is-an-acs', holds: namesMisdirectedUrl },
    ],
    run: (facts) =>
      judgeData(facts, ({ recipient }) => {
        const { acs } = facts.settings
        if (recipient === null && facts.ruleSet === 'enhanced')
          return notApplicable('There is no Recipient; enhanced Flex does not require one.')
        const received = recipient ?? 'no Recipient'
        return expectThat(acs.includes(received), {
          expected: acs.join(' or '),
          received,
          location: `${DATA}/@Recipient`,
          ...describeNearest(acs, received, facts.settings),
        })
      }),
  }),
  onAssertion({
    id: 'subject-confirmation-in-time',
    title: 'The subject confirmation is valid now',
    denial: 'The subject confirmation is not valid now.',
    severity: { legacy: 'error', enhanced: 'warning' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-profiles-2.0', section: '4.1.4.2' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'clock', to: { as: 'described' } },
    fix: "Sign in again, or correct the IdP's clock (NTP): a response is valid for a few minutes.",
    tellsOfOneLogin: true,
    twilio: notConfirmed("SubjectConfirmationData doesn't match a valid NotOnOrAfter"),
    consequenceOf: [
      { of: 'schema-is-valid', holds: isNoTime },
      { of: 'not-before-reached', holds: isMissedAlike },
      { of: 'not-on-or-after-ahead', holds: isMissedAlike },
    ],
    run: (facts) =>
      judgeData(facts, ({ notBefore: from, notOnOrAfter: until }) =>
        judgeTimes(facts, { from, until }, { location: DATA, begins: 'not after', mustEnd: true }),
      ),
  }),
  onAssertion({
    id: 'subject-in-response-to-matches',
    title: 'Confirmation and response answer the same request',
    denial: 'Confirmation and response do not answer the same request.',
    severity: { legacy: 'error', enhanced: 'warning' },
    enforcedBy: { legacy: 'flex', enhanced: 'standard' },
    reference: { document: 'saml-profiles-2.0', section: '4.1.4.2' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'Configure the IdP to copy the ID of the request into both InResponseTo attributes, or into neither.',
    tellsOfOneLogin: true,
    twilio: notConfirmed('SubjectConfirmationData has an invalid InResponseTo value'),
    consequenceOf: alteredAfterSigning('InResponseTo', 'InResponseTo of the subject'),
    run: (facts) =>
      judgeData(facts, ({ inResponseTo }) => {
        if (inResponseTo === null) return pass()
        const received = facts.response.inResponseTo
        return expectThat(inResponseTo === received, {
          expected: 'one request ID in both places, or none',
          received: `${inResponseTo} here, ${received ?? 'none'} on the Response`,
          location: `${DATA}/@InResponseTo`,
        })
      }),
  }),
]
