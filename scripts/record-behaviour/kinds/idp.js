import { postForm, startRecordedHarness } from '../harness.js'

const TENANTS = ['AC0123456789abcdef0123456789abcdef', 'JQ0123456789abcdef0123456789abcdef']
const NOW = '2026-12-01T10:00:00Z'

/** The style in which every fault is written; the others sign in without a fault. */
const WITH_FAULTS = ['plain', 'entra']

const linksIn = (html) => [...html.matchAll(/href="\/idp\/([a-z0-9]+)\//g)].map(([, product]) => product)
const optionsIn = (html) => [...html.matchAll(/<option[^>]* value="([a-z0-9-]+)"/g)].map(([, fault]) => fault)
const fieldIn = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? null

/** What the built-in IdP posts, and what a harness that trusts its metadata concludes. */
async function signIn({ send, api, begin }, place, fault) {
  const id = `${place} ${fault || 'without a fault'}`
  await begin(id, NOW)
  const metadata = await send('GET', `${place}/metadata`)
  const sid = place.split('/').at(-1)
  const trust = { 'content-type': 'application/xml' }
  const trusted = await send('POST', `/api/v1/connections/${sid}/metadata`, trust, metadata.body)
  const page = await postForm(
    send,
    `${place}/login`,
    new URLSearchParams({ user: 'ada@example.com', fault }).toString(),
  )
  const samlResponse = fieldIn(page.body, 'SAMLResponse')
  const checked = samlResponse === null ? null : await api('POST', '/check', { samlResponse, sid })
  const xml = samlResponse === null ? null : Buffer.from(samlResponse, 'base64').toString('utf8')
  return { id, metadata, trusted, page, xml, checked }
}

async function recordTenant(harness, sid) {
  const { send, begin } = harness
  await begin(`built-in IdP of ${sid}`, NOW)
  const products = new Set(linksIn((await send('GET', `/idp/plain/${sid}`)).body))
  const records = []
  for (const product of [...new Set([...WITH_FAULTS, ...products])].sort()) {
    const place = `/idp/${product}/${sid}`
    await begin(place, NOW)
    const page = await send('GET', place)
    records.push({ id: `${place} page`, page })
    const faults = WITH_FAULTS.includes(product) ? optionsIn(page.body).sort() : []
    for (const fault of ['', ...faults, 'no-such-fault']) records.push(await signIn(harness, place, fault))
  }
  return records
}

/** The built-in IdP: its pages, its metadata, and what it posts in each product's style and with each fault. */
export async function record({ checkout }) {
  const harness = await startRecordedHarness(checkout)
  const records = []
  for (const sid of TENANTS) records.push(...(await recordTenant(harness, sid)))
  await harness.stop()
  return records
}
