import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { describeNearest } from '../../src/core/checks/difference.ts'
import { readConnection } from '../../src/core/connection/connection.ts'
import { targetFor } from '../../src/core/connection/judge-target.ts'
import type { Generation } from '../../src/core/domain/login.ts'
import { GENERATIONS } from '../../src/core/domain/login.ts'
import { acsUrl, entityId } from '../../src/core/flex/endpoints.ts'
import { runs } from '../support/runs.ts'

const AC = 'AC0123456789abcdef0123456789abcdef'
const JQ = 'JQ0123456789abcdef0123456789abcdef'
const OTHER = 'ACfedcba9876543210fedcba9876543210'
const sidOf = (generation: Generation) => (generation === 'enhanced' ? JQ : AC)
const acs = (generation: Generation, sid = sidOf(generation)) => acsUrl(generation, sid)
const entity = (generation: Generation, sid = sidOf(generation)) => entityId(generation, sid)

const ROWS: [name: string, expected: string, received: string, difference: string][] = [
  ['a trailing slash', acs('legacy'), `${acs('legacy')}/`, 'only a trailing slash differs'],
  ['a slash before the query', acs('enhanced'), acs('enhanced').replace('?', '/?'), 'only a trailing slash differs'],
  ['white space', entity('legacy'), ` ${entity('legacy')}\n`, 'only white space around it differs'],
  ['the scheme', acs('legacy'), acs('legacy').replace('https', 'http'), 'only http and https differ'],
  ['the case', acs('legacy'), acs('legacy').replace('Accounts', 'accounts'), 'only upper and lower case differ'],
  ['the port', acs('legacy'), acs('legacy').replace('.com', '.com:443'), 'only the port differs'],
  ['percent-encoding', acs('enhanced'), acs('enhanced').replace('=', '%3D'), 'only percent-encoding differs'],
  [
    'scheme and slash',
    acs('legacy'),
    `${acs('legacy').replace('https', 'http')}/`,
    'only a trailing slash and http and https differ',
  ],
  [
    'the ACS URL as audience',
    entity('legacy'),
    acs('legacy'),
    "it is the ACS URL; the entity ID, which ends in '/metadata', is required",
  ],
  ['the entity ID as destination', acs('legacy'), entity('legacy'), 'it is the entity ID; the ACS URL is required'],
  [
    'the enhanced ACS URL as audience',
    entity('enhanced'),
    acs('enhanced'),
    'it is the ACS URL; the entity ID is required',
  ],
  [
    'preview at the legacy door',
    acs('legacy'),
    acs('preview'),
    'it belongs to preview (preview.twilio.com), but this login uses legacy (iam.twilio.com)',
  ],
  [
    'legacy at the enhanced door',
    entity('enhanced'),
    entity('legacy'),
    'it belongs to legacy (iam.twilio.com), but this login uses enhanced (login.flex.us1.twilio.com)',
  ],
  [
    'enhanced at the legacy door',
    entity('legacy'),
    entity('enhanced'),
    'it belongs to enhanced (login.flex.us1.twilio.com), but this login uses legacy (iam.twilio.com)',
  ],
  ['another tenant', entity('legacy'), entity('legacy', OTHER), 'it names another tenant: only the SID differs'],
  [
    'another tenant of another generation',
    entity('legacy'),
    entity('preview', OTHER),
    'it belongs to preview (preview.twilio.com), but this login uses legacy (iam.twilio.com); it names another tenant',
  ],
  [
    'a placeholder',
    entity('legacy'),
    entity('legacy', 'ACxxxx'),
    `it contains the placeholder ACxxxx instead of the SID ${AC}`,
  ],
  [
    'the query left out',
    acs('enhanced'),
    'https://login.flex.us1.twilio.com/login/callback',
    `the query ?connection=${JQ} is missing`,
  ],
  ['a cut SID', entity('legacy'), entity('legacy', AC.slice(0, -1)), 'the SID has 33 characters, not 34'],
  [
    'a SID with an O for a zero',
    entity('legacy'),
    entity('legacy', AC.replace('0', 'O')),
    'the SID contains characters other than 0 to 9 and a to f',
  ],
  [
    'a long placeholder',
    acs('legacy'),
    acs('legacy', `AC${'x'.repeat(32)}`),
    `it contains the placeholder AC${'x'.repeat(32)} instead of the SID ${AC}`,
  ],
  [
    'an account in place of a connection',
    entity('enhanced'),
    entity('enhanced', AC),
    'it contains the SID of an account (AC) instead of one of an SSO connection (JQ)',
  ],
  [
    'another tenant, and more',
    entity('legacy'),
    `${entity('legacy', OTHER).replace('https', 'http')}/`,
    'it names another tenant',
  ],
  [
    'another scheme, host and port',
    acs('legacy'),
    acs('legacy').replace('https://iam.twilio.com', 'http://localhost:8080'),
    'only the scheme, the host and the port differ: http://localhost:8080',
  ],
  ['a fragment', acs('legacy'), `${acs('legacy')}#login`, 'only the fragment differs'],
  ['another host', acs('legacy'), acs('legacy').replace('iam.', 'sso.'), 'only the host differs: sso.twilio.com'],
  [
    'another path',
    acs('legacy'),
    'https://iam.twilio.com/v2/saml2/authenticate/JB1',
    'the host is right, but the path differs',
  ],
  ['a typo', entity('legacy'), entity('legacy').replace('metadata', 'metdata'), 'only one character differs'],
  [
    'this harness by the path of another generation',
    `http://localhost:8080${new URL(acs('legacy')).pathname}`,
    `http://localhost:8080${new URL(acs('preview')).pathname}`,
    'it belongs to preview (preview.twilio.com), but this login uses legacy (iam.twilio.com)',
  ],
]

test.each(ROWS)('%s is named', (_name, expected, received, difference) => {
  expect(describeNearest([expected], received)).toEqual({ difference })
})

test('the nearest of several accepted values is used for comparison', () => {
  const local = 'http://localhost:8080/v1/Accounts/AC0123456789abcdef0123456789abcdef/saml2'
  expect(describeNearest([acs('legacy'), local], `${local}/`).difference).toBe('only a trailing slash differs')
})

test('values of the connection in the wrong place are named', () => {
  const connection = readConnection({
    sid: AC,
    idpIssuer: 'https://idp.example.com',
    ssoUrl: 'https://idp.example.com/sso',
  })
  const settings = targetFor('legacy', AC, connection)
  expect(describeNearest([settings.audience], 'https://idp.example.com/sso', settings).difference).toBe(
    "it is the IdP's single sign-on URL",
  )
  expect(describeNearest([settings.audience], 'https://idp.example.com', settings).difference).toBe(
    "it is the IdP's own entity ID",
  )
})

test('the expected value has no difference, and an unrelated value has none worth mentioning', () => {
  for (const generation of GENERATIONS) expect(describeNearest([acs(generation)], acs(generation))).toEqual({})
  expect(describeNearest([acs('legacy')], 'urn:example:service')).toEqual({})
})

test('it never throws or takes long', () => {
  const pieces = [
    '/',
    'https://',
    AC,
    'AC',
    '{',
    '}',
    '?',
    '%',
    '%2',
    'é',
    'iam.twilio.com',
    ':',
    '443',
    '/metadata',
    ' ',
  ]
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 400 }).map((each) => each.join(''))
  fc.assert(
    fc.property(texts, fc.constantFrom(...GENERATIONS), (text, generation) => {
      const { difference } = describeNearest([acs(generation), entity(generation)], text)
      expect(difference ?? 'none').not.toBe('')
    }),
    { numRuns: runs(300) },
  )
})
