import { afterAll, beforeAll, expect } from '@jest/globals'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { IDP_KEY } from '../support/idp.ts'

/** What a test gets: a harness of its own, and a page of a browser that knows nothing yet. */
interface Stage {
  harness: FlexIamMock
  page: Page
}

/** A browser for the tests of a file. Whatever it complains of fails the test: a refused script, form or style. */
export function withChromium(
  options: { javaScriptEnabled?: boolean } = {},
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

/** The text of the first heading. */
export const heading = (page: Page) => page.locator('h1').first().textContent()

/** Signs in at the page of the built-in IdP that is open. */
export async function signIn(page: Page, fault = ''): Promise<void> {
  await page.getByLabel(/Grace Hopper/).check()
  if (fault !== '') await page.getByLabel('What goes wrong').selectOption(fault)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
