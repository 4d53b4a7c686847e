import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { connect, login, STORIES } from '../support/bundle-stories.ts'
import { runCli } from '../support/cli.ts'
import { loadFixture } from '../support/fixtures.ts'
import { latest, withHarness } from '../support/harness.ts'
import { redact } from '../support/redaction.ts'
import { ACCOUNT, buildResponse, failedFindings, NOW } from '../support/response.ts'

test('equal values get equal pseudonyms, and values that Flex defines stay', () => {
  const { settings, recording } = loadFixture('responses/entra/both')
  const { xml, bundle, report } = redact(settings, recording)
  const email = report.claims.find(({ name }) => name === 'email')?.values
  expect([report.subject.nameId, email]).toEqual(['person-1@example.invalid', ['person-1@example.invalid']])
  expect(report.claims.find(({ name }) => name === 'roles')?.values).toEqual(['agent', 'supervisor'])
  expect(report.idp).toMatchObject({ product: 'entra', issuer: bundle.settings.idpIssuer })
  expect(bundle.settings.account).toBe('AC000000000000000000000000000000a1')
  expect(xml).toContain('https://iam.twilio.com/v1/Accounts/AC000000000000000000000000000000a1/saml2')
  expect(xml).not.toContain('X509Certificate')
})

test.each(STORIES)(
  'the redacted bundle of a login %s states its verdict, and contains no personal data',
  async (_name, play) => {
    await withHarness(async (harness) => {
      await play(harness)
      const original = await latest(harness)
      const answer = await fetch(`${harness.url}/api/v1/logins/${original.id}/bundle?redact=1`)
      const text = await answer.text()
      expect(text).toContain(
        `\nredacted: true\nstated-outcome: ${original.outcome}\nstated-fail: ${original.findings
          .filter(({ status }) => status === 'fail')
          .map(({ id }) => id)
          .join(' ')}\nremoved: `,
      )
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="redacted.response"')
      const body = Buffer.from(text.slice(text.indexOf('\n\n')), 'base64').toString('utf8')
      for (const secret of [original.id ?? '', 'ada@', 'Ada', 'Lovelace', 'idp.example', ACCOUNT, ACCOUNT.slice(2)])
        expect([secret, text.slice(0, text.indexOf('\n\n')).includes(secret) || body.includes(secret)]).toEqual([
          secret,
          false,
        ])
    })
  },
)

test('check first says that a bundle is redacted, and what the original verdict was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  const [whole, redacted] = [join(folder, 'whole.response'), join(folder, 'redacted.response')]
  await withHarness(async (harness) => {
    await connect(harness)
    await login(harness)
    const { id } = await latest(harness)
    writeFileSync(whole, await (await fetch(`${harness.url}/api/v1/logins/${id}/bundle`)).text())
    const overHttp = await (await fetch(`${harness.url}/api/v1/logins/${id}/bundle?redact=1`)).text()
    const wrong = await fetch(`${harness.url}/api/v1/logins/${id}/bundle?redact=yes`)
    expect(wrong.status).toBe(400)
    expect(await runCli(['check', whole, '--bundle', redacted, '--redact'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(readFileSync(redacted, 'utf8')).toBe(overHttp)
  })
  const text = await runCli(['check', redacted])
  expect(text.exitCode).toBe(1)
  expect(text.stdout.replace(/\s+/g, ' ')).toMatch(
    /^a redacted bundle, whose signatures cannot be valid: the original was accepted \(failed: .*\); removed: \d+ values: /,
  )
  const json = await runCli(['check', redacted, '--format', 'json'])
  expect(json.stderr).toMatch(/^a redacted bundle/)
  expect(failedFindings(JSON.parse(json.stdout))).toContain('response-signature-valid')
})

test.each([
  ['without a bundle to write', ['--redact', '--account', ACCOUNT], /--redact needs --bundle/],
  ['of several messages', ['--bundle', '/nowhere/x', '--redact', '--account', ACCOUNT], /2 messages/],
])('--redact %s ends with 2 and says why', async (_name, flags, words) => {
  const entries = ['_one', '_two'].map((id) => {
    const text = `SAMLResponse=${encodeURIComponent(buildResponse({ id }))}`
    const postData = { text, mimeType: 'application/x-www-form-urlencoded' }
    return { request: { method: 'POST', url: 'https://x.example.com/', postData } }
  })
  const { exitCode, stderr } = await runCli(['check', '-', ...flags], JSON.stringify({ log: { entries } }))
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(words)
})

const DIGITS = 'abcdef0123456789'.repeat(2)
test.each([
  ['IDs of several namespaces', 'xmlns:a="urn:a" xmlns:b="urn:b" a:ID="x" b:ID="y"'],
  [
    'an account in three spellings',
    `Destination="https://x/AC${DIGITS.toUpperCase()}" Recipient="https://x/AC${DIGITS.replace('a', 'A')}"`,
  ],
])('the redacted bundle of a message with %s can be read', (_name, attributes) => {
  const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ${attributes}/>`
  const { report } = redact({ account: `AC${DIGITS}`, now: NOW }, { fields: [Buffer.from(xml).toString('base64')] })
  expect(report.findings.find(({ id }) => id === 'document-is-saml-response')?.status).toBe('pass')
})
