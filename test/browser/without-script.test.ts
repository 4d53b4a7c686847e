import { expect, test } from '@jest/globals'
import { TENANTS } from '../support/idp.ts'
import { heading, signIn, withChromium } from './browser.ts'

const onStage = withChromium({ javaScriptEnabled: false })

test('without JavaScript a button sends the response', () =>
  onStage(async ({ harness, page }) => {
    await page.goto(`${harness.url}/idp/entra/${TENANTS.legacy}`)
    await signIn(page)
    await page.getByRole('button').click()
    await page.waitForURL(/\/logins\//)
    expect(await heading(page)).toBe('Login accepted')
  }))
