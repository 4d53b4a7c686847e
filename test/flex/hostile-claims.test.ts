import { expect, test } from '@jest/globals'
import { GENUINE, judge } from '../support/response.ts'

const CLAIMS = Object.entries(GENUINE.claims as Record<string, string[]>)

/** What a plain object has before any message came. */
const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype)

test.each([
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'constructor.prototype.isAdmin',
  '__proto__.isAdmin',
])('a signed claim named %s is an attribute like any other', async (name) => {
  const report = await judge({ claims: [...CLAIMS, [name, ['{"isAdmin":true}']]] })
  const attributes = report.worker?.attributes ?? {}

  expect(report.outcome).toBe('accepted')
  expect(report.claims).toContainEqual({
    name,
    values: ['{"isAdmin":true}'],
    verified: true,
    mappedTo: name,
    ignoredBecause: null,
  })
  expect(Object.getOwnPropertyDescriptor(attributes, name)?.value).toBe('{"isAdmin":true}')
  expect(JSON.stringify(attributes)).toContain(`"${name}":"{\\"isAdmin\\":true}"`)
  expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype)
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(PROTOTYPE)
})

test('a typed claim named __proto__ becomes an own number', async () => {
  const report = await judge({ claims: [...CLAIMS, ['__proto__.int', ['1']]] })
  expect(Object.getOwnPropertyDescriptor(report.worker?.attributes, '__proto__')?.value).toBe(1)
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(PROTOTYPE)
})

test('a claim whose path looks like a namespace is ignored, and the Report says why', async () => {
  const report = await judge({ claims: [...CLAIMS, ['../__proto__/isAdmin', ['true']]] })
  expect(report.outcome).toBe('accepted')
  expect(report.claims.at(-1)).toMatchObject({ mappedTo: null, ignoredBecause: expect.stringContaining('namespace') })
  expect(report.worker?.attributes).not.toHaveProperty(['../__proto__/isAdmin'])
})

test.each([
  ['markup', '<script>alert(1)</script>'],
  ['references', '&lt;b&gt; &amp;amp; &#60;'],
  ['the end of CDATA', ']]>'],
  ['an override of direction', '\u202enimda'],
  ['a zero-width space', 'Ada\u200bLovelace'],
  ['a command to the terminal', '\u009b2J\u009b31m'],
  ['a formula', '=HYPERLINK("http://attacker.example")'],
  ['letters that look alike', '\u0410d\u0430'],
  ['a template', '{{7*7}} <%= 7*7 %>'],
  ['SQL', "'; drop table workers; --"],
])('a name that is %s reaches Report and worker as it was signed', async (_what, name) => {
  const report = await judge({ claims: { ...Object.fromEntries(CLAIMS), full_name: [name] } })
  expect(report.outcome).toBe('accepted')
  expect(report.claims).toContainEqual(expect.objectContaining({ name: 'full_name', values: [name], verified: true }))
  expect(report.worker?.attributes.full_name).toBe(name)
})

test('a value in CDATA or split by a comment is read completely', async () => {
  const written = '<![CDATA[Ada ]]><!-- -->Love<!-- x -->lace'
  const report = await judge({ before: (xml) => xml.replace('>Ada Lovelace<', `>${written}<`) })
  expect(report.outcome).toBe('accepted')
  expect(report.worker?.attributes.full_name).toBe('Ada Lovelace')
})
