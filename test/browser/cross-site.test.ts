import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { FlexIamMock } from '../../src/index.ts'
import { TENANTS } from '../support/idp.ts'
import { atAnotherSite, heading, withChromium } from './browser.ts'
import { withRelay } from './relay.ts'

const onStage = withChromium()
const ATTACKER = '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,"><body>'
/** The harness is at localhost: these are another site, and another port of the same. */
const SITES = ['127.0.0.1', 'localhost']

/** What is asked to learn an address character by character. One guess is right, and was answered at once. */
const GUESSES = ['^a', '^b']
const waitFor = (pattern: string, timeout: string) =>
  `/api/v1/logins/wait?${new URLSearchParams({ expect: `email matches ${pattern}`, timeout })}`

/** How a page makes a browser ask: what it puts into itself, or does. */
const EMBEDDED = [
  '<img src="URL">',
  '<iframe src="URL"></iframe>',
  '<object data="URL"></object>',
  '<embed src="URL">',
  '<link rel="stylesheet" href="URL">',
  '<link rel="preload" as="fetch" href="URL">',
  '<video src="URL"></video>',
  '<audio src="URL"></audio>',
  `<p style="background: url('URL')">.</p>`,
  '<input type="image" src="URL">',
  '<iframe name="here"></iframe><form method="post" target="here" action="URL"></form>',
]
const SCRIPTED = [
  "fetch('URL', { mode: 'no-cors' })",
  "fetch('URL', { mode: 'no-cors', credentials: 'include' })",
  "fetch('URL')",
  "import('URL')",
  "new EventSource('URL')",
  "document.body.append(Object.assign(document.createElement('script'), { src: 'URL' }))",
]

/** Has a page ask for a URL in some way. */
async function askBy(way: string, page: Page, url: string): Promise<void> {
  const put = (text: string) => way.replace('URL', text)
  await page.evaluate(
    SCRIPTED.includes(way)
      ? `Promise.resolve(${put(url)}).catch(() => undefined), undefined`
      : `document.body.innerHTML = ${JSON.stringify(put(url.replaceAll('&', '&amp;')))}; document.forms[0]?.submit()`,
  )
}

/** A harness that has one login, of ada@example.com, and a page on another site in the same browser. */
const underAttack = (site: string, attack: (harness: FlexIamMock, attacker: Page) => Promise<void>) =>
  onStage(({ harness, page }) =>
    atAnotherSite(
      ATTACKER,
      async (origin) => {
        await harness.idp.login({ sid: TENANTS.enhanced, user: 'ada@example.com' })
        const attacker = await page.context().newPage() // its complaints are what it is to get
        await attacker.goto(origin)
        await attack(harness, attacker)
      },
      site,
    ),
  )

test('a program gets the answer that a page on another site must not get', () =>
  onStage(async ({ harness }) => {
    await harness.idp.login({ sid: TENANTS.enhanced, user: 'ada@example.com' })
    const statuses = []
    for (const guess of GUESSES) statuses.push((await fetch(harness.url + waitFor(guess, '1ms'))).status)
    expect(statuses).toEqual([200, 408])
  }))

test.each(SITES)('a right guess that a page at %s embeds or fetches is refused like a wrong one', (site) =>
  underAttack(site, (harness, attacker) =>
    withRelay(harness, async (relay) => {
      const ways = [...EMBEDDED, ...SCRIPTED]
      const answers: [way: string, statuses: number[]][] = []
      for (const [index, way] of ways.entries()) {
        const statuses: number[] = []
        for (const guess of GUESSES) {
          const path = waitFor(guess, `${index + 1}ms`) // another one each time, which no cache has
          await askBy(way, attacker, relay.url + path)
          statuses.push(await relay.statusOf(path))
        }
        answers.push([way, statuses])
      }
      expect(answers).toEqual(ways.map((way) => [way, [403, 403]]))
    }),
  ),
)

test.each(SITES)('a WebSocket from a page at %s is refused', (site) =>
  underAttack(site, async (harness, attacker) => {
    const opened = attacker.waitForEvent('websocket')
    const url = harness.url.replace('http', 'ws') + waitFor('^a', '1ms')
    await attacker.evaluate((target) => void new WebSocket(target), url)
    expect(await (await opened).waitForEvent('socketerror')).toMatch(/HTTP Authentication failed|response code: 403/)
  }),
)

test.each(SITES)(
  'a window that a page at %s opens shows the same for a right and a wrong guess, and is out of its reach',
  (site) =>
    underAttack(site, async (harness, attacker) => {
      const texts: string[] = []
      for (const guess of GUESSES) {
        const path = waitFor(guess, '1ms')
        const opened = attacker.waitForEvent('popup')
        await attacker.evaluate((url) => {
          Object.assign(globalThis, { opened: window.open(url) })
        }, harness.url + path)
        const popup = await opened
        await popup.waitForLoadState()
        texts.push((await popup.content()).replaceAll(path.replaceAll('&', '&amp;'), ''))
        expect(await attacker.evaluate(() => (globalThis as unknown as { opened: Window }).opened.closed)).toBe(true)
        expect(await popup.evaluate(() => window.opener)).toBeNull()
        await popup.close()
      }
      expect(texts[0]).toContain('Opened from another site')
      expect(texts[1]).toBe(texts[0])
    }),
)

test.each(SITES)('a link at %s leads to the page in two steps, and the harness links to itself in one', (site) =>
  underAttack(site, async (harness, attacker) => {
    await attacker.setContent(`<a href="${harness.url}/idp">the harness</a>`)
    await attacker.getByRole('link').click()
    await attacker.waitForURL(`${harness.url}/idp`)
    expect(await heading(attacker)).toBe('Opened from another site')
    await attacker.getByRole('link').click()
    await attacker.getByText('Built-in identity provider').first().waitFor()
    await attacker.getByRole('link', { name: 'Okta' }).first().click()
    await attacker.waitForURL(/\/idp\/okta\//)
    expect(await heading(attacker)).toBe('Sign in as Okta would')
  }),
)
