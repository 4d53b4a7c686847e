import { disagreementLines } from './disagreements.ts'
import {
  ACCOUNT,
  ACS,
  AUDIENCE,
  authnStatement,
  buildResponse,
  CONNECTION,
  conditions,
  confirmation,
  ENHANCED,
  ENHANCED_ACS,
  GENUINE,
  NOW,
  type ResponseParts,
} from './response.ts'

const ENTRA = 'https://sts.windows.net/0f0e0d0c-1111-4222-8333-444455556666/'
const GOOGLE = 'https://accounts.google.com/o/saml2?idpid=C01abc2de'
const ADFS = 'http://adfs.example.com/adfs/services/trust'
const AUTH0 = 'urn:example.eu.auth0.com'
const OKTA = 'http://www.okta.com/exk1a2b3c4d5E6F7G8h9'
const CLAIMS = GENUINE.claims as Record<string, string[]>
const WS_CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
const status = (...codes: string[]) =>
  codes.reduceRight(
    (inner, code) => `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}">${inner}</samlp:StatusCode>`,
    '',
  )

/** A failure that people meet, as a message, and what has to be told of it first. */
export interface Failure {
  name: string
  generation: 'legacy' | 'enhanced'
  /** The IdP's entity ID, in the message and (unless `configured` says otherwise) in the connection. */
  issuer?: string
  configured?: string | null
  changes?: Partial<ResponseParts>
  header?: Record<string, string | null>
  expect: 'accepted' | 'rejected'
  /** The id of the first finding, and what its difference, reason and fix say. */
  first: string
  /** What fails with it. */
  also?: string[]
  says: RegExp[]
}

/** Failures of real set-ups whose cause a response shows (those that stay at the IdP or in the Console are in docs/idp). */
export const FAILURES: Failure[] = [
  {
    name: 'issuer-of-the-connection-is-another-one',
    generation: 'legacy',
    issuer: ENTRA,
    configured: 'https://login.microsoftonline.com/0f0e0d0c-1111-4222-8333-444455556666/saml2',
    expect: 'rejected',
    first: 'response-issuer-matches',
    says: [
      /single sign-on URL instead of the entity ID/,
      /Copy Microsoft Entra Identifier .* into Identity Provider Issuer/,
    ],
  },
  {
    name: 'connection-still-holds-another-idp',
    generation: 'legacy',
    issuer: GOOGLE,
    configured: 'https://example.okta.com/app/exk1/sso/saml',
    expect: 'rejected',
    first: 'response-issuer-matches',
    says: [/Copy .* into Identity Provider Issuer of the Flex Console/],
  },
  {
    name: 'adfs-has-no-name-id-of-the-format-asked-for',
    generation: 'legacy',
    issuer: ADFS,
    changes: {
      status: status('Requester', 'InvalidNameIDPolicy'),
      sign: ['Response'],
      before: (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/, ''),
    },
    expect: 'rejected',
    first: 'status-is-success',
    says: [/no NameID in the requested format/, /AD FS needs a rule/],
  },
  {
    name: 'claim-is-empty',
    generation: 'legacy',
    changes: { claims: { ...CLAIMS, email: [''] } },
    expect: 'rejected',
    first: 'claim-email-is-present',
    says: [/is empty for this user/],
  },
  {
    name: 'claims-are-namespaced',
    generation: 'legacy',
    issuer: ENTRA,
    changes: {
      claims: {
        [`${WS_CLAIMS}full_name`]: ['Ada Lovelace'],
        [`${WS_CLAIMS}email`]: ['ada@example.com'],
        [`${WS_CLAIMS}roles`]: ['agent'],
      },
    },
    expect: 'rejected',
    first: 'claim-full-name-is-present',
    also: ['claim-email-is-present', 'claim-roles-is-present', 'claims-have-no-namespace'],
    says: [
      /has a namespace, so Flex drops it/,
      /Clear the Namespace of the claim/,
      /Attributes & Claims/,
      /Leave Namespace empty/,
    ],
  },
  {
    name: 'user-has-no-app-role',
    generation: 'legacy',
    issuer: ENTRA,
    changes: { claims: { full_name: CLAIMS.full_name ?? [], email: CLAIMS.email ?? [] } },
    expect: 'rejected',
    first: 'claim-roles-is-present',
    says: [/App roles/, /assigned/],
  },
  {
    name: 'connection-has-no-certificate',
    generation: 'legacy',
    header: { 'idp-certificate': null },
    expect: 'rejected',
    first: 'tenant-is-configured',
    says: [/certificate/],
  },
  {
    name: 'name-id-is-an-auth0-user-id',
    generation: 'enhanced',
    issuer: AUTH0,
    changes: { nameId: 'auth0|0123456789abcdef', nameIdAttributes: '' },
    expect: 'accepted',
    first: 'name-id-is-stable',
    says: [/The worker will be named/, /nameIdentifierProbes/],
  },
  {
    name: 'preview-entity-id-at-the-legacy-door',
    generation: 'legacy',
    changes: { conditions: conditions({ audience: `https://preview.twilio.com/iam/Accounts/${ACCOUNT}/saml2` }) },
    expect: 'rejected',
    first: 'audience-names-entity-id',
    says: [/it belongs to preview/, new RegExp(AUDIENCE)],
  },
  {
    name: 'destination-is-still-the-preview-url',
    generation: 'legacy',
    changes: {
      destination: `https://preview.twilio.com/iam/Accounts/${ACCOUNT}/saml2`,
      confirmation: confirmation({ recipient: `https://preview.twilio.com/iam/Accounts/${ACCOUNT}/saml2` }),
    },
    expect: 'rejected',
    first: 'destination-matches-acs',
    says: [
      /it belongs to preview \(preview\.twilio\.com\), but this login uses legacy/,
      /enter https:\/\/iam\.twilio\.com/,
    ],
  },
  {
    name: 'console-still-says-preview-and-the-idp-posts-to-iam',
    generation: 'legacy',
    header: { 'twilio-sso-url': 'preview' },
    expect: 'rejected',
    first: 'door-matches-connection',
    says: [/the connection uses preview\.twilio\.com, but the IdP posts to iam\.twilio\.com/, /right after each other/],
  },
  {
    name: 'audience-is-the-acs-url',
    generation: 'legacy',
    changes: { conditions: conditions({ audience: ACS }) },
    expect: 'rejected',
    first: 'audience-names-entity-id',
    says: [/ends in '\/metadata'/, new RegExp(`enter ${AUDIENCE}`)],
  },
  {
    name: 'one-of-several-audiences-is-nearly-right',
    generation: 'legacy',
    changes: {
      conditions: conditions().replace(
        /<saml:Audience>.*<\/saml:Audience>/,
        `<saml:Audience>urn:other</saml:Audience><saml:Audience>${AUDIENCE}/</saml:Audience>`,
      ),
    },
    expect: 'rejected',
    first: 'audience-names-entity-id',
    says: [/only a trailing slash differs/],
  },
  {
    name: 'the-field-is-an-html-page',
    generation: 'legacy',
    changes: { sign: [], before: () => '<!DOCTYPE html><html><body>Sign in</body></html>' },
    expect: 'rejected',
    first: 'xml-has-no-doctype',
    says: [/an HTML page/, /login or error page/],
  },
  {
    name: 'entra-sends-its-default-identifier',
    generation: 'legacy',
    issuer: ENTRA,
    changes: {
      conditions: conditions({ audience: 'http://adapplicationregistry.onmicrosoft.com/customappsso/primary' }),
    },
    expect: 'rejected',
    first: 'audience-names-entity-id',
    says: [/Identifier \(Entity ID\)/, /Remove Microsoft's default entry/],
  },
  {
    name: 'entra-signs-the-assertion-alone',
    generation: 'legacy',
    issuer: ENTRA,
    changes: { sign: ['Assertion'] },
    expect: 'rejected',
    first: 'response-is-signed',
    says: [
      /Signing Option: choose Sign SAML response and assertion/,
      /signs only the assertion|only the Assertion is signed/i,
    ],
  },
  {
    name: 'google-login-without-redirect-url',
    generation: 'enhanced',
    issuer: GOOGLE,
    changes: {
      inResponseTo: null,
      confirmation: confirmation({ recipient: ENHANCED_ACS, extra: '' }),
      sign: ['Response'],
    },
    header: { product: 'google' },
    expect: 'accepted',
    first: 'idp-initiated-has-redirect-url',
    says: [/Default Redirect URL/, /tile/],
  },
  {
    name: 'typed-claim-does-not-parse',
    generation: 'legacy',
    changes: { claims: { ...CLAIMS, 'skill.int': ['1.23'] } },
    expect: 'rejected',
    first: 'claim-types-parse',
    says: [/skill\.int/, /type int/],
  },
  {
    name: 'claim-is-called-full-name-with-a-space',
    generation: 'legacy',
    issuer: OKTA,
    changes: { claims: { 'Full Name': ['Ada Lovelace'], email: CLAIMS.email ?? [], roles: CLAIMS.roles ?? [] } },
    expect: 'rejected',
    first: 'claim-full-name-is-present',
    says: [/Rename the claim 'Full Name' to exactly full_name/, /Okta/],
  },
  {
    name: 'session-ends-within-the-shift',
    generation: 'enhanced',
    changes: { authnStatement: authnStatement(' SessionNotOnOrAfter="2026-12-01T11:00:00Z"') },
    expect: 'accepted',
    first: 'session-is-long-enough',
    says: [/SessionNotOnOrAfter/],
  },
  {
    name: 'response-id-begins-with-a-digit',
    generation: 'legacy',
    changes: { id: '00ed9a13-1c1c-4c1c-8c1c-00ed9a131c1c' },
    expect: 'rejected',
    first: 'ids-are-xml-names',
    says: [/Prefix every ID with '_'/],
  },
  {
    name: 'acs-url-without-its-connection',
    generation: 'enhanced',
    changes: { destination: 'https://login.flex.us1.twilio.com/login/callback' },
    expect: 'rejected',
    first: 'destination-matches-acs',
    says: [new RegExp(`the query \\?connection=${CONNECTION} is missing`), /enter https:\/\/login\.flex/],
  },
  {
    name: 'acs-url-at-another-host',
    generation: 'enhanced',
    changes: { destination: ENHANCED_ACS.replace('login.flex.us1.twilio.com', 'example.us.auth0.com') },
    expect: 'rejected',
    first: 'destination-matches-acs',
    says: [/only the host differs: example\.us\.auth0\.com/],
  },
  {
    name: 'team-member-names-two-teams',
    generation: 'enhanced',
    changes: { claims: { ...CLAIMS, team_member: ['Sales', 'Support'] } },
    expect: 'accepted',
    first: 'team-claims-are-usable',
    says: [/exactly one existing team/],
  },
  {
    name: 'contact-uri-is-set-by-hand',
    generation: 'enhanced',
    changes: { claims: { ...CLAIMS, contact_uri: ['client:ada'] } },
    expect: 'accepted',
    first: 'contact-uri-is-not-set',
    says: [/Remove the claim contact_uri/],
  },
  {
    name: 'assertion-is-encrypted',
    generation: 'legacy',
    changes: {
      sign: ['Response'],
      before: (xml) =>
        xml.replace(
          /<saml:Assertion.*<\/saml:Assertion>/,
          '<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>',
        ),
    },
    expect: 'rejected',
    first: 'assertion-not-encrypted',
    says: [/unencrypted|Unencrypted/],
  },
]

/** The path of a failure's file below fixtures/. */
export const fileOf = ({ name }: Failure) => `failures/${name}.response`

/** Ids of every finding that fails; each legacy login has an endpoint that is not the current one. */
function failedIn({ generation, first, also = [] }: Failure): string[] {
  return [first, ...also, ...(generation === 'legacy' ? ['endpoint-is-current'] : [])].sort()
}

/** Writes a failure as a bundle. */
export function writeFailure(failure: Failure): string {
  const { generation, issuer = GENUINE.issuer ?? '', configured = issuer, changes, header, name } = failure
  const message = buildResponse({
    ...(generation === 'enhanced' ? ENHANCED : {}),
    issuer,
    assertionIssuer: issuer,
    ...changes,
  })
  const lines = {
    ...(generation === 'legacy' ? { account: ACCOUNT } : { connection: CONNECTION }),
    'idp-issuer': configured,
    'idp-certificate': '../keys/insecure-idp.crt',
    ...header,
    now: NOW,
    comment: name.replaceAll('-', ' '),
    expect: failure.expect,
    'expect-fail': failedIn(failure).join(' '),
  }
  const written = [
    ...Object.entries(lines).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`])),
    ...disagreementLines({ file: fileOf(failure), expectFail: failedIn(failure) }),
  ]
  return `${written.join('\n')}\n\n${message}\n`
}
