import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const POLICIES = ['both', 'response', 'assertion', 'either']
const REPEATABLE = new Set(['idp-certificate', 'acs', 'trusted-url', 'comment', 'disagreement'])

/** The keys of a header that are settings of `checkResponse`, as listed in docs/captured-response.md. */
const SETTINGS = {
  account: 'account',
  connection: 'connection',
  generation: 'generation',
  'idp-issuer': 'idpIssuer',
  acs: 'acs',
  audience: 'audience',
  'signature-policy': 'signaturePolicy',
  'clock-skew': 'clockSkewSeconds',
  product: 'product',
  'sso-url': 'ssoUrl',
  'default-redirect-url': 'defaultRedirectUrl',
  'trusted-url': 'trustedUrls',
  'twilio-sso-url': 'twilioSsoUrl',
  'contact-uri-from': 'contactUriFrom',
  'empty-value': 'emptyValue',
  'several-values': 'severalValues',
  now: 'now',
}

/** The keys that a connection does not have. */
const OF_ONE_CHECK = ['account', 'connection', 'generation', 'acs', 'audience', 'now', 'relayState']

function readHeader(lines) {
  const header = {}
  for (const line of lines) {
    const [, key, star, value = ''] = /^([a-z-]+)(\*)?:(?: (.*))?$/s.exec(line) ?? []
    if (key === undefined) throw new Error(`not a line of a header: ${line}`)
    const text = star ? JSON.parse(value) : value
    header[key] = REPEATABLE.has(key) ? [...(header[key] ?? []), text] : text
  }
  return header
}

function readSettings(header, folder) {
  const settings = Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([key, name]) => (header[key] === undefined ? [] : [[name, header[key]]])),
  )
  if (settings.clockSkewSeconds !== undefined) settings.clockSkewSeconds = Number(settings.clockSkewSeconds)
  settings.certificates = (header['idp-certificate'] ?? []).map((value) =>
    /\.(crt|pem|cer)$/.test(value) ? readFileSync(join(folder, value), 'utf8') : value,
  )
  return settings
}

/** One captured response: its settings, the form field, and the body of the form that carried it. */
function readFixture(root, file) {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  const end = text.indexOf('\n\n')
  const header = readHeader(text.slice(0, end).split('\n'))
  const body = text.slice(end + 2).trimEnd()
  const form = header.encoding === 'form' ? new URLSearchParams(body) : null
  const relayState =
    form?.get('RelayState') ?? (header['relay-state'] === undefined ? null : decodeURIComponent(header['relay-state']))
  const samlResponse = form ? (form.get('SAMLResponse') ?? '') : body
  const fields = { SAMLResponse: samlResponse, ...(relayState === null ? {} : { RelayState: relayState }) }
  const settings = { ...readSettings(header, dirname(path)), ...(relayState === null ? {} : { relayState }) }
  return {
    id: relative(root, path),
    path,
    folder: dirname(relative(root, path)),
    header,
    settings,
    samlResponse,
    form: form ? body : new URLSearchParams(fields).toString(),
    expectFail: (header['expect-fail'] ?? '').split(' ').filter(Boolean),
  }
}

/** All fixtures of a folder, sorted by their paths. */
export function readFixtures(root) {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.response'))
    .sort()
    .map((name) => readFixture(root, name))
}

export const generationOf = ({ account, generation }) => generation ?? (account === undefined ? 'enhanced' : 'legacy')
export const sidOf = ({ account, connection }) => account ?? connection

const OTHER = { legacy: 'enhanced', preview: 'enhanced', enhanced: 'legacy' }

/** The settings for the other generation: the tenant with the same digits. */
function atOtherGeneration({ account, connection, ...settings }) {
  const generation = OTHER[generationOf({ account, generation: settings.generation })]
  const digits = sidOf({ account, connection }).slice(2)
  const tenant = generation === 'enhanced' ? { connection: `JQ${digits}` } : { account: `AC${digits}` }
  return { ...settings, ...tenant, generation }
}

/** The settings under which each fixture is judged: two generations and four signature policies. */
export const variantsOf = ({ settings }) =>
  [settings, atOtherGeneration(settings)].flatMap((each) =>
    POLICIES.map((signaturePolicy) => ({ ...each, signaturePolicy })),
  )

const ACS = {
  legacy: (sid) => `/v1/Accounts/${sid}/saml2`,
  preview: (sid) => `/iam/Accounts/${sid}/saml2`,
  enhanced: (sid) => `/login/callback?connection=${sid}`,
}

/** The path of the endpoint to which a fixture is posted. */
export const acsPathOf = ({ settings }) => ACS[generationOf(settings)](sidOf(settings))

/** The connection that a fixture's header describes, as the API accepts it; null if there is none. */
export function connectionOf({ header, settings }) {
  if (header.unconfigured === 'true') return null
  const fields = Object.entries(settings).filter(([name]) => !OF_ONE_CHECK.includes(name))
  const door = generationOf(settings) === 'preview' ? { twilioSsoUrl: 'preview' } : {}
  return { sid: sidOf(settings), ...door, ...Object.fromEntries(fields) }
}
