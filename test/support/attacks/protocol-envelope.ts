import { changeAssertion, elementOf, remove, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { SCHEMA } from '../../../src/core/mutations/attacks/findings.ts'
import type { Attack } from './attack.ts'
import { ENTRA_CLAIMS, STATUS } from './attack.ts'
import { dropAttribute, dropElement, otherTenant, setAttribute, setText } from './edit.ts'
import { type Edited, signedAnew } from './forge.ts'

const RESPONSE_ISSUER = 'response-issuer-matches'
const ASSERTION_ISSUER = 'assertion-issuer-matches'
const VERSION = 'version-is-2-0'

/** Changes the Issuer of the Response and that of the assertion alike. */
const setIssuers = (xml: string, change: (issuer: string) => string) =>
  changeAssertion(setText(xml, 'Issuer', change), (assertion) => setText(assertion, 'Issuer', change))

const ISSUER: Edited[] = [
  {
    name: 'issuer-of-the-response-is-another-idp',
    base: 'node-samlp/base-sp-redirect',
    what: 'Another IdP that holds the same key wraps the assertion, and hopes that only the assertion is looked at.',
    edit: (xml) => setText(xml, 'Issuer', 'http://attacker.example/metadata'),
    expectFail: [RESPONSE_ISSUER],
  },
  {
    name: 'issuer-of-the-assertion-is-another-idp',
    base: 'simplesamlphp/enhanced-sp-redirect',
    what: 'Another IdP made the assertion, and hopes that only the Issuer of the Response is looked at.',
    edit: (xml) => changeAssertion(xml, (each) => setText(each, 'Issuer', 'http://attacker.example/metadata')),
    expectFail: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-is-another-tenant-of-the-same-idp',
    base: 'entra/both',
    what: 'Another customer of the same IdP, whose signing key is shared, signs in to this tenant.',
    edit: (xml) => setIssuers(xml, (issuer) => issuer.replace('0f0e0d0c', 'ffffffff')),
    expectFail: [RESPONSE_ISSUER, ENTRA_CLAIMS],
    echoes: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-with-trailing-slash',
    base: 'salesforce/usual',
    what: 'An IdP whose name is the trusted one and a slash hopes that URLs are compared loosely.',
    edit: (xml) => setIssuers(xml, (issuer) => `${issuer}/`),
    expectFail: [RESPONSE_ISSUER],
    echoes: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-without-trailing-slash',
    base: 'entra/enhanced',
    what: 'An IdP whose name is the trusted one without its slash hopes that URLs are compared loosely.',
    edit: (xml) => setIssuers(xml, (issuer) => issuer.replace(/\/$/, '')),
    expectFail: [RESPONSE_ISSUER, ENTRA_CLAIMS],
    echoes: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-in-other-case',
    base: 'salesforce/enhanced',
    what: 'An IdP whose name differs in case alone hopes that case does not count.',
    edit: (xml) => changeAssertion(xml, (each) => setText(each, 'Issuer', (issuer) => issuer.toUpperCase())),
    expectFail: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-with-white-space-inside',
    base: 'node-samlp/base-sp-post',
    what: 'An IdP whose name has a space inside hopes that white space is taken out before names are compared.',
    edit: (xml) => changeAssertion(xml, (each) => setText(each, 'Issuer', 'http://127.0.0.1:18104/meta data')),
    expectFail: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-between-line-breaks',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The Issuer of the Response stands between line breaks, another string than the configured one.',
    edit: (xml) => setText(xml, 'Issuer', (issuer) => `\n${issuer}\n`),
    expectFail: [RESPONSE_ISSUER],
  },
  {
    name: 'issuer-is-the-sign-on-url',
    base: 'salesforce/both',
    what: 'Another application of the IdP names its sign-on URL, hoping that the beginning of the name is enough.',
    edit: (xml) => setIssuers(xml, (issuer) => `${issuer}/idp/endpoint/HttpRedirect`),
    expectFail: [RESPONSE_ISSUER],
    echoes: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-is-the-end-of-a-longer-url',
    base: 'node-samlp/enhanced-sp-post',
    what: 'An attacker names himself so that the trusted name is the end of his, hoping for a loose comparison.',
    edit: (xml) => setIssuers(xml, (issuer) => `http://attacker.example/?${issuer}`),
    expectFail: [RESPONSE_ISSUER],
    echoes: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-is-the-service-provider',
    base: 'simplesamlphp/base-sp-post',
    what: 'The message names the service provider itself as its issuer, a name that it surely trusts.',
    edit: (xml) => setIssuers(xml, () => elementOf(xml, 'Audience').replace(/<[^<>]*>/g, '')),
    expectFail: [RESPONSE_ISSUER],
    echoes: [ASSERTION_ISSUER],
  },
  {
    name: 'issuer-of-the-assertion-missing',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'Nobody says who made the assertion, hoping that the Issuer of the Response serves for it.',
    edit: (xml) => changeAssertion(xml, (each) => dropElement(each, 'Issuer')),
    expectFail: [SCHEMA],
    echoes: [ASSERTION_ISSUER],
  },
  {
    name: 'issuers-empty',
    base: 'node-samlp/enhanced-sp-redirect',
    what: 'Both Issuers are empty, hoping to equal an issuer that nobody configured.',
    edit: (xml) => setIssuers(xml, () => ''),
    expectFail: [RESPONSE_ISSUER],
    echoes: [ASSERTION_ISSUER],
  },
]

const SUCCESS = /<samlp:StatusCode [^>]*\/>/
const SUCCESS_CODE = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>'
const code = (value: string, nested = '') =>
  `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${value}">${nested}</samlp:StatusCode>`
const RESPONDER = `<samlp:Status>${code('Responder')}</samlp:Status>`

const STATUSES: Edited[] = [
  {
    name: 'status-requester',
    base: 'node-samlp/enhanced-sp-redirect',
    what: 'The IdP refuses with Requester and sends an assertion all the same.',
    edit: (xml) => replace(xml, SUCCESS, code('Requester', code('AuthnFailed'))),
    expectFail: [STATUS],
  },
  {
    name: 'status-responder',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The IdP failed with Responder and sends an assertion all the same.',
    edit: (xml) => replace(xml, SUCCESS, code('Responder')),
    expectFail: [STATUS],
  },
  {
    name: 'status-version-mismatch',
    base: 'salesforce/both',
    what: 'The IdP answers VersionMismatch and sends an assertion all the same.',
    edit: (xml) => replace(xml, SUCCESS, code('VersionMismatch')),
    expectFail: [STATUS],
  },
  {
    name: 'status-success-nested-under-responder',
    base: 'entra/both',
    what: 'Success stands only inside a failure, hoping that any StatusCode is looked at.',
    edit: (xml) => replace(xml, SUCCESS, code('Responder', SUCCESS_CODE)),
    expectFail: [ENTRA_CLAIMS, STATUS],
  },
  {
    name: 'status-success-in-message-and-detail',
    base: 'salesforce/enhanced',
    what: 'Success stands in message and detail of a failure, hoping that the text of the Status is searched.',
    edit: (xml) =>
      replace(
        xml,
        SUCCESS,
        `${code('Responder')}<samlp:StatusMessage>urn:oasis:names:tc:SAML:2.0:status:Success</samlp:StatusMessage><samlp:StatusDetail>${SUCCESS_CODE}</samlp:StatusDetail>`,
      ),
    expectFail: [STATUS],
  },
  {
    name: 'status-missing',
    base: 'salesforce/usual',
    what: 'There is no Status, hoping that only a failure is looked for.',
    edit: (xml) => dropElement(xml, 'Status'),
    expectFail: [STATUS],
  },
  {
    name: 'status-without-code',
    base: 'simplesamlphp/enhanced-sp-redirect',
    what: 'The Status has no StatusCode, hoping that only a failure is looked for.',
    edit: (xml) => remove(xml, SUCCESS),
    expectFail: [SCHEMA, STATUS],
  },
  {
    name: 'status-without-value',
    base: 'node-samlp/base-sp-redirect',
    what: 'The StatusCode has no Value, hoping that only a failure is looked for.',
    edit: (xml) => dropAttribute(xml, 'StatusCode', 'Value'),
    expectFail: [STATUS],
  },
  {
    name: 'status-in-other-case',
    base: 'entra/enhanced',
    what: 'The status is one of the attacker that differs from Success in case alone.',
    edit: (xml) => setAttribute(xml, 'StatusCode', 'Value', (value) => value.toLowerCase()),
    expectFail: [ENTRA_CLAIMS, STATUS],
  },
  {
    name: 'status-of-saml-1',
    base: 'node-samlp/base-sp-post',
    what: 'The status is the Success of SAML 1.1.',
    edit: (xml) => setAttribute(xml, 'StatusCode', 'Value', 'samlp:Success'),
    expectFail: [STATUS],
  },
  {
    name: 'status-ends-in-success',
    base: 'salesforce/enhanced',
    what: 'The status is one of the attacker that ends as Success does.',
    edit: (xml) => setAttribute(xml, 'StatusCode', 'Value', 'urn:attacker:status:Success'),
    expectFail: [STATUS],
  },
  {
    name: 'status-twice-failure-first',
    base: 'node-samlp/base-sp-redirect',
    what: 'A second Status says Success behind one that says Responder, hoping that the last one counts.',
    edit: (xml) => replace(xml, '<samlp:Status>', `${RESPONDER}<samlp:Status>`),
    expectFail: [STATUS],
  },
  {
    name: 'status-twice-failure-last',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A second Status says Responder behind one that says Success, hoping that the first one counts.',
    edit: (xml) => replace(xml, '</samlp:Status>', `</samlp:Status>${RESPONDER}`),
    expectFail: [SCHEMA],
  },
]

const VERSIONS: Edited[] = [
  {
    name: 'version-1-1',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The Response calls itself version 1.1, hoping to be judged by the laxer rules of that version.',
    edit: (xml) => setAttribute(xml, 'Response', 'Version', '1.1'),
    expectFail: [VERSION],
  },
  {
    name: 'version-2-1-of-the-assertion',
    base: 'entra/enhanced',
    what: 'The assertion calls itself version 2.1, whose rules nobody knows.',
    edit: (xml) => setAttribute(xml, 'Assertion', 'Version', '2.1'),
    expectFail: [ENTRA_CLAIMS, VERSION],
  },
  {
    name: 'version-2',
    base: 'salesforce/enhanced',
    what: 'The Response calls itself version 2, hoping that versions are compared as numbers.',
    edit: (xml) => setAttribute(xml, 'Response', 'Version', '2'),
    expectFail: [VERSION],
  },
  {
    name: 'version-missing',
    base: 'node-samlp/base-sp-redirect',
    what: 'The Response does not say which version it is.',
    edit: (xml) => dropAttribute(xml, 'Response', 'Version'),
    expectFail: [VERSION],
  },
]

type Destination = [name: string, base: string, what: string, change: (url: string) => string, more?: string[]]

const DESTINATIONS: Destination[] = [
  ['other-tenant', 'simplesamlphp/base-sp-redirect', 'A login of another tenant is brought to this one.', otherTenant],
  [
    'other-connection',
    'node-samlp/enhanced-sp-redirect',
    'A login of another connection is brought to this one.',
    otherTenant,
  ],
  [
    'other-scheme',
    'node-samlp/base-sp-redirect',
    'The message was meant for plain HTTP.',
    (url) => url.replace('https:', 'http:'),
  ],
  [
    'port',
    'salesforce/usual',
    'A server at another port of the same host was meant.',
    (url) => url.replace('.com/', '.com:8443/'),
  ],
  [
    'trailing-slash',
    'entra/both',
    'Another path was meant, with a slash at its end.',
    (url) => `${url}/`,
    [ENTRA_CLAIMS],
  ],
  [
    'preview-door',
    'node-samlp/base-sp-post',
    'The preview door of the same account was meant.',
    (url) => url.replace('https://iam.twilio.com/v1', 'https://preview.twilio.com/iam'),
  ],
  [
    'enhanced-door',
    'simplesamlphp/base-sp-post',
    'The enhanced door was meant, and the legacy one is posted to.',
    () => 'https://login.flex.us1.twilio.com/login/callback?connection=JQ0123456789abcdef0123456789abcdef',
  ],
  [
    'legacy-door',
    'salesforce/enhanced',
    'The legacy door was meant, and the enhanced one is posted to.',
    () => 'https://iam.twilio.com/v1/Accounts/AC0123456789abcdef0123456789abcdef/saml2',
  ],
  [
    'query-dropped',
    'node-samlp/enhanced-sp-post',
    'The Destination names no connection, as if it fitted every one.',
    (url) => url.replace(/\?.*/, ''),
  ],
  [
    'second-connection',
    'simplesamlphp/enhanced-sp-redirect',
    'A second connection stands in the query, and which one counts is anybody’s guess.',
    (url) => `${url}&amp;connection=JQ${'f'.repeat(32)}`,
  ],
  ['fragment', 'entra/enhanced', 'A fragment hides the rest of the URL.', (url) => `${url}#/evil`, [ENTRA_CLAIMS]],
  [
    'host-is-a-prefix',
    'salesforce/both',
    'The host of the attacker begins as that of Flex.',
    (url) => url.replace('.com/', '.com.evil.example/'),
  ],
  [
    'url-is-a-prefix',
    'node-samlp/base-idp-initiated',
    'The URL of the attacker begins as the whole real one.',
    (url) => `${url}.evil.example`,
  ],
  [
    'user-info',
    'simplesamlphp/base-idp-initiated',
    'What looks like the host is a user name at the host of the attacker.',
    (url) => url.replace('.com/', '.com@evil.example/'),
  ],
  [
    'in-a-query',
    'salesforce/unsolicited',
    'The real URL stands in the query of one of the attacker.',
    (url) => `https://evil.example/?url=${url}`,
  ],
  [
    'other-case',
    'simplesamlphp/user-bob-sp-redirect',
    'The SID is written in upper case: paths are case-sensitive.',
    (url) => url.replace('abcdef', 'ABCDEF'),
  ],
  [
    'dot-segments',
    'salesforce/comma',
    'Dot segments lead to the real path only when they are resolved.',
    (url) => url.replace('/v1/', '/v1/Accounts/../'),
  ],
  [
    'percent-encoded',
    'node-samlp/user-bob-sp-redirect',
    'One letter of the path is percent-encoded.',
    (url) => url.replace('/saml2', '/%73aml2'),
  ],
  [
    'entity-id',
    'salesforce/both',
    'The entity ID stands where the ACS belongs, hoping that the beginning is enough.',
    (url) => `${url}/metadata`,
  ],
  [
    'empty',
    'simplesamlphp/enhanced-sp-post',
    'The Destination is empty, hoping to be taken for one that is absent.',
    () => '',
  ],
]

const forDestination = ([name, base, what, change, more = []]: Destination): Edited => ({
  name: `destination-${name}`,
  base,
  what,
  edit: (xml) => setAttribute(xml, 'Response', 'Destination', change),
  expectFail: ['destination-matches-acs', ...more],
})

/** Messages of the right IdP whose envelope says that they are not for this door, or no success. */
export const PROTOCOL_ENVELOPE: Attack[] = signedAnew('protocol', [
  ...ISSUER,
  ...STATUSES,
  ...VERSIONS,
  ...DESTINATIONS.map(forDestination),
])
