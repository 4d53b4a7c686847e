import { inflateRawSync } from 'node:zlib'
import type { FlexIamMock, Report } from '../../src/index.ts'
import { latest, post, send } from './harness.ts'
import {
  ACCOUNT,
  buildResponse,
  CONNECTION,
  conditions,
  confirmation,
  ENHANCED,
  failedFindings,
  IDP_CERTIFICATE,
  ISSUER,
  NOW,
} from './response.ts'

const ALL = { sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] }
/** Saves the usual connection with some fields changed. */
export const connect = (harness: FlexIamMock, more: Record<string, unknown> = {}) => {
  harness.clock.freeze(NOW)
  return harness.connect({ ...ALL, ...more })
}
/** Posts a response that differs only in what is given. */
export const login = (harness: FlexIamMock, changes: Parameters<typeof buildResponse>[0] = {}, relayState?: string) =>
  post(harness.acsUrl(ACCOUNT), {
    SAMLResponse: buildResponse(changes),
    ...(relayState === undefined ? {} : { RelayState: relayState }),
  })
const raw = (url: string, body: string) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })

/** What happens until the login that is bundled, and what shows that the story was the one that it tells of. */
export const STORIES: [
  name: string,
  tell: (harness: FlexIamMock) => Promise<unknown>,
  proof: (report: Report) => unknown,
][] = [
  [
    'accepted',
    async (harness) => {
      await connect(harness)
      await login(harness)
    },
    ({ outcome }) => outcome === 'accepted',
  ],
  [
    'rejected',
    async (harness) => {
      await connect(harness)
      await login(harness, { nameId: null })
    },
    failed('subject-has-name-id'),
  ],
  [
    'replayed',
    async (harness) => {
      await connect(harness)
      await login(harness)
      await login(harness)
    },
    failed('assertion-not-replayed'),
  ],
  [
    'unconfigured',
    async (harness) => {
      harness.clock.freeze(NOW)
      await login(harness)
    },
    failed('tenant-is-configured'),
  ],
  [
    'a connection without issuer and certificate',
    async (harness) => {
      await connect(harness, { idpIssuer: null, certificates: [] })
      await login(harness)
    },
    ({ findings }) => findings.some(({ received }) => received === 'a connection with no issuer and no certificate'),
  ],
  [
    'with a field that has a NUL',
    async (harness) => {
      await connect(harness)
      await raw(harness.acsUrl(ACCOUNT), 'SAMLResponse=PHg%2B%0D%0A%00+x')
    },
    ({ findings }) => findings.some(({ because }) => because?.startsWith('It contains spaces')),
  ],
  [
    'brought by GET',
    async (harness) => {
      await connect(harness)
      const query = new URLSearchParams({ SAMLResponse: buildResponse(), RelayState: ' a\r\nb ' })
      await fetch(`${harness.acsUrl(ACCOUNT)}?${query}`)
    },
    failed('posted-with-post-binding'),
  ],
  [
    'enhanced, of another account, with the contact URI from the NameID',
    async (harness) => {
      await connect(harness, { sid: CONNECTION, accountSid: `AC${'7'.repeat(32)}`, contactUriFrom: 'nameId' })
      const claims = { full_name: ['Ada'], email: ['other@example.com'], roles: ['agent'] }
      await post(harness.acsUrl(CONNECTION), { SAMLResponse: buildResponse({ ...ENHANCED, claims }) })
    },
    ({ worker }) => worker?.attributes.contact_uri === 'client:ada_40example_2Ecom',
  ],
  [
    'with what is unknown about claims switched over',
    async (harness) => {
      await connect(harness, { emptyValue: 'remove', severalValues: 'joined' })
      await login(harness, {
        claims: {
          full_name: ['Ada'],
          email: ['ada@example.com'],
          roles: ['agent'],
          location: [''],
          skills: ['chess', 'go'],
        },
      })
    },
    ({ worker }) => worker?.attributes.skills === 'chess,go' && worker.attributes.location === undefined,
  ],
  [
    'preview, at the door that the connection does not name',
    async (harness) => {
      await connect(harness)
      await post(`${harness.url}/iam/Accounts/${ACCOUNT}/saml2`, { SAMLResponse: buildResponse() })
    },
    failed('door-matches-connection'),
  ],
  [
    'preview, at the door that the connection names',
    async (harness) => {
      await connect(harness, { twilioSsoUrl: 'preview' })
      const acs = `https://preview.twilio.com/iam/Accounts/${ACCOUNT}/saml2`
      const SAMLResponse = buildResponse({
        destination: acs,
        confirmation: confirmation({ recipient: acs }),
        conditions: conditions({ audience: acs }),
      })
      await post(`${harness.url}/iam/Accounts/${ACCOUNT}/saml2`, { SAMLResponse })
    },
    ({ outcome, generation }) => outcome === 'accepted' && generation === 'preview',
  ],
  [
    'reached with a trailing slash',
    async (harness) => {
      await connect(harness)
      await post(`${harness.acsUrl(ACCOUNT)}/`, { SAMLResponse: buildResponse() })
    },
    failed('acs-path-is-exact'),
  ],
  [
    'at a wrong door that names the tenant',
    async (harness) => {
      await connect(harness)
      await post(`${harness.url}/v1/Accounts/${ACCOUNT}/saml2/metadata`, { SAMLResponse: buildResponse() })
    },
    failed('door-is-an-acs'),
  ],
  [
    'at a wrong door that names nobody, with messages of other kinds',
    async (harness) => {
      harness.clock.freeze(NOW)
      await post(`${harness.url}/sso/%20a%0a`, { SAMLResponse: buildResponse(), SAMLRequest: 'x', wresult: 'y' })
    },
    ({ account, acs }) => account === '' && acs === '',
  ],
  [
    'adopted',
    async (harness) => {
      harness.clock.freeze(NOW)
      await login(harness)
      const { id, signatures } = await latest(harness)
      const certificateSha256 = signatures[0]?.certificate?.sha256
      await send(`${harness.url}/api/v1/logins/${id}/adopt`, 'POST', { certificateSha256 })
      await login(harness)
    },
    () => true,
  ],
  [
    'of a worker who was known, with values that are kept, changed and cleared',
    async (harness) => {
      await connect(harness)
      await login(harness, {
        claims: { full_name: ['Old'], email: ['ada@example.com'], roles: ['agent'], team: ['a'], kept: ['k'] },
      })
      await login(harness, {
        assertionId: '_second',
        nameId: 'ADA@example.com',
        claims: { full_name: ['New'], email: ['ada@example.com'], roles: ['agent'], team: [''] },
      })
    },
    ({ worker, changes }) => worker?.friendlyName === 'ada@example.com' && changes.length === 3,
  ],
  [
    'where connection and worker changed later',
    async (harness) => {
      await connect(harness, {
        defaultRedirectUrl: 'https://flex.example.com/',
        clockSkewSeconds: 7,
        product: 'okta',
      })
      await login(harness, {}, 'https://other.example.com/')
      await harness.connect({ ...ALL, idpIssuer: 'https://changed.example.com', signaturePolicy: 'either' })
      await send(`${harness.url}/api/v1/workers`, 'DELETE')
    },
    ({ idp, judged }) => idp.product === 'okta' && judged.clockSkewSeconds === 7,
  ],
  [
    'with trusted URLs, an SSO URL for an issuer, and a policy',
    async (harness) => {
      await connect(harness, {
        idpIssuer: 'https://idp.example.com/sso',
        ssoUrl: 'https://idp.example.com/sso',
        trustedUrls: ['https://a.example.com/x', 'https://b.example.com/'],
        signaturePolicy: 'assertion',
      })
      await login(harness, { sign: ['Assertion'] }, 'https://b.example.com/landing?q=ä')
    },
    failed('response-issuer-matches'),
  ],
  [
    'with line ends and lone surrogates in what was configured',
    async (harness) => {
      await connect(harness, { idpIssuer: ' https://idp.example.com\n\nnow: 2020-01-01T00:00:00Z\r\u2028\ud800"' })
      await login(harness)
    },
    failed('response-issuer-matches'),
  ],
  [
    'an answer to a request that was sent, and one to nobody’s',
    async (harness) => {
      await connect(harness, { ssoUrl: 'https://idp.example.com/sso' })
      const answer = await fetch(`${harness.url}/login/${ACCOUNT}`, { redirect: 'manual' })
      const request = readRequest(answer.headers.get('location') ?? '')
      await login(harness, {
        inResponseTo: request,
        confirmation: confirmation({ extra: ` InResponseTo="${request}"` }),
      })
    },
    ({ findings }) => findings.some(({ id, status }) => id === 'in-response-to-known' && status === 'pass'),
  ],
  [
    'with two fields',
    async (harness) => {
      await connect(harness)
      await raw(harness.acsUrl(ACCOUNT), `SAMLResponse=a&SAMLResponse=%0d%0a&RelayState=`)
    },
    failed('response-field-present'),
  ],
  [
    'without field',
    async (harness) => {
      await connect(harness)
      await raw(harness.acsUrl(ACCOUNT), 'RelayState=%00')
    },
    failed('response-field-present'),
  ],
  [
    'too large',
    async (harness) => {
      await connect(harness)
      await raw(harness.acsUrl(ACCOUNT), 'x'.repeat(300_000))
    },
    failed('response-within-size-limit'),
  ],
  [
    'a field with blanks and line ends',
    async (harness) => {
      await connect(harness)
      await raw(harness.acsUrl(ACCOUNT), 'SAMLResponse=%20%0a%0aab%0d%0a&RelayState=%20')
    },
    failed('response-is-base64'),
  ],
]

function failed(id: string) {
  return (report: Report) => failedFindings(report).includes(id)
}

function readRequest(location: string): string {
  const xml = inflateRawSync(Buffer.from(new URL(location).searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
  return /ID="([^"]+)"/.exec(xml)?.[1] ?? ''
}
