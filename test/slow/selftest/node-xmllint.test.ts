import { writeFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { nodeXmllintSays } from '../../../src/app/selftest/judges/node-xmllint.ts'
import { fileWith } from '../../support/cli.ts'

/** A child process that is sent documents, and does this. */
function childThat(code: string): string {
  const file = `${fileWith('')}.cjs`
  writeFileSync(file, code)
  return file
}

const TWO = [Buffer.from('<a/>'), Buffer.from('<b/>')]

test('a silent child process is stopped, and its earlier answers count', async () => {
  const child = childThat(
    `process.once('message', () => process.send({ answer: 'wrong' })); setInterval(() => {}, 1e6)`,
  )
  expect(await nodeXmllintSays(TWO, { child, patienceMs: 2_000 })).toEqual(['wrong', undefined])
})

test('a child process that ends early gives no answers for the rest', async () => {
  const child = childThat(`process.once('message', () => process.send({ answer: null }, () => process.exit(0)))`)
  expect(await nodeXmllintSays(TWO, { child })).toEqual([null, undefined])
})

test('a child process that does not start gives no answers', async () => {
  expect(await nodeXmllintSays(TWO, { child: '/nonexistent/child.cjs' })).toEqual([undefined, undefined])
})

test('the real judge distinguishes valid from invalid documents', async () => {
  const [valid, invalid] = await nodeXmllintSays([
    Buffer.from(
      '<p:LogoutResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2026-11-22T10:00:00Z"><p:Status><p:StatusCode Value="urn:x"/></p:Status></p:LogoutResponse>',
    ),
    Buffer.from('<p:LogoutResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>'),
  ])
  expect(valid).toBeNull()
  expect(invalid).toContain("The attribute 'ID' is required")
})
