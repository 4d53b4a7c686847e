import { readFileSync } from 'node:fs'
import { authnStatement, conditions, confirmation, type ResponseParts } from '../response.ts'
import { type CheckCase, CLAIMS, RESTRICTION } from './check-case.ts'

type Warning = Pick<CheckCase, 'changes' | 'header'>

const SHORT_KEY = readFileSync(new URL('../../../fixtures/keys/insecure-idp-rsa-1024.key', import.meta.url), 'utf8')
const GUID = '0f0e0d0c-1111-4222-8333-444455556666'
const TRANSIENT = ' Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"'
const ONE_SECOND_SHORT_OF_A_SHIFT = authnStatement(' SessionNotOnOrAfter="2026-12-01T17:59:29Z"')
/** Long before the certificate was made. */
const EARLY = '2020-01-01T00:00:00Z'

/** The parts of a response that is in time at EARLY. */
const earlyParts = (): Partial<ResponseParts> => ({
  confirmation: confirmation({ notOnOrAfter: '2020-01-01T00:05:00Z' }),
  conditions: conditions({ notBefore: EARLY, notOnOrAfter: '2020-01-01T00:05:00Z' }),
  before: (xml) => xml.replaceAll(/IssueInstant="[^"]*"/g, `IssueInstant="${EARLY}"`),
})

const issuedAt = (instant: string) => (xml: string) =>
  xml.replaceAll(/IssueInstant="[^"]*"/g, `IssueInstant="${instant}"`)

const CASES: Record<string, Warning> = {
  'endpoint-is-current': {},
  'destination-is-present': { changes: { destination: null } },
  'idp-initiated-has-redirect-url': { changes: { inResponseTo: null, confirmation: confirmation({ extra: '' }) } },
  'issue-instant-plausible': { changes: { before: issuedAt('2026-11-29T09:00:00Z') } },
  'signature-algorithm-is-strong': { changes: { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' } },
  'digest-algorithm-is-strong': { changes: { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' } },
  'signing-certificate-in-validity': { changes: earlyParts(), header: { now: EARLY } },
  'signing-key-is-strong': { changes: { key: SHORT_KEY }, header: { 'idp-certificate': 'insecure-idp-rsa-1024.crt' } },
  'name-id-is-stable': { changes: { nameIdAttributes: TRANSIENT } },
  'audience-is-present': { changes: { conditions: conditions().replace(RESTRICTION, '') } },
  'session-is-long-enough': { changes: { authnStatement: ONE_SECOND_SHORT_OF_A_SHIFT } },
  'roles-are-known': { changes: { claims: { ...CLAIMS, roles: ['agent', 'janitor'] } } },
  'roles-are-spelled-right': { changes: { claims: { ...CLAIMS, roles: ['agent', 'Supervisor'] } } },
  'claims-have-no-namespace': { changes: { claims: { ...CLAIMS, 'http://schemas.example.com/mail': ['a'] } } },
  'contact-uri-is-not-set': { changes: { claims: { ...CLAIMS, contact_uri: ['sip:ada@example.com'] } } },
  'team-claims-are-usable': { changes: { claims: { ...CLAIMS, team_member: ['North', 'South'] } } },
  'groups-are-readable': { changes: { claims: { ...CLAIMS, groups: [GUID] } } },
  'claims-are-only-what-flex-needs': { changes: { claims: { ...CLAIMS, is_portal_user: ['false'] } } },
  'relay-state-is-usable': { header: { 'relay-state': encodeURIComponent('https://elsewhere.example.com/') } },
}

/** One change, one warning or notice, and nothing else but the one that every legacy login has. */
export const WARNINGS: CheckCase[] = Object.entries(CASES).map(([id, each]) => ({
  ...each,
  id,
  generation: 'legacy',
  expect: 'accepted',
}))
