import type { IdpLogin, MessageChange } from '../../domain/idp.ts'
import type { Conditions, SubjectConfirmation } from '../../domain/saml.ts'
import { IDENTIFIERS, NAME_ID_FORMAT } from '../../domain/saml-names.ts'
import { generationOfSid } from '../../domain/sid.ts'
import { acsUrl } from '../../flex/endpoints.ts'
import type { Mutation } from '../mutation.ts'
import { after, asserts, atAnotherHost, ofAnotherTenant } from './changes.ts'

type Data = NonNullable<SubjectConfirmation['data']>

const confirms = (change: (data: Data, login: IdpLogin) => Partial<Data>): MessageChange =>
  asserts(({ confirmations }, login) => ({
    confirmations: confirmations.map((each) => ({
      ...each,
      data: each.data && { ...each.data, ...change(each.data, login) },
    })),
  }))
const conditioned = (change: (conditions: Conditions, login: IdpLogin) => Partial<Conditions>): MessageChange =>
  asserts(({ conditions }, login) => ({ conditions: conditions && { ...conditions, ...change(conditions, login) } }))
const named = (change: { value?: string; format?: string | null; spNameQualifier?: string }): MessageChange =>
  asserts(({ nameId }) => ({ nameId: nameId && { ...nameId, ...change } }))

const recipient = (name: string, title: string, change: (url: string) => string): Mutation => ({
  name: `recipient-${name}`,
  title,
  raises: ['recipient-matches-acs'],
  change: confirms(({ recipient: url }) => ({ recipient: change(url ?? '') })),
})
const audience = (
  name: string,
  title: string,
  change: (entityId: string, login: IdpLogin) => string[][],
): Mutation => ({
  name: `audience-${name}`,
  title,
  raises: ['audience-names-entity-id'],
  change: conditioned(({ audienceRestrictions }, login) => ({
    audienceRestrictions: change(audienceRestrictions[0]?.[0] ?? '', login),
  })),
})

const NAME_ID: Mutation[] = [
  {
    name: 'no-name-id',
    title: 'The subject has no NameID.',
    raises: ['subject-has-name-id'],
    change: asserts(() => ({ nameId: null })),
  },
  {
    name: 'name-id-empty',
    title: 'The NameID is empty.',
    raises: ['subject-has-name-id'],
    change: named({ value: '' }),
  },
  {
    name: 'name-id-of-65-characters',
    title: 'The NameID has 65 characters, one more than a friendly name may have.',
    raises: ['name-id-within-limit'],
    change: named({ value: `${'a'.repeat(53)}@example.com` }),
  },
  {
    name: 'name-id-transient',
    title: 'The NameID is transient: each login creates a new worker.',
    raises: ['name-id-is-stable'],
    change: named({ format: NAME_ID_FORMAT.transient, value: '_b0a1c2d3e4f5061728394a5b6c7d8e9f' }),
  },
  {
    name: 'name-id-opaque',
    title: 'The NameID is a GUID, which becomes the name of the worker.',
    raises: ['name-id-is-stable'],
    change: named({ format: NAME_ID_FORMAT.unspecified, value: '0f0e0d0c-1111-4222-8333-444455556666' }),
  },
  {
    name: 'name-id-no-email',
    title: 'The NameID has the format emailAddress but is not an e-mail address.',
    raises: ['name-id-is-stable'],
    change: named({ value: 'ada' }),
  },
  {
    name: 'name-id-for-another',
    title: 'The NameID is qualified for a different service provider.',
    raises: ['sp-name-qualifier-matches'],
    change: named({ format: NAME_ID_FORMAT.persistent, value: 'ada@example.com', spNameQualifier: 'urn:flex:another' }),
  },
]

const CONFIRMATION: Mutation[] = [
  {
    name: 'confirmation-not-bearer',
    title: 'The subject confirmation uses holder-of-key.',
    raises: ['subject-confirmation-is-bearer'],
    change: asserts(({ confirmations }) => ({
      confirmations: confirmations.map((each) => ({ ...each, method: `${IDENTIFIERS.confirmation}holder-of-key` })),
    })),
  },
  {
    name: 'confirmation-over',
    title: 'The subject confirmation expired ten minutes ago.',
    raises: ['subject-confirmation-in-time'],
    change: confirms((_, login) => ({ notOnOrAfter: after(login, -600) })),
  },
  {
    name: 'confirmation-without-end',
    title: 'The subject confirmation has no NotOnOrAfter.',
    raises: ['subject-confirmation-in-time'],
    change: confirms(() => ({ notOnOrAfter: null })),
  },
  {
    name: 'confirmation-answers-another',
    title: 'The subject confirmation answers a different request than the response.',
    raises: ['subject-in-response-to-matches'],
    change: confirms(() => ({ inResponseTo: '_another' })),
  },
  recipient('with-slash', 'Recipient has an extra trailing slash.', (url) => `${url}/`),
  recipient('of-another-host', 'Recipient has a different host.', atAnotherHost),
  recipient('of-another-tenant', 'Recipient belongs to a different tenant.', ofAnotherTenant),
  {
    name: 'recipient-missing',
    title: 'The subject confirmation has no Recipient.',
    raises: ['recipient-matches-acs'],
    generations: ['legacy'],
    change: confirms(() => ({ recipient: null })),
  },
]

const CONDITIONS: Mutation[] = [
  {
    name: 'clock-early',
    title: "The assertion is not valid yet: the IdP's clock is ten minutes ahead.",
    raises: ['not-before-reached'],
    change: conditioned((_, login) => ({ notBefore: after(login, 600), notOnOrAfter: after(login, 1_200) })),
  },
  {
    name: 'clock-late',
    title: 'The assertion has expired: it arrived ten minutes late.',
    raises: ['not-on-or-after-ahead'],
    change: conditioned((_, login) => ({ notBefore: after(login, -1_200), notOnOrAfter: after(login, -600) })),
  },
  audience('is-acs-url', 'Audience is the ACS URL.', (_, { tenant }) => [[acsUrl(generationOfSid(tenant), tenant)]]),
  audience('with-slash', 'Audience has an extra trailing slash.', (entityId) => [[`${entityId}/`]]),
  audience('in-other-case', 'Audience is in capital letters.', (entityId) => [[entityId.toUpperCase()]]),
  audience('of-another-tenant', 'Audience belongs to a different tenant.', (entityId) => [[ofAnotherTenant(entityId)]]),
  audience('of-another-provider', 'Audience is a different service provider.', () => [
    ['https://sp.example.com/metadata'],
  ]),
  audience('restricted-twice', 'A second audience restriction names a different service provider.', (entityId) => [
    [entityId],
    ['https://sp.example.com/metadata'],
  ]),
  {
    name: 'audience-missing',
    title: 'The assertion has no Audience.',
    raises: ['audience-is-present'],
    generations: ['legacy'],
    change: conditioned(() => ({ audienceRestrictions: [] })),
  },
  {
    name: 'conditions-missing',
    title: 'The assertion has no Conditions.',
    raises: ['conditions-are-present', 'audience-is-present'],
    generations: ['legacy'],
    change: asserts(() => ({ conditions: null })),
  },
]

const SESSION: Mutation[] = [
  {
    name: 'no-authn-statement',
    title: 'The assertion has no AuthnStatement.',
    raises: ['authn-statement-is-present'],
    change: asserts(() => ({ authnStatements: [] })),
  },
  {
    name: 'session-over',
    title: 'The session at the IdP ended ten minutes ago, nine hours after the user signed in.',
    raises: ['session-not-over'],
    change: asserts((_, login) => ({
      authnStatements: [
        { authnInstant: after(login, -33_000), sessionIndex: '_session', sessionNotOnOrAfter: after(login, -600) },
      ],
    })),
  },
  {
    name: 'session-short',
    title: 'The session at the IdP ends in an hour, less than a shift.',
    raises: ['session-is-long-enough'],
    change: asserts(({ authnStatements }, login) => ({
      authnStatements: authnStatements.map((each) => ({ ...each, sessionNotOnOrAfter: after(login, 3_600) })),
    })),
  },
]

/** Faults in subject, conditions and session. */
export const SUBJECT_FAULTS: Mutation[] = [...NAME_ID, ...CONFIRMATION, ...CONDITIONS, ...SESSION]
