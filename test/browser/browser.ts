import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { IDP_KEY } from '../support/idp.ts'

/** What a test gets: a harness of its own, and a page of a browser that knows nothing yet. */
interface Stage {
  harness: FlexIamMock
  page: Page
}

/** A browser for the tests of a file. Whatever it complains of fails the test: a refused script, form or style. */
export function withChromium(
  options: BrowserContextOptions = {},
  start: () => Promise<FlexIamMock> = () => startFlexIamMock({ idpKey: IDP_KEY }),
) {
  let browser: Browser
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  afterAll(() => browser.close())
  return async (test: (stage: Stage) => Promise<void>): Promise<void> => {
    const harness = await start()
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', ({ message }) => complaints.push(message))
    try {
      await test({ harness, page })
      expect(complaints).toEqual([])
    } finally {
      await context.close()
      await harness.close()
    }
  }
}

/** Serves a page at another site, as localhost and 127.0.0.1 are two; or, by name, at another port of the same. */
export async function atAnotherSite(
  html: string,
  use: (origin: string) => Promise<void>,
  name = '127.0.0.1',
): Promise<void> {
  const server: Server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
  )
  await new Promise<void>((resolve) => server.listen(0, name, resolve))
  try {
    await use(`http://${name}:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** The text of the first heading. */
export const heading = (page: Page) => page.locator('h1').first().textContent()

/** Whether a page is wider than its window. */
export const overflows = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** Signs in at the page of the built-in IdP that is open. */
export async function signIn(page: Page, fault = ''): Promise<void> {
  await page.getByLabel(/Grace Hopper/).check()
  if (fault !== '') await page.getByLabel('Fault to inject').selectOption(fault)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
