import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/core/checks/index.ts'
import { type MappedLogin, type MapRequest, mapClaims, type Report } from '../../src/index.ts'
import { latest, post, send, withHarness } from '../support/harness.ts'
import { ACCOUNT, buildResponse, IDP_CERTIFICATE, ISSUER, judge, judgeEnhanced, NOW } from '../support/response.ts'

const ADA = 'ada@example.com'
const GOOD = { full_name: ['Ada Lovelace'], email: ['ada@example.com'], roles: ['agent'] }
const { roles: _, ...WITHOUT_ROLES } = GOOD
const GOOD_ATTRIBUTES = {
  full_name: 'Ada Lovelace',
  email: 'ada@example.com',
  roles: ['agent'],
  contact_uri: 'client:ada_40example_2Ecom',
}

/** What can be judged without a message; test/checks/registry.test.ts holds the records to it. */
const IDS: string[] = CHECKS.filter(({ about }) => about === 'claims').map(({ id }) => id)

const map = (claims: Record<string, string[]>, more: Partial<MapRequest> = {}): MappedLogin =>
  mapClaims({ generation: 'legacy', nameId: ADA, claims, ...more })

/** What a Report says of the same. */
const partOf = ({ worker, changes, findings }: Report): MappedLogin => ({
  attributes: worker?.attributes ?? null,
  changes,
  findings: findings.filter(({ id }) => IDS.includes(id)),
})

test('the switches for unknown behaviour work as on a connection', () => {
  const claims = { ...GOOD, location: [''], skills: ['chess', 'go'] }
  const { attributes } = map(claims, { worker: { attributes: { location: 'Oslo' } } })
  expect(attributes).toMatchObject({ location: '', skills: ['chess', 'go'] })
  const switched = map(claims, {
    emptyValue: 'remove',
    severalValues: 'first',
    worker: { attributes: { location: 'Oslo' } },
  })
  expect(switched.attributes).toEqual({ ...GOOD_ATTRIBUTES, skills: 'chess' })
})

test('the switches of a connection decide what a login stores, and later changes do not affect it', async () => {
  await withHarness(async (harness) => {
    harness.clock.freeze(NOW)
    const connection = { sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] }
    await harness.connect({ ...connection, emptyValue: 'remove', severalValues: 'joined' })
    const claims = { ...GOOD, location: [''], skills: ['chess', 'go'] }
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: buildResponse({ claims }) })
    const worker = await harness.workers.find(ADA)
    expect(worker?.attributes).toEqual({ ...GOOD_ATTRIBUTES, skills: 'chess,go' })
    const { id } = await latest(harness)
    const changes = { severalValues: 'first' }
    const whatIf = await send(`${harness.url}/api/v1/logins/${id}/what-if`, 'POST', { changes })
    expect(whatIf.status).toBe(400) // it changes no verdict
    await harness.connect(connection)
    const bundle = await (await fetch(`${harness.url}/api/v1/logins/${id}/bundle`)).text()
    expect(bundle).toContain('several-values: joined')
    await post(harness.acsUrl(ACCOUNT), { SAMLResponse: buildResponse({ assertionId: '_b', claims }) })
    expect((await harness.workers.find(ADA))?.attributes).toMatchObject({ location: '', skills: ['chess', 'go'] })
  })
})

test.each<[string, Record<string, string[]>, nameId: string]>([
  ['good', GOOD, ADA],
  ['typed', { ...GOOD, 'skill.int': ['7'], 'languages.stringarray': ['en, de'] }, ADA],
  ['empty', { ...GOOD, location: [''], nothing: [] }, ADA],
  ['several', { ...GOOD, skills: ['a', 'b'], email: ['b@example.com', 'a@example.com'] }, ADA],
  [
    'oddly named',
    { ...GOOD, ...JSON.parse('{"__proto__":["x"]}'), 'http://schemas.example.com/x': ['y'], '': ['z'] },
    ADA,
  ],
  ['channels', { ...GOOD, 'channel.voice.availability': ['true'] }, ADA],
  ['contact_uri', { ...GOOD, contact_uri: ['sip:ada@example.com'] }, ADA],
  ['without roles', WITHOUT_ROLES, ADA],
  ['misspelt', { ...WITHOUT_ROLES, Roles: ['agent'] }, ADA],
  ['without a Flex role', { ...GOOD, roles: ['Agent, janitor'] }, ADA],
  ['badly typed', { ...GOOD, 'skill.int': ['1.23'] }, ADA],
  ['too long', { ...GOOD, essay: ['x'.repeat(4_200)] }, ADA],
  ['a long NameID', GOOD, 'a'.repeat(65)],
  ['no NameID', GOOD, ''],
])('claims that are %s are mapped as in a login, in both generations', async (_what, claims, nameId) => {
  const pairs = Object.entries(claims)
  for (const [generation, login] of [
    ['legacy', await judge({ claims: pairs, nameId, nameIdAttributes: '' })],
    ['enhanced', await judgeEnhanced({ claims: pairs, nameId, nameIdAttributes: '' })],
  ] as const) {
    const mapped = map(claims, { generation, nameId })
    expect(mapped).toEqual(partOf(login))
    expect(JSON.stringify(mapped.attributes)).toBe(JSON.stringify(partOf(login).attributes))
    expect(mapped.findings.map(({ id }) => id).sort()).toEqual([...IDS].sort())
  }
})

test('a given worker is merged as in a login', () => {
  const worker = { attributes: { location: 'Oslo', full_name: 'Ada', routing: { skills: ['chat'] } } }
  const { attributes, changes } = map({ ...GOOD, location: [''] }, { worker })
  expect(attributes).toMatchObject({ location: '', full_name: 'Ada Lovelace', routing: { skills: ['chat'] } })
  expect(changes.slice(0, 1)).toEqual([
    {
      attribute: 'full_name',
      before: 'Ada',
      after: 'Ada Lovelace',
      claim: 'full_name',
      valueIndex: 0,
      rule: 'required claim',
    },
  ])
  expect(changes.find(({ attribute }) => attribute === 'location')).toMatchObject({ before: 'Oslo', after: '' })
  expect(changes.some(({ attribute }) => attribute === 'routing')).toBe(false)
})

test('claims are mapped by the same code over HTTP, and nothing is stored', async () => {
  await withHarness(async (harness) => {
    const request = { generation: 'enhanced', nameId: 'ada', claims: GOOD } as const
    const answer = await send(`${harness.url}/api/v1/map`, 'POST', request)
    expect([answer.status, await answer.json()]).toEqual([200, mapClaims(request)])
    expect(await harness.workers.list()).toEqual([])
    expect(await harness.logins.latest()).toBeNull()
  })
})

test.each<[string, unknown, RegExp]>([
  ['generation', { generation: 'next', nameId: 'a', claims: {} }, /generation/],
  ['NameID', { generation: 'legacy', claims: {} }, /nameId/],
  ['claims', { generation: 'legacy', nameId: 'a', claims: [] }, /claims: must be an object/],
  [
    'value',
    { generation: 'legacy', nameId: 'a', claims: { email: 'a' } },
    /claims\.email: must be an array of strings/,
  ],
  ['worker', { generation: 'legacy', nameId: 'a', claims: {}, worker: { attributes: [] } }, /worker\.attributes/],
  ['field', { generation: 'legacy', nameId: 'a', claims: {}, colour: 'red' }, /colour/],
])('an invalid %s is named', async (_what, request, says) => {
  await withHarness(async ({ url }) => {
    const answer = await send(`${url}/api/v1/map`, 'POST', request)
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { detail: string }).detail).toMatch(says)
  })
})
