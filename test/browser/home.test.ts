import { expect, test } from '@jest/globals'
import { TENANTS } from '../support/idp.ts'
import { heading, overflows, withChromium } from './browser.ts'

const TEXT = { light: 'rgb(0, 0, 0)', dark: 'rgb(255, 255, 255)' } as const
const SCHEMES = ['light', 'dark'] as const

const at = (colorScheme: (typeof SCHEMES)[number]) =>
  withChromium({ viewport: { width: 360, height: 800 }, colorScheme })
const onStage = { light: at('light'), dark: at('dark') }

test.each(SCHEMES)('the start page fits 360 pixels in %s, and links a rejected login to its page', (scheme) =>
  onStage[scheme](async ({ harness, page }) => {
    await page.goto(harness.url)
    expect([await heading(page), await overflows(page)]).toEqual(['flex-iam-mock', false])
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe(TEXT[scheme])
    const name = 'a-friendly-name-without-any-space-that-is-longer-than-the-window-is-wide'
    await harness.idp.login({ sid: TENANTS.enhanced, fault: 'audience-with-slash' })
    await harness.connections.update(TENANTS.enhanced, { friendlyName: name })
    await page.reload()
    expect([await page.getByText(name).count(), await overflows(page)]).toEqual([2, false])
    await page.getByRole('link', { name: 'Rejected' }).click()
    expect(await heading(page)).toBe('Login rejected')
  }),
)
