import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { attributesOf, type ClaimSwitches, DEFAULT_CLAIM_SWITCHES, mapClaims } from '../../src/flex/claims.ts'
import { escapeIdentity } from '../../src/flex/identity.ts'
import { mergeAttributes } from '../../src/flex/merge.ts'
import { meantRole } from '../../src/flex/roles.ts'

const map = (name: string, values: string[], switches: Partial<ClaimSwitches> = {}) => {
  const [claim] = mapClaims([{ name, values, nameFormat: null, friendlyName: null }], {
    ...DEFAULT_CLAIM_SWITCHES,
    ...switches,
  })
  return claim
}

test.each([
  ['email', ['a@b.c'], 'email', 'a@b.c'],
  ['location', [''], 'location', ''],
  ['location', [], 'location', ''],
  ['skills', ['a', 'b'], 'skills', ['a', 'b']],
  ['routing.skills', ['a'], 'routing.skills', 'a'],
  ['roles', ['agent, supervisor ,admin'], 'roles', ['agent', 'supervisor', 'admin']],
  ['roles', ['agent', 'wfo.full_access'], 'roles', ['agent', 'wfo.full_access']],
  ['name.string', ['1'], 'name', '1'],
  ['skill.int', ['-12'], 'skill', -12],
  ['skill.int', [''], 'skill', ''],
  ['sales.boolean', ['true'], 'sales', true],
  ['languages.stringarray', ['en,de, fr'], 'languages', ['en', 'de', 'fr']],
  ['languages.stringarray', [''], 'languages', []],
  ['skills.intarray', ['1,2', '3'], 'skills', [1, 2, 3]],
  ['flags.booleanarray', ['true,false'], 'flags', [true, false]],
  ['skill.Int', ['1'], 'skill.Int', '1'],
  ['.int', ['1'], '.int', '1'],
  ['urn:oid:1.2', ['x'], 'urn:oid:1.2', 'x'],
] as const)('the claim %s with %j becomes %s', (name, values, attribute, value) => {
  expect(map(name, [...values])).toMatchObject({ attribute, value, fault: null, ignoredBecause: null })
})

test.each([
  ['skill.int', ['1.23']],
  ['skill.int', ['a']],
  ['skill.int', ['1', '2']],
  ['skill.int', ['99999999999999999999']],
  ['sales.boolean', ['yes']],
  ['skills.intarray', ['1,a']],
])('the claim %s with %j is a fault', (name, values) => {
  expect(map(name, values)?.fault).toMatch(/not a value of type/)
})

test.each(['http://schemas.example.com/email', 'schemas/email', ''])(
  'a claim named "%s" is dropped with a reason',
  (name) => {
    expect(map(name, ['x'])).toMatchObject({ attribute: null, ignoredBecause: expect.any(String) })
  },
)

test.each(['channel.voice.availability', 'channel.chat.capacity'])('%s is no worker attribute', (name) => {
  expect(map(name, ['1'])).toMatchObject({ attribute: null, ignoredBecause: expect.stringContaining('channel') })
})

test('what is unknown of Flex can be switched', () => {
  expect(map('skills', ['a', 'b'], { severalValues: 'first' })?.value).toBe('a')
  expect(map('skills', ['a', 'b'], { severalValues: 'joined' })?.value).toBe('a,b')
  const login = new Map([['location', { value: '' as const, claim: 'location' }]])
  expect(mergeAttributes({ location: 'Oslo' }, login, 'remove')).toEqual({
    attributes: {},
    changes: [{ attribute: 'location', before: 'Oslo', after: null, claim: 'location' }],
  })
})

test.each([
  ['ann.veal@arresteddevelopment.com', 'ann_2Eveal_40arresteddevelopment_2Ecom'],
  ['steveh@techmatters.org', 'steveh_40techmatters_2Eorg'],
  ['a_b', 'a_5Fb'],
  ['é', '_C3_A9'],
])('the identity of %s is %s', (name, identity) => {
  expect(escapeIdentity(name)).toBe(identity)
})

test('an identity holds only letters, digits and underscores, and no two names share one', () => {
  const decodeIdentity = (identity: string) =>
    Buffer.from(
      identity.replace(/_([0-9A-F]{2})|(.)/g, (_, hex, plain) => hex ?? plain.charCodeAt(0).toString(16)),
      'hex',
    ).toString('utf8')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(escapeIdentity(name)).toMatch(/^[A-Za-z0-9_]*$/)
      expect(decodeIdentity(escapeIdentity(name))).toBe(name)
    }),
  )
})

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))
test('merging keeps what the login does not name, takes what it names, and tells each change once', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), fc.dictionary(fc.string(), value), (before, named) => {
      const login = new Map(Object.entries(named).map(([key, each]) => [key, { value: each, claim: key }]))
      const { attributes, changes } = mergeAttributes(before, login, 'empty-string')
      for (const [key, each] of Object.entries(before))
        if (!login.has(key)) expect(Object.entries(attributes)).toContainEqual([key, each])
      for (const [key, { value: each }] of login) expect(Object.entries(attributes)).toContainEqual([key, each])
      for (const { before: old, after } of changes) expect(JSON.stringify(old)).not.toBe(JSON.stringify(after))
      expect(mergeAttributes(attributes, login, 'empty-string').changes).toEqual([])
    }),
  )
})

test('a claim named __proto__ is an attribute like any other', () => {
  const claims = attributesOf(mapClaims([{ name: '__proto__', values: ['x'], nameFormat: null, friendlyName: null }]))
  const { attributes } = mergeAttributes({}, claims, 'empty-string')
  expect(JSON.stringify(attributes)).toBe('{"__proto__":"x"}')
  expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype)
})

test('a misspelt role is understood, but not taken', () => {
  expect(['"agent"', 'Supervisor', ' admin ', 'agent', 'janitor'].map(meantRole)).toEqual([
    'agent',
    'supervisor',
    'admin',
    null,
    null,
  ])
})
