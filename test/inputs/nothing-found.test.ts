import { expect, test } from '@jest/globals'
import { fileWith, runCli } from '../support/cli.ts'
import { harEntry, harOf, tracerExportOf } from '../support/containers.ts'
import { ACCOUNT } from '../support/response.ts'

const FORM = { samlResponse: 'YQ==', relayState: 'x', url: 'https://example.com/', at: '2026-11-22T10:00:00Z' }
const posted = (text: string) =>
  harEntry({ method: 'POST', postData: { mimeType: 'application/x-www-form-urlencoded', text } })

const refused = async (input: string | Buffer) => {
  const { stdout, stderr, exitCode } = await runCli(['check', fileWith(input), '--account', ACCOUNT])
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  expect(stderr.trimEnd().split('\n')).toHaveLength(2)
  return stderr
}

const INPUTS: [what: string, content: string | Buffer, message: RegExp][] = [
  ['white space', ' \r\n\t', /input is empty/],
  ['a HAR without entries', '{"log":{"entries":[]}}', /a HAR with 0 entries, none of which/],
  [
    'a HAR of an unrelated site',
    harOf(),
    /a HAR with 2 entries, none of which contains a SAMLResponse\.\nOpen the developer tools/,
  ],
  ['a HAR with one entry', '{"log":{"entries":[{}]}}', /a HAR with one entry, which does not contain a SAMLResponse\./],
  [
    'a HAR with requests only',
    harOf(
      posted('SAMLRequest=x'),
      harEntry({ url: 'https://idp.example.com/sso?SAMLRequest=x&SAMLRequest=y' }),
      harEntry({ url: 'https://example.com/?SAMLart=x' }),
    ),
    /5 entries, none of which contains a SAMLResponse; 2 contain a SAMLRequest; 1 contains a SAML artifact\./,
  ],
  ['a HAR of WS-Federation', harOf(posted('wa=wsignin1.0&wresult=%3Ct%3E')), /1 contains a wresult \(WS-Federation\)/],
  [
    'a HAR of OpenID Connect',
    harOf(posted('id_token=x&state=y'), harEntry({ url: 'https://example.com/cb?code=x' })),
    /1 contains an id_token \(OpenID Connect\); 1 contains a code/,
  ],
  [
    'a HAR without bodies',
    harOf(harEntry({ method: 'POST' }), harEntry({ method: 'POST' })),
    /; the bodies of 2 POSTs were not saved\./,
  ],
  [
    'a SAML-tracer export of an unrelated site',
    tracerExportOf(FORM, { post: [['a', 'b']] }),
    /a SAML-tracer export with 3 requests, none of which/,
  ],
  [
    'a masked SAML-tracer export without the XML',
    tracerExportOf(FORM, { saml: undefined, post: [['SAMLResponse', '{hash:x}']] }),
    /a SAML-tracer export with 3 requests/,
  ],
  [
    'other JSON',
    '{"samlResponse":"YQ=="}',
    /JSON, but neither a HAR \(log\.entries\) nor a SAML-tracer export \(requests\)/,
  ],
  ['a list in JSON', '[1]', /JSON, but neither/],
  ['a HAR cut short', harOf().slice(0, -40), /starts like JSON but is not valid JSON: .*JSON/],
  [
    'a page without a form',
    '<!doctype html><title>SAMLResponse</title><p>Sign in</p>',
    /an HTML page without a form with a SAMLResponse field/,
  ],
  [
    'a page with another form',
    '<html><form method=post><input name="SAMLRequest" value=x></form>',
    /an HTML page without/,
  ],
  [
    'a URL of a request',
    'https://idp.example.com/sso?SAMLRequest=x&RelayState=y',
    /a URL with a SAMLRequest, but no SAMLResponse/,
  ],
  ['a URL', 'https://idp.example.com/', /a URL without a SAMLResponse/],
  [
    'a form body of WS-Federation',
    'wa=wsignin1.0&wresult=%3Ct%3E',
    /a form body with a wresult \(WS-Federation\), but no SAMLResponse/,
  ],
  ['a list of fields', 'RelayState: x', /a list of fields without a SAMLResponse/],
  [
    'a curl command',
    "curl 'https://example.com/' --data-raw 'a=b'",
    /text with one curl command, which does not contain a SAMLResponse/,
  ],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----', /PEM.*--idp-cert/],
  ['a JSON Web Token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', /a JSON Web Token/],
  ['a ZIP archive', Buffer.from('504b030414000000', 'hex'), /a ZIP archive/],
  ['a PDF', '%PDF-1.7', /a PDF/],
  ['other binary data', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /binary data/],
]

test.each(INPUTS)('%s is identified, with what to give instead', async (_what, content, message) => {
  expect(await refused(content)).toMatch(message)
})

test('XML that is not a Response is judged, as over HTTP', async () => {
  const { stdout, exitCode } = await runCli(
    ['check', '-', '--account', ACCOUNT],
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>',
  )
  expect(stdout).toContain('error  The document is not a SAML 2.0 Response.')
  expect(exitCode).toBe(1)
})
