import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ACS = 'https://iam.twilio.com/v1/Accounts/AC0123456789abcdef0123456789abcdef/saml2'
const AC = 'AC0123456789abcdef0123456789abcdef'
const JQ = 'JQ0123456789abcdef0123456789abcdef'

const entryOf = (form) => ({
  startedDateTime: '2026-12-01T10:00:00.000Z',
  time: 12.5,
  request: {
    method: 'POST',
    url: ACS,
    httpVersion: 'http/2.0',
    headers: [],
    cookies: [],
    queryString: [],
    headersSize: -1,
    bodySize: -1,
    postData: { mimeType: 'application/x-www-form-urlencoded', text: form },
  },
  response: { status: 303, statusText: '', headers: [], content: { size: 0, mimeType: 'text/html' } },
  cache: {},
  timings: {},
})

const harOf = (entries) =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'browser', version: '1' }, entries } })

const SEED = {
  connections: [
    { sid: AC, idpIssuer: 'https://idp.example.com/metadata' },
    { sid: JQ, idpIssuer: 'https://idp.example.com/metadata' },
  ],
  workers: [{ accountSid: AC, friendlyName: 'ada@example.com', attributes: { email: 'ada@example.com', team: 7 } }],
}
const USER = {
  email: 'bob@example.com',
  fullName: 'Bob Builder',
  roles: ['agent', 'supervisor'],
  claims: { location: 'Oslo' },
}

/** One captured response as text, with its certificate included, so that it can be in any folder. */
function movable(text, certificate) {
  const bare = certificate.replaceAll(/-----[A-Z ]+-----|\s/g, '')
  return text.replace(/^idp-certificate: .*\.crt$/m, `idp-certificate: ${bare}`)
}

/** The files that the invocations name, made from fixtures of the checkout. */
export function makeInputs(fixtures) {
  const read = (name) => readFileSync(join(fixtures, name), 'utf8')
  const certificate = read('keys/insecure-idp.crt')
  const good = movable(read('checks/endpoint-is-current.response'), certificate)
  const bad = movable(read('failures/audience-is-the-acs-url.response'), certificate)
  const field = (text) => text.slice(text.indexOf('\n\n')).trim()
  const form = new URLSearchParams({ SAMLResponse: field(good), RelayState: 'https://example.com/' }).toString()
  const badForm = new URLSearchParams({ SAMLResponse: field(bad) }).toString()
  return {
    'good.response': good,
    'bad.response': bad,
    'wrong-header.response': good.replace('account:', 'acount:'),
    'good.xml': Buffer.from(field(good), 'base64').toString('utf8'),
    'other.xml': Buffer.from(field(bad), 'base64').toString('utf8'),
    'good.b64': field(good),
    'good.form': form,
    'two.txt': `${form}\n${badForm}\n`,
    'good.url': `${ACS}?${form}`,
    'good.html': `<html><body><form method="post" action="${ACS}"><input type="hidden" name="SAMLResponse" value="${field(good)}"></form></body></html>`,
    'good.curl': `curl '${ACS}' -H 'content-type: application/x-www-form-urlencoded' --data-raw '${form}'`,
    'good.har': harOf([entryOf(form), entryOf(badForm)]),
    'empty.har': harOf([]),
    'tracer.json': JSON.stringify({
      requests: [{ method: 'POST', url: ACS, post: [['SAMLResponse', field(good)]], protocol: 'SAML-P' }],
      timestamp: '2026-12-01T10:00:00.000Z',
    }),
    'page.html': '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>',
    'empty.txt': '',
    'binary.bin': Buffer.from([0, 1, 2, 255, 254, 0, 128]),
    'broken.json': '{"connections": [',
    'seed.json': JSON.stringify(SEED),
    'wrong-seed.json': '{"conections": []}',
    'wrong-config.json': '{"prot": 8080}',
    'user.json': JSON.stringify(USER),
    'users.json': JSON.stringify([USER]),
    'expect.yaml': 'expect:\n  - roles contains agent\n  - email = ada@example.com\n',
    'wrong-expect.yaml': 'expects:\n  - roles contains agent\n',
    'idp.crt': certificate,
    'idp.key': read('keys/insecure-idp.key'),
    'metadata.xml': read('idp-config/entra/idp-metadata.xml'),
  }
}
