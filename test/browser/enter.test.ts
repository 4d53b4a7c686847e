import { expect, test } from '@jest/globals'
import { INLINE_READER } from '../../src/app/reading/message-reader.ts'
import { createEntrance } from '../../src/edge/http/enter/entrance.ts'
import { startHarness } from '../../src/edge/library/start.ts'
import { IDP_KEY } from '../support/idp.ts'
import { heading, signIn, withChromium } from './browser.ts'

const TOKEN = 'a-token-of-enough-length'
const SID = 'JQ0123456789abcdef0123456789abcdef'
const entrance = createEntrance()
const start = () => startHarness({ adminToken: TOKEN, idpKey: IDP_KEY }, INLINE_READER, entrance)
const withBrowser = withChromium({}, start)
const withoutScript = withChromium({ javaScriptEnabled: false }, start)

test('a link signs a browser in, leaves no secret in the address bar or history, and continues to the requested page', () =>
  withBrowser(async ({ harness, page }) => {
    const link = `${harness.url}/enter?next=/idp/okta/${SID}#${entrance.issueLink()}`
    await page.goto(link)
    await page.waitForURL(`${harness.url}/idp/okta/${SID}`)
    await page.goBack()
    expect(page.url()).not.toContain('#')
    await page.goto(`${harness.url}/idp/okta/${SID}`)
    const [cookie, ...others] = await page.context().cookies()
    expect(others).toEqual([])
    expect(cookie).toMatchObject({ name: 'flex-iam-token', httpOnly: true, sameSite: 'Strict', path: '/' })
    await signIn(page)
    await page.waitForURL(/\/logins\//)
    expect(await heading(page)).toBe('Login accepted')
  }))

test('without JavaScript the form accepts the token and leads back', () =>
  withoutScript(async ({ harness, page }) => {
    await page.goto(`${harness.url}/enter?next=/docs`)
    await page.getByLabel('Admin token').fill(TOKEN)
    await page.getByRole('button', { name: 'Continue' }).click()
    expect(page.url()).toBe(`${harness.url}/docs`)
    expect(await heading(page)).toContain('API of flex-iam-mock')
  }))
