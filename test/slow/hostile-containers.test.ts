import { expect, test } from '@jest/globals'
import { HarnessError } from '../../src/core/errors.ts'
import { pickMessages, readCapturedMessages } from '../../src/core/inputs/formats.ts'
import { fileWith, runCli } from '../support/cli.ts'
import { harEntry, harOf } from '../support/containers.ts'
import { ACCOUNT } from '../support/response.ts'

const MIB = 1024 * 1024
const refused = async (input: string | Buffer) => {
  const { stdout, stderr, exitCode } = await runCli(['check', fileWith(input), '--account', ACCOUNT])
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  expect(stderr.trimEnd().split('\n')).toHaveLength(2)
  return stderr
}

/** Values of every JSON type, and keys that mean something to JavaScript. */
const VALUES = [
  null,
  true,
  0,
  -1e308,
  '',
  'x',
  [],
  [[]],
  [null],
  {},
  { name: 1, value: [] },
  { length: 3 },
  '\ud800',
  ['SAMLResponse'],
  [['SAMLResponse', 1]],
]
const KEYS = [
  'startedDateTime',
  'time',
  'request',
  'response',
  'url',
  'method',
  'postData',
  'params',
  'text',
  'encoding',
  'queryString',
  'content',
  'post',
  'saml',
  'responseHeaders',
  '__proto__',
  'constructor',
]

/** Every key with a value, as text, because in JavaScript `__proto__` is no key. */
const objectOf = (value: unknown) => `{${KEYS.map((key) => `"${key}":${JSON.stringify(value)}`).join(',')}}`
const nested = VALUES.flatMap((value) => {
  const inner = objectOf(value)
  return [
    JSON.stringify(value),
    inner,
    `{"request":${inner},"response":${inner},"post":${inner}}`,
    `{"request":{"postData":${inner}},"response":{"content":${inner}}}`,
  ]
})

test('a HAR and a SAML-tracer export with wrong types everywhere have no messages', async () => {
  expect(await refused(`{"log":{"entries":[${nested.join(',')}]}}`)).toContain(`a HAR with ${nested.length} entries`)
  expect(await refused(`{"requests":[${nested.join(',')}],"timestamp":{}}`)).toContain(
    `a SAML-tracer export with ${nested.length} requests`,
  )
  for (const value of VALUES.map((each) => JSON.stringify(each))) {
    for (const json of [
      `{"log":${value}}`,
      `{"log":{"entries":${value}}}`,
      `{"requests":${value}}`,
      `{"__proto__":{"log":{"entries":[]}}}`,
    ]) {
      const read = () => readCapturedMessages(Buffer.from(json))
      expect(read).toThrow(HarnessError)
      expect(read).toThrow(/neither a HAR|contains? a SAMLResponse/)
    }
  }
})

test('a message is found among 10,000 entries, and among entries of wrong types', async () => {
  const entry = harEntry({ method: 'POST', postData: { text: 'SAMLResponse=YQ%3D%3D' } })
  const content = `{"log":{"entries":[${`${JSON.stringify(harEntry({}))},`.repeat(10_000)}${nested.join(',')},${JSON.stringify(entry)}]}}`
  const { stdout, exitCode } = await runCli(['check', fileWith(content), '--account', ACCOUNT])
  expect(stdout).toContain(`HAR entry ${10_001 + nested.length}, to https://app.example.com/`)
  expect(exitCode).toBe(1)
})

test('invalid UTF-8 and lone surrogates do not cause a crash', async () => {
  const text = harOf(harEntry({ url: 'https://example.com/?a=\u00ff&SAMLRequest=\u00ff', method: '\ud800' }))
  expect(await refused(Buffer.from(text, 'latin1'))).toContain('a HAR with 3 entries')
  expect(
    await refused('{"log":{"entries":[{"request":{"url":"?code=\\ud800","postData":{"text":"%ff%"}}}]}}'),
  ).toContain('1 contains a code')
})

test('at most 1,000 messages are judged at once, and one of more can be picked', async () => {
  const body = (index: number) => `SAMLResponse=${index}`
  const several = Array.from({ length: 1_001 }, (_, index) => body(index)).join('\n')
  expect(await refused(several)).toMatch(/has 1001 messages: at most 1000 can be judged at a time.*\n.*--pick/)
  const messages = readCapturedMessages(Buffer.from(several))
  expect(pickMessages(messages, '1001').map(({ fields }) => fields)).toEqual([['1000']])
})

test('an input over 32 MiB is rejected', async () => {
  expect(await refused(' '.repeat(32 * MIB + 1))).toContain(' has more than 33554432 bytes')
})

/** Texts on which a careless pattern or loop takes the square of the length. */
const LONG: [what: string, unit: string, before?: string, after?: string][] = [
  ['nested JSON', '[', '', ''],
  ['nested JSON that ends', '{"a":', '', ''],
  ['entries that are none', '0,', '{"log":{"entries":[', '0]}}'],
  ['quotes in tags', '<a b="', '<html>'],
  ['tags that do not end', '<input name=', '<html>'],
  ['comments that do not end', '<!--', '<html>'],
  ['scripts that do not end', '<script>', '<html>'],
  ['attributes', 'a =', '<html><input '],
  ['white space in a tag', ' ', '<html><input a'],
  ['entities', '&#', '<html><input name="SAMLRequest" value="', '">'],
  ['forms', '<form>', '<html>'],
  ['inputs', '<input name=RelayState>', '<html>'],
  ['empty parameters', '&', 'a=b'],
  ['parameters', 'a=b&', ''],
  ['parameters with percent signs', '%&', 'a=b&'],
  ['curl commands', 'curl \n', ''],
  ['empty lines after curl', '\n', 'curl '],
  ['white space after curl', ' ', 'curl \n'],
  ['carets', '^"', 'curl '],
  ['declarations', '<!x>', ''],
  ['labels', 'RelayState\n', ''],
  ['a path', '/', '/'],
]

test.each(LONG)('a megabyte of %s is read or refused', (_what, unit, before = '', after = '') => {
  const content = Buffer.from(before + unit.repeat(MIB / unit.length) + after)
  try {
    expect(readCapturedMessages(content).length).toBeGreaterThan(0)
  } catch (error) {
    expect(error).toBeInstanceOf(HarnessError)
  }
})

test('a file that never ends is refused', async () => {
  const { exitCode, stderr } = await runCli(['check', '/dev/zero', '--account', ACCOUNT])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('/dev/zero has more than 33554432 bytes')
})
