import { acsPathOf, connectionOf, readFixtures } from '../fixtures.js'
import { connect, postForm, startRecordedHarness } from '../harness.js'
import { pickRepresentatives } from '../representatives.js'

const JSON_CLIENT = { accept: 'application/json' }
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

const headerOf = ({ headers }, name) => headers.find(([each]) => each === name)?.[1] ?? null

/** Where a fixture is posted: its header may say how it arrived. */
export function targetOf(fixture) {
  const [, method, path] = /^(GET|POST) (.*)$/s.exec(fixture.header.reached ?? '') ?? []
  return { method: method ?? 'POST', path: path ?? acsPathOf(fixture) }
}

export function deliver(send, fixture, headers) {
  const { method, path } = targetOf(fixture)
  if (method === 'POST') return postForm(send, path, fixture.form, headers)
  return send('GET', `${path}${path.includes('?') ? '&' : '?'}${fixture.form}`, headers)
}

/** What a login left behind: its Report and the workers. */
async function tracesOf(api) {
  const latest = await api('GET', '/logins/latest')
  const workers = await api('GET', '/workers')
  return { latest: latest.body, workers: workers.body }
}

async function postTwice({ begin, api, send }, fixture) {
  await begin(fixture.id, fixture.settings.now)
  const refused = await connect(api, connectionOf(fixture))
  const answer = await deliver(send, fixture, JSON_CLIENT)
  const traces = await tracesOf(api)
  const again = await deliver(send, fixture, JSON_CLIENT)
  return { refused, answer, ...traces, replay: { answer: again, ...(await tracesOf(api)) } }
}

/** A browser is redirected to a page; for representatives the page is recorded too. */
async function postFromBrowser({ begin, api, send }, fixture, isRepresentative) {
  await begin(`${fixture.id} browser`, fixture.settings.now)
  await connect(api, connectionOf(fixture))
  const answer = await deliver(send, fixture, BROWSER)
  const location = headerOf(answer, 'location')
  if (!isRepresentative || !location?.startsWith('/')) return { answer }
  return { answer, page: await send('GET', location, BROWSER) }
}

/** (iii) Every fixture posted to its own ACS: by a program, again (a replay), and by a browser. */
export async function record({ checkout, fixtures }) {
  const harness = await startRecordedHarness(checkout)
  const all = readFixtures(fixtures)
  const representatives = new Set(pickRepresentatives(all))
  const records = []
  for (const fixture of all) {
    const program = await postTwice(harness, fixture)
    const browser = await postFromBrowser(harness, fixture, representatives.has(fixture))
    records.push({ id: fixture.id, ...program, browser })
  }
  await harness.stop()
  return records
}
