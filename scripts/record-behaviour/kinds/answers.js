import { connectionOf, generationOf, readFixtures, sidOf } from '../fixtures.js'
import { connect, startRecordedHarness } from '../harness.js'
import { goodLoginFor, pickRepresentatives, RULE } from '../representatives.js'
import { deliver } from './posts.js'

const PRODUCTS = 'adfs auth0 entra generic google jumpcloud keycloak okta onelogin ping salesforce'.split(' ')

/** Settings that a user might try. */
const SUPPOSED = {
  nothing: {},
  'response alone signed': { changes: { signaturePolicy: 'response' } },
  'another issuer': { changes: { idpIssuer: 'https://other.example.com/metadata' } },
  'no certificate': { changes: { certificates: [] } },
}

/** The id of the login that was recorded last. */
async function latestOf(api) {
  const { status, body } = await api('GET', '/logins/latest')
  return status === 200 ? JSON.parse(body) : null
}

/** The claims of a Report as POST /api/v1/map takes them. */
function mapRequestOf({ generation, subject, claims }) {
  const values = new Map()
  for (const claim of claims) values.set(claim.name, [...(values.get(claim.name) ?? []), ...claim.values])
  return { generation, nameId: subject?.nameId ?? '', claims: Object.fromEntries(values) }
}

async function comparisons(api, good, login) {
  const questions = {
    diff: `/logins/${good?.id}/diff/${login.id}`,
    'diff from it': `/logins/${login.id}/diff/${good?.id}`,
    bundle: `/logins/${login.id}/bundle`,
    'redacted bundle': `/logins/${login.id}/bundle?redact=1`,
    migration: `/logins/${login.id}/migration`,
    'migration to legacy': `/logins/${login.id}/migration?to=legacy`,
    'report.html': `/logins/${login.id}/report.html`,
    raw: `/logins/${login.id}/raw`,
    'response.xml': `/logins/${login.id}/response.xml`,
    report: `/logins/${login.id}`,
    summaries: '/logins',
    history: `/workers/${encodeURIComponent(login.subject?.nameId || 'nobody')}/history`,
  }
  const answers = {}
  for (const [name, path] of Object.entries(questions)) answers[name] = await api('GET', path)
  return answers
}

async function suppositions(api, login) {
  const answers = {}
  for (const [name, body] of Object.entries(SUPPOSED))
    answers[`what-if ${name}`] = await api('POST', `/logins/${login.id}/what-if`, body)
  return answers
}

async function judgedAsOf(api, fixture) {
  const { relayState: _, ...settings } = fixture.settings
  const answers = {}
  for (const product of PRODUCTS) {
    const body = { samlResponse: fixture.samlResponse, settings: { ...settings, product } }
    answers[`check as ${product}`] = await api('POST', '/check', body)
  }
  return answers
}

/** Trusting the sender: the certificate that signed, or the configured one, or none. */
async function adopt(api, login) {
  const certificate = login.signatures.find((each) => each.certificate)?.certificate?.sha256 ?? '0'.repeat(64)
  const answer = await api('POST', `/logins/${login.id}/adopt`, { certificateSha256: certificate })
  return { adopt: answer, 'connections then': await api('GET', '/connections') }
}

async function recordOne({ begin, api, send }, fixture, good) {
  await begin(fixture.id, good?.settings.now ?? fixture.settings.now)
  if (good) {
    await connect(api, connectionOf(good))
    await deliver(send, good, {})
  }
  const goodLogin = await latestOf(api)
  await api('PUT', '/clock', { now: fixture.settings.now })
  await connect(api, connectionOf(fixture))
  const answer = await deliver(send, fixture, {})
  const login = await latestOf(api)
  if (login === null) return { 'not recorded': answer }
  return {
    tenant: `${generationOf(fixture.settings)} ${sidOf(fixture.settings)}`,
    'compared with': good?.id ?? null,
    ...(await comparisons(api, goodLogin, login)),
    ...(await suppositions(api, login)),
    map: await api('POST', '/map', mapRequestOf(login)),
    ...(await judgedAsOf(api, fixture)),
    ...(await adopt(api, login)),
  }
}

/** (ii) The answers about a recorded login, for representative fixtures. */
export async function record({ checkout, fixtures }) {
  const harness = await startRecordedHarness(checkout)
  const all = readFixtures(fixtures)
  const picked = pickRepresentatives(all)
  const records = [{ id: ' the representatives', rule: RULE, picked: picked.map(({ id }) => id) }]
  for (const fixture of picked) {
    const answers = await recordOne(harness, fixture, goodLoginFor(fixture, all))
    for (const [question, answer] of Object.entries(answers)) records.push({ id: `${fixture.id} ${question}`, answer })
  }
  await harness.stop()
  return records
}
