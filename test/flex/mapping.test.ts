import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type ClaimSwitches, DEFAULT_CLAIM_SWITCHES } from '../../src/core/domain/claim-switches.ts'
import type { SignedAssertion } from '../../src/core/domain/saml.ts'
import type { AttributeValue, WorkerAttributes } from '../../src/core/domain/worker.ts'
import { attributesOf, mapAttributes } from '../../src/core/flex/claims.ts'
import { escapeIdentity } from '../../src/core/flex/identity.ts'
import { mergeAttributes } from '../../src/core/flex/merge.ts'
import { meantRole } from '../../src/core/flex/roles.ts'
import { provisionWorker } from '../../src/core/flex/worker.ts'

const map = (name: string, values: string[], switches: Partial<ClaimSwitches> = {}) => {
  const [claim] = mapAttributes([{ name, values, nameFormat: null, friendlyName: null }], {
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
])('the claim %s with %j is not valid', (name, values) => {
  expect(map(name, values)?.fault).toMatch(/not a value of type/)
})

test.each(['http://schemas.example.com/email', 'schemas/email', ''])(
  'a claim named "%s" is dropped with a reason',
  (name) => {
    expect(map(name, ['x'])).toMatchObject({ attribute: null, ignoredBecause: expect.any(String) })
  },
)

test.each(['channel.voice.availability', 'channel.chat.capacity'])('%s is not a worker attribute', (name) => {
  expect(map(name, ['1'])).toMatchObject({ attribute: null, ignoredBecause: expect.stringContaining('channel') })
})

test('unknown behaviour of Flex has switches', () => {
  expect(map('skills', ['a', 'b'], { severalValues: 'first' })?.value).toBe('a')
  expect(map('skills', ['a', 'b'], { severalValues: 'joined' })?.value).toBe('a,b')
  const origin = { claim: 'location', valueIndex: 0, rule: 'empty value clears' } as const
  const cleared = new Map([['location', { value: '', ...origin }]])
  expect(mergeAttributes({ location: 'Oslo' }, cleared, 'remove')).toEqual({
    attributes: {},
    changes: [{ attribute: 'location', before: 'Oslo', after: null, ...origin }],
  })
})

test.each([
  ['full_name', ['Ada'], 0, 'required claim'],
  ['roles', ['agent,admin'], null, 'comma-separated roles'],
  ['roles', ['agent'], null, 'comma-separated roles'],
  ['roles', [''], null, 'empty value clears'],
  ['location', ['Oslo'], 0, 'stored as a string'],
  ['location', [''], 0, 'empty value clears'],
  ['location', [], null, 'empty value clears'],
  ['skill.int', ['7'], 0, 'type suffix'],
  ['skill.int', [' '], 0, 'empty value clears'],
  ['email.string', ['a@b.c'], 0, 'type suffix'],
  ['skills.stringarray', ['a'], null, 'type suffix'],
  ['skills', ['a', 'b'], null, 'several values without a type suffix'],
] as const)('the claim %s with %j uses the value at %s: %s', (name, values, valueIndex, rule) => {
  const [origin] = attributesOf(
    mapAttributes([{ name, values: [...values], nameFormat: null, friendlyName: null }]),
  ).values()
  expect(origin).toMatchObject({ claim: name, valueIndex, rule })
})

test('a value picked from several by a switch is identified by its index', () => {
  const several = [{ name: 'skills', values: ['a', 'b'], nameFormat: null, friendlyName: null }]
  const indexes = (['first', 'joined'] as const).map(
    (severalValues) =>
      attributesOf(mapAttributes(several, { ...DEFAULT_CLAIM_SWITCHES, severalValues })).get('skills')?.valueIndex,
  )
  expect(indexes).toEqual([0, null])
})

test.each([
  ['email', 'ada@example.com', ['a@b.c'], 0, 'email', 'contact_uri made of the e-mail address'],
  ['email', 'ada@example.com', ['a@b.c', 'd@e.f'], 0, 'email', 'contact_uri made of the e-mail address'],
  ['email', 'ada@example.com', [''], null, 'NameID', 'contact_uri made of the NameID'],
  ['nameId', 'ada@example.com', ['a@b.c'], null, 'NameID', 'contact_uri made of the NameID'],
] as const)(
  'with contactUriFrom %s, NameID %s and e-mail %j, contact_uri names its source',
  (from, id, emails, ...rest) => {
    const [valueIndex, claim, rule] = rest
    const nameId = { value: id, format: null, nameQualifier: null, spNameQualifier: null }
    const attributes = [{ name: 'email', values: [...emails], nameFormat: null, friendlyName: null }]
    const { changes } = provisionWorker({ nameId, attributes } as unknown as SignedAssertion, null, {
      ...DEFAULT_CLAIM_SWITCHES,
      contactUriFrom: from,
    })
    expect(changes.find(({ attribute }) => attribute === 'contact_uri')).toMatchObject({ claim, valueIndex, rule })
  },
)

test.each([
  ['ann.veal@arresteddevelopment.com', 'ann_2Eveal_40arresteddevelopment_2Ecom'],
  ['steveh@techmatters.org', 'steveh_40techmatters_2Eorg'],
  ['a_b', 'a_5Fb'],
  ['é', '_C3_A9'],
])('the identity of %s is %s', (name, identity) => {
  expect(escapeIdentity(name)).toBe(identity)
})

test('an identity contains only letters, digits and underscores, and no two names share one', () => {
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

const login = (named: Record<string, AttributeValue>) =>
  new Map(
    Object.entries(named).map(([key, each]) => [
      key,
      { value: each, claim: key, valueIndex: 0, rule: 'stored as a string' as const },
    ]),
  )
const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))
test('merging keeps what the login does not name, takes what it names, and reports each change once', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), fc.dictionary(fc.string(), value), (before, named) => {
      const given = login(named)
      const { attributes, changes } = mergeAttributes(before, given, 'empty-string')
      for (const [key, each] of Object.entries(before))
        if (!given.has(key)) expect(Object.entries(attributes)).toContainEqual([key, each])
      for (const [key, { value: each }] of given) expect(Object.entries(attributes)).toContainEqual([key, each])
      for (const { before: old, after } of changes) expect(JSON.stringify(old)).not.toBe(JSON.stringify(after))
      expect(mergeAttributes(attributes, given, 'empty-string').changes).toEqual([])
    }),
  )
})

const entries = fc.dictionary(fc.string(), value)
const asJson = (text: unknown) => JSON.stringify(text)

test('merging twice equals merging once, and changes neither the worker nor the login', () => {
  fc.assert(
    fc.property(
      entries,
      entries,
      fc.constantFrom('empty-string' as const, 'remove' as const),
      (before, named, empty) => {
        const [worker, given] = [structuredClone(before), structuredClone(named)]
        const once = mergeAttributes(before, login(named), empty).attributes
        expect(asJson(mergeAttributes(once, login(named), empty).attributes)).toBe(asJson(once))
        expect([asJson(before), asJson(named)]).toEqual([asJson(worker), asJson(given)])
      },
    ),
  )
})

test('an empty value clears an attribute, and a missing one does not', () => {
  fc.assert(
    fc.property(entries, fc.constantFrom('', [] as string[]), fc.string(), (before, empty, name) => {
      const cleared = mergeAttributes(before, login({ [name]: empty }), 'empty-string').attributes
      expect(asJson(Object.entries(cleared).find(([key]) => key === name))).toBe(asJson([name, empty]))
      const removed = mergeAttributes(before, login({ [name]: empty }), 'remove').attributes
      expect(Object.keys(removed)).toEqual(Object.keys(before).filter((key) => key !== name))
      expect(asJson(mergeAttributes(before, new Map(), 'remove').attributes)).toBe(asJson(before))
    }),
  )
})

test('the later of two logins wins, and logins with nothing in common may come in any order', () => {
  fc.assert(
    fc.property(entries, entries, entries, (before, first, second) => {
      const merge = (worker: WorkerAttributes, named: Record<string, AttributeValue>) =>
        mergeAttributes(worker, login(named), 'empty-string').attributes
      const both = merge(merge(before, first), second)
      expect(asJson(both)).toBe(asJson(merge(before, { ...first, ...second })))
      const apart = Object.fromEntries(Object.entries(second).filter(([key]) => !Object.hasOwn(first, key)))
      const sorted = (worker: WorkerAttributes) => asJson(Object.entries(worker).sort(([a], [b]) => (a < b ? -1 : 1)))
      expect(sorted(merge(merge(before, first), apart))).toBe(sorted(merge(merge(before, apart), first)))
    }),
  )
})

test('every attribute becomes one claim, in order, whatever its name and values', () => {
  const attribute = fc.record({ name: fc.string(), values: fc.array(fc.string()) })
  fc.assert(
    fc.property(fc.array(attribute), (attributes) => {
      const claims = mapAttributes(attributes.map((each) => ({ ...each, nameFormat: null, friendlyName: null })))
      expect(claims.map(({ name, values }) => ({ name, values }))).toEqual(attributes)
      for (const { attribute: mapped, ignoredBecause, fault, value: converted } of claims) {
        expect(mapped === null).toBe(ignoredBecause !== null)
        if (mapped === null || fault !== null) expect(converted).toBeNull()
        else expect(converted).not.toBeNull()
      }
    }),
  )
})

const space = fc.stringMatching(/^[ \t]{0,3}$/)
const word = fc.stringMatching(/^[^,\s]([^,]*[^,\s])?$/)

test('a typed claim returns the value that was written', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.boolean(), fc.string(), space, (number, truth, text, around) => {
      expect(map('a.int', [around + number + around])?.value).toBe(number)
      expect(map('a.boolean', [around + truth + around])?.value).toBe(truth)
      expect(map('a.boolean', [String(truth).toUpperCase()])?.value).toBe(truth)
      expect(map('a.string', [text])?.value).toBe(text)
      expect(map('a', [text])?.value).toBe(text)
    }),
  )
})

test('a list may be one value with commas, several values, or both', () => {
  const chunk = <T>(list: T[], size: number) => (size < list.length ? [list.slice(0, size), list.slice(size)] : [list])
  fc.assert(
    fc.property(fc.array(word), fc.array(fc.maxSafeInteger()), fc.nat(5), space, (words, numbers, size, around) => {
      const written = (list: unknown[]) => chunk(list, size).map((part) => part.join(`${around},${around}`))
      expect(map('a.stringarray', written(words))?.value).toEqual(words)
      expect(map('roles', written(words))?.value).toEqual(words)
      expect(map('a.intarray', written(numbers))?.value).toEqual(numbers)
      expect(map('a.booleanarray', written(numbers.map((each) => each > 0)))?.value).toEqual(
        numbers.map((each) => each > 0),
      )
    }),
  )
})

test('a value that is not a whole number is never read as one', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const trimmed = text.trim()
      const isWhole = /^[+-]?[0-9]+$/.test(trimmed) && Number.isSafeInteger(Number(trimmed))
      expect(map('a.int', [text])?.fault === null).toBe(isWhole || trimmed === '')
    }),
  )
})

test('a claim named __proto__ is an attribute like any other', () => {
  const claims = attributesOf(
    mapAttributes([{ name: '__proto__', values: ['x'], nameFormat: null, friendlyName: null }]),
  )
  const { attributes } = mergeAttributes({}, claims, 'empty-string')
  expect(JSON.stringify(attributes)).toBe('{"__proto__":"x"}')
  expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype)
})

test('a misspelt role is recognised, but not accepted', () => {
  expect(['"agent"', 'Supervisor', ' admin ', 'agent', 'janitor'].map(meantRole)).toEqual([
    'agent',
    'supervisor',
    'admin',
    null,
    null,
  ])
})
