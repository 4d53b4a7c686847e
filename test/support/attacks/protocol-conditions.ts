import { append, elementOf, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { SCHEMA } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { dropElement, otherTenant, setAttribute, setText } from './edit.ts'
import { type Edited, signedAnew } from './forge.ts'

const AUDIENCE = 'audience-names-entity-id'
const PRESENT = 'conditions-are-present'
const FROM = 'not-before-reached'
const UNTIL = 'not-on-or-after-ahead'

type AudienceRow = [name: string, base: string, what: string, change: (audience: string) => string, more?: string[]]

const AUDIENCES: AudienceRow[] = [
  ['acs', 'salesforce/usual', 'The ACS stands where the entity ID belongs.', (id) => id.replace('/metadata', '')],
  ['other-tenant', 'simplesamlphp/base-sp-redirect', 'An assertion for another tenant is brought here.', otherTenant],
  [
    'other-connection',
    'node-samlp/enhanced-sp-redirect',
    'An assertion for another connection is brought here.',
    otherTenant,
  ],
  [
    'preview-door',
    'node-samlp/base-sp-redirect',
    'The assertion is for the preview door of the same account.',
    () => 'https://preview.twilio.com/iam/Accounts/AC0123456789abcdef0123456789abcdef/saml2',
  ],
  [
    'enhanced-door',
    'entra/both',
    'The assertion is for the enhanced door.',
    () => 'urn:flex:JQ0123456789abcdef0123456789abcdef',
    [ENTRA_CLAIMS],
  ],
  [
    'legacy-door',
    'salesforce/enhanced',
    'The assertion is for the legacy door.',
    () => 'https://iam.twilio.com/v1/Accounts/AC0123456789abcdef0123456789abcdef/saml2/metadata',
  ],
  ['empty', 'entra/usual', 'The Audience is empty, hoping to be taken for everybody.', () => '', [ENTRA_CLAIMS]],
  ['other-case', 'simplesamlphp/enhanced-sp-redirect', 'The Audience differs in case alone.', (id) => id.toUpperCase()],
  ['trailing-slash', 'node-samlp/base-sp-post', 'The Audience is the entity ID and a slash.', (id) => `${id}/`],
  ['longer', 'entra/enhanced', 'The Audience begins as the entity ID.', (id) => `${id}-evil`, [ENTRA_CLAIMS]],
  [
    'in-a-list',
    'salesforce/both',
    'One Audience holds two names, hoping for a search instead of a comparison.',
    (id) => `urn:attacker:sp ${id}`,
  ],
  ['wildcard', 'node-samlp/enhanced-sp-post', 'The Audience is a pattern that would fit all.', () => 'urn:flex:*'],
]

const forAudience = ([name, base, what, change, more = []]: AudienceRow): Edited => ({
  name: `audience-${name}`,
  base,
  what,
  edit: (xml) => setText(xml, 'Audience', change),
  expectFail: [AUDIENCE, ...more],
})

/** Puts text behind the first element of this name. */
const behind = (xml: string, element: string, content: (genuine: string) => string) =>
  replace(xml, elementOf(xml, element), elementOf(xml, element) + content(elementOf(xml, element)))

const PARTS: Edited[] = [
  {
    name: 'audience-of-a-second-restriction',
    base: 'simplesamlphp/base-sp-post',
    what: 'A second restriction limits the assertion to another tenant, hoping that one match is enough.',
    edit: (xml) => behind(xml, 'AudienceRestriction', otherTenant),
    expectFail: [AUDIENCE],
  },
  {
    name: 'audience-of-a-second-restriction-enhanced',
    base: 'salesforce/enhanced',
    what: 'A second restriction limits the assertion to another connection, hoping that the first one counts.',
    edit: (xml) => behind(xml, 'AudienceRestriction', otherTenant),
    expectFail: [AUDIENCE],
  },
  {
    name: 'audience-restriction-empty',
    base: 'node-samlp/base-sp-redirect',
    what: 'The restriction names nobody, hoping to be taken for none.',
    edit: (xml) => dropElement(xml, 'Audience'),
    expectFail: [AUDIENCE, SCHEMA],
  },
  {
    name: 'audience-restriction-missing',
    base: 'simplesamlphp/enhanced-sp-post',
    what: 'An assertion for nobody in particular is brought to a door that asks for its name.',
    edit: (xml) => dropElement(xml, 'AudienceRestriction'),
    expectFail: [AUDIENCE],
  },
  {
    name: 'conditions-missing',
    base: 'entra/both',
    what: 'The assertion has no Conditions, hoping that what is absent need not hold.',
    edit: (xml) => dropElement(xml, 'Conditions'),
    expectFail: ['audience-is-present', ENTRA_CLAIMS, PRESENT],
  },
  {
    name: 'conditions-missing-enhanced',
    base: 'node-samlp/enhanced-sp-redirect',
    what: 'As conditions-missing, at the enhanced door.',
    edit: (xml) => dropElement(xml, 'Conditions'),
    expectFail: [AUDIENCE, PRESENT],
  },
  {
    name: 'conditions-twice',
    base: 'salesforce/usual',
    what: 'Second Conditions have expired, hoping that the first ones count.',
    edit: (xml) => behind(xml, 'Conditions', (conditions) => conditions.replaceAll('2026', '2016')),
    expectFail: [SCHEMA],
  },
  {
    name: 'condition-unknown',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A condition that nobody understands stands beside the known ones, hoping to be passed over.',
    edit: (xml) => {
      const conditions = elementOf(xml, 'Conditions')
      const unknown = '<saml:Condition xmlns:evil="urn:attacker" xsi:type="evil:OnlyOnSundays"/>'
      return replace(xml, conditions, append(conditions, unknown))
    },
    expectFail: [SCHEMA],
  },
  {
    name: 'authn-statement-missing',
    base: 'node-samlp/base-sp-redirect',
    what: 'Nobody says that the user signed in: an attribute query is passed off as a login.',
    edit: (xml) => dropElement(xml, 'AuthnStatement'),
    expectFail: ['authn-statement-is-present'],
  },
  {
    name: 'authn-statement-twice',
    base: 'salesforce/usual',
    what: 'Two sign-ins are stated, hoping that the better one counts.',
    edit: (xml) => behind(xml, 'AuthnStatement', (statement) => statement),
    expectFail: ['authn-statement-is-present'],
  },
  {
    name: 'session-over',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The session at the IdP ended an hour ago, and the assertion still holds.',
    edit: (xml) => setAttribute(xml, 'AuthnStatement', 'SessionNotOnOrAfter', '2026-11-22T10:01:00Z'),
    expectFail: ['session-is-long-enough', 'session-not-over'],
  },
  {
    name: 'a-week-old',
    base: 'simplesamlphp/base-sp-post',
    what: 'A message that was captured a week ago is sent again, all its times as they were.',
    edit: (xml) => xml.replaceAll('2026-11-22T', '2026-11-15T'),
    expectFail: ['issue-instant-plausible', UNTIL],
    echoes: ['subject-confirmation-in-time', 'session-not-over'],
  },
]

type Time = [name: string, base: string, what: string, value: string, more?: string[]]

/** Values of Conditions/@NotOnOrAfter that lie behind, or are no time. */
const ENDS: Time[] = [
  ['expired', 'simplesamlphp/base-sp-redirect', 'The assertion ended an hour ago.', '2026-11-22T10:01:37Z'],
  [
    'exactly-now',
    'salesforce/usual',
    'With the tolerance the assertion ends at this very second, which is no longer within.',
    '2026-11-22T11:05:48Z',
  ],
  [
    'offset-ahead',
    'node-samlp/base-sp-redirect',
    'The time looks ahead, but an offset takes it back to the past.',
    '2026-11-22T14:00:00+05:00',
  ],
  [
    'without-zone',
    'entra/both',
    'The time has no zone, hoping to be read as local time west of Greenwich.',
    '2026-11-22T11:00:00',
    [ENTRA_CLAIMS],
  ],
  [
    'many-digits',
    'salesforce/enhanced',
    'A long fraction hopes to be rounded up to a second that is still ahead.',
    '2026-11-22T11:05:52.99999999999999999999Z',
  ],
  [
    'end-of-day',
    'simplesamlphp/enhanced-sp-redirect',
    'The time is 24:00 of yesterday, hoping to be read as today.',
    '2026-11-21T24:00:00Z',
  ],
  [
    'year-before-christ',
    'node-samlp/enhanced-sp-redirect',
    'The year is negative, hoping that the sign is passed over.',
    '-2099-01-01T00:00:00Z',
  ],
  ['garbage', 'entra/enhanced', 'The time is a word, hoping to compare as never.', 'tomorrow', [ENTRA_CLAIMS, SCHEMA]],
  ['epoch', 'node-samlp/enhanced-sp-post', 'The time is a number of seconds.', '4102444800', [SCHEMA]],
  ['date-alone', 'simplesamlphp/base-sp-post', 'The time is a date without time.', '2099-01-01', [SCHEMA]],
  ['american', 'salesforce/both', 'The time is written as in America.', '01/01/2099 10:00 AM', [SCHEMA]],
  ['empty', 'node-samlp/base-sp-post', 'The time is empty, hoping to be taken for none.', '', [SCHEMA]],
  ['leap-second', 'node-samlp/base-sp-redirect', 'XML Schema has no second 60.', '2026-11-22T23:59:60Z', [SCHEMA]],
  [
    'impossible-day',
    'salesforce/enhanced',
    'February has no such day, and a lenient reader moves on to March.',
    '2099-02-30T00:00:00Z',
    [SCHEMA],
  ],
  [
    'impossible-day-of-april',
    'simplesamlphp/base-idp-initiated',
    'April has no such day, and a lenient reader moves on to May.',
    '2099-04-31T00:00:00Z',
    [SCHEMA],
  ],
  ['month-13', 'simplesamlphp/enhanced-sp-post', 'There is no such month.', '2099-13-01T00:00:00Z', [SCHEMA]],
  ['after-24', 'node-samlp/base-idp-initiated', 'There is no such second.', '2099-01-01T24:00:01Z', [SCHEMA]],
  [
    'long-year',
    'salesforce/usual',
    'The year has five digits, the first of them 0.',
    '02099-01-01T00:00:00Z',
    [SCHEMA],
  ],
  ['lower-case', 'entra/both', 'T and Z are lower-case.', '2099-01-01t00:00:00z', [ENTRA_CLAIMS, SCHEMA]],
  ['impossible-offset', 'salesforce/both', 'No zone is so far off.', '2099-01-01T00:00:00+99:00', [SCHEMA]],
]

/** Values of Conditions/@NotBefore that lie ahead, or are no time. */
const BEGINNINGS: Time[] = [
  [
    'ahead',
    'node-samlp/enhanced-sp-redirect',
    'The assertion holds from one second past the tolerance on: a stock of logins for later.',
    '2026-11-22T10:49:45Z',
  ],
  [
    'offset-ahead',
    'simplesamlphp/base-sp-redirect',
    'The time looks past, but an offset takes it to the future.',
    '2026-11-22T09:00:00-05:00',
  ],
  [
    'year-10000',
    'entra/both',
    'The year has five digits, hoping that four of them are read.',
    '12026-11-22T11:00:00Z',
    [ENTRA_CLAIMS],
  ],
  ['garbage', 'salesforce/enhanced', 'The time is a word, hoping to compare as always.', 'yesterday', [SCHEMA]],
]

const forTime =
  (attribute: 'NotBefore' | 'NotOnOrAfter', id: string, prefix: string) =>
  ([name, base, what, value, more = []]: Time): Edited => {
    const isEcho = more.includes(SCHEMA) && !base.includes('enhanced') // an error on legacy alone
    const row = { name: `${prefix}-${name}`, base, what }
    const expected = isEcho ? { expectFail: more, echoes: [id] } : { expectFail: [id, ...more] }
    return { ...row, edit: (xml) => setAttribute(xml, 'Conditions', attribute, value), ...expected }
  }

/** Messages of the right IdP whose assertion is not for this service provider, or not for now. */
export const PROTOCOL_CONDITIONS: Attack[] = signedAnew('protocol', [
  ...AUDIENCES.map(forAudience),
  ...PARTS,
  ...ENDS.map(forTime('NotOnOrAfter', UNTIL, 'ends')),
  ...BEGINNINGS.map(forTime('NotBefore', FROM, 'begins')),
])
