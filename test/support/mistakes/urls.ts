import { ACCOUNT, ACS, AUDIENCE, conditions, confirmation, ENHANCED_ACS, ISSUER } from '../response.ts'
import { JQ, type Row } from './mistake.ts'

const OTHER = `AC${'f'.repeat(32)}`
const PREVIEW = `https://preview.twilio.com/iam/Accounts/${ACCOUNT}/saml2`
const ADDRESS = 'destination-matches-acs'
const AUDIENCE_CHECK = 'audience-names-entity-id'
const acs = (url: string) => ({ destination: url, confirmation: confirmation({ recipient: url }) })
const audience = (name: string) => ({ conditions: conditions({ audience: name }) })

/** Addresses in the wrong place, or misspelt. */
export const URLS: Row[] = [
  [
    'ACS and audience are swapped',
    `${ADDRESS} ${AUDIENCE_CHECK}`,
    /it is the entity ID; the ACS URL/,
    'idp acsUrl, idp entityId',
    { ...acs(AUDIENCE), ...audience(ACS) },
  ],
  ['a slash at the end of the ACS', ADDRESS, /only a trailing slash differs/, 'idp acsUrl', acs(`${ACS}/`)],
  ['http for https', ADDRESS, /only http and https differ/, 'idp acsUrl', acs(ACS.replace('https', 'http'))],
  ['a space copied along', ADDRESS, /only white space/, 'idp acsUrl', acs(`${ACS} `)],
  [
    'a SID that was cut',
    ADDRESS,
    /the SID has 33 characters, not 34/,
    'idp acsUrl',
    acs(ACS.replace(ACCOUNT, ACCOUNT.slice(0, -1))),
  ],
  [
    'a placeholder',
    ADDRESS,
    /the placeholder ACXXXXXXXX instead/,
    'idp acsUrl',
    acs(ACS.replace(ACCOUNT, 'ACXXXXXXXX')),
  ],
  [
    'the ACS of another tenant',
    ADDRESS,
    /another tenant: only the SID differs/,
    'idp acsUrl',
    acs(ACS.replace(ACCOUNT, OTHER)),
  ],
  [
    'the ACS of another host',
    ADDRESS,
    /only the host differs: sso\.example\.com/,
    'idp acsUrl',
    acs(ACS.replace('iam.twilio.com', 'sso.example.com')),
  ],
  [
    'the ACS of the harness, judged as live',
    ADDRESS,
    /only the scheme, the host and the port differ: http:\/\/localhost:8080/,
    'idp acsUrl',
    acs(ACS.replace('https://iam.twilio.com', 'http://localhost:8080')),
  ],
  [
    'a Recipient of its own',
    'recipient-matches-acs',
    /./,
    'idp acsUrl',
    { confirmation: confirmation({ recipient: 'https://old.example.com/acs' }) },
  ],
  [
    'the enhanced ACS without its query',
    ADDRESS,
    /the query \?connection=JQ\w+ is missing/,
    'idp acsUrl',
    acs(ENHANCED_ACS.split('?')[0] ?? ''),
    JQ,
  ],
  ['the ACS as audience', AUDIENCE_CHECK, /ends in '\/metadata'/, 'idp entityId', audience(ACS)],
  [
    'the audience in lower case',
    AUDIENCE_CHECK,
    /only upper and lower case differ/,
    'idp entityId',
    audience(AUDIENCE.toLowerCase().replace(ACCOUNT.toLowerCase(), ACCOUNT)),
  ],
  ['the audience of preview', AUDIENCE_CHECK, /it belongs to preview/, 'idp entityId', audience(PREVIEW)],
  [
    'the ACS of another tenant as audience',
    AUDIENCE_CHECK,
    /is required; it names another tenant$/m,
    'idp entityId',
    audience(ACS.replace(ACCOUNT, OTHER)),
  ],
  [
    'another tenant, with http and a slash',
    AUDIENCE_CHECK,
    /^it names another tenant$/m,
    'idp entityId',
    audience(`${AUDIENCE.replace(ACCOUNT, OTHER).replace('https', 'http')}/`),
  ],
  [
    'urn:flex: of the account',
    AUDIENCE_CHECK,
    /of an account \(AC\) instead of one of an SSO connection/,
    'idp entityId',
    audience(`urn:flex:${ACCOUNT}`),
    JQ,
  ],
  [
    'the legacy audience at the enhanced door',
    AUDIENCE_CHECK,
    /it belongs to legacy/,
    'idp entityId',
    audience(AUDIENCE),
    JQ,
  ],
  ["the IdP's own entity ID as audience", AUDIENCE_CHECK, /IdP's own entity ID/, 'idp entityId', audience(ISSUER)],
  [
    'an SPNameQualifier of another application',
    'sp-name-qualifier-matches',
    /ACS URL/,
    'idp entityId',
    { nameIdAttributes: ` SPNameQualifier="${ACS}"` },
  ],
]
