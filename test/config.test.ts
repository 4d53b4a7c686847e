import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { DEFAULT_USERS } from '../src/app/idp/user.ts'
import { readServeConfig } from '../src/edge/config.ts'

test('the defaults are safe: loopback, a file, no open access', () => {
  expect(readServeConfig({}, {})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    baseUrl: null,
    db: 'flex-iam-mock.db',
    seed: null,
    users: DEFAULT_USERS,
    idpKey: null,
    webhook: [],
    webhookSecret: null,
    retain: 10_000,
    adminToken: null,
    open: false,
    openHosts: ['localhost', '127.0.0.1', '[::1]'],
    trustProxy: null,
  })
})

test('a flag wins over the environment, which wins over the file, which wins over the default', () => {
  const config = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'config.json')
  writeFileSync(config, JSON.stringify({ port: 1, host: '::1', db: 'file.db' }))
  const environment = {
    FLEX_IAM_PORT: '2',
    FLEX_IAM_HOST: 'localhost',
    FLEX_IAM_OPEN: '1',
    FLEX_IAM_OPEN_HOSTS: 'localhost, Flex-IAM-Mock,my_service,[::1]',
    FLEX_IAM_BASE_URL: 'https://x.example.com/',
  }
  expect(readServeConfig({ config, port: '3' }, environment)).toMatchObject({
    port: 3,
    host: 'localhost',
    db: 'file.db',
    open: true,
    openHosts: ['localhost', 'flex-iam-mock', 'my_service', '[::1]'],
    baseUrl: 'https://x.example.com',
  })
  expect(readServeConfig({}, { FLEX_IAM_CONFIG: config })).toMatchObject({ port: 1 })
})

test.each([
  [{ port: 'x' }, /--port \(FLEX_IAM_PORT\)/],
  [{ baseUrl: 'nonsense' }, /--base-url \(FLEX_IAM_BASE_URL\)/],
  [{ baseUrl: 'ftp://x' }, /--base-url \(FLEX_IAM_BASE_URL\)/],
  [{ open: 'maybe' }, /--open/],
  [{ openHosts: '' }, /--open-hosts \(FLEX_IAM_OPEN_HOSTS\)/],
  [{ openHosts: 'localhost,' }, /--open-hosts.*host names/],
  [{ openHosts: 'localhost:8080' }, /--open-hosts.*without port/],
  [{ openHosts: 'http://localhost' }, /--open-hosts/],
  [{ openHosts: '*' }, /--open-hosts/],
  [{ port: '' }, /--port/],
  [{ port: true }, /--port/],
  [{ port: null }, /--port/],
  [{ retain: '0' }, /--retain \(FLEX_IAM_RETAIN\)/],
  [{ retain: 'all' }, /--retain/],
  [{ baseUrl: 'http://u:p@h:1/x/?a=b#c' }, /--base-url.*without query/],
  [{ trustProxy: 'nonsense' }, /--trust-proxy/],
  [{ trustProxy: '10.0.0.0/33' }, /--trust-proxy/],
  [{ webhook: 'nonsense' }, /--webhook/],
  [{ webhook: 'localhost:1/hook' }, /--webhook \(FLEX_IAM_WEBHOOK\)/],
  [{ webhook: 'http://u:p@localhost/hook' }, /--webhook .*without credentials/],
  [{ webhook: 'http://localhost/hook' }, /needs --webhook-secret/],
  [
    { open: true, adminToken: 'a token of enough length' },
    /--open \(FLEX_IAM_OPEN\) and --admin-token .* cannot be used together/,
  ],
  [{ webhookSecret: 'short' }, /--webhook-secret .*16 characters/],
  [{ webhookSecret: 'whsec_this is no base64' }, /--webhook-secret .*24 bytes/],
  [{ webhookSecret: 'whsec_AAAAAAAAAAAAAAAA' }, /--webhook-secret .*24 bytes/],
])('%j is refused by the name of the option', (flags, message) => {
  expect(() => readServeConfig(flags, {})).toThrow(message)
})

test('an empty environment variable counts as unset', () => {
  expect(readServeConfig({}, { FLEX_IAM_PORT: '', FLEX_IAM_DB: '' })).toMatchObject({
    port: 8080,
    db: 'flex-iam-mock.db',
  })
})

test('a webhook secret is whsec_ and 24 bytes in base64, or any text of some length', () => {
  for (const webhookSecret of ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'correct horse battery'])
    expect(readServeConfig({ webhookSecret }, {})).toMatchObject({ webhookSecret })
})

test('proxies are addresses, networks or the names that express knows', () => {
  expect(readServeConfig({ trustProxy: 'loopback, 10.0.0.0/8, ::1' }, {})).toMatchObject({
    trustProxy: 'loopback, 10.0.0.0/8, ::1',
  })
})
