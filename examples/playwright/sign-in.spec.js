import { expect, test } from '@playwright/test'

const SID = 'JQ0123456789abcdef0123456789abcdef'

test('a user signs in at the IdP and sees that Flex would accept the login', async ({ page, request }) => {
  await page.goto(`/idp/entra/${SID}`)
  await page.getByLabel(/Grace Hopper/).check()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Login accepted' })).toBeVisible()
  const answer = await request.get('/api/v1/logins/wait?email=grace@example.com&expect=roles%20contains%20supervisor')
  expect(answer.status()).toBe(200)
})

test('a wrong audience is explained on the page that she lands on', async ({ page }) => {
  await page.goto(`/idp/okta/${SID}`)
  await page.getByLabel('Fault to inject').selectOption('audience-with-slash')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Audience is not the entity ID of this tenant.')).toBeVisible()
})
