import { createHash } from 'node:crypto'
import { createBrowser, type FetchedPage } from '../../src/edge/cli/browser.ts'
import type { FlexIamMock } from '../../src/index.ts'
import { send, withHarness } from './harness.ts'
import { IDP_KEY, TENANTS } from './idp.ts'

/** The page of Flex that logins go back to in tests. */
export const APP = 'https://app.example.com/flex/?tab=1#/home'
export const { legacy: AC, enhanced: JQ } = TENANTS

/** What an enhanced page makes up for one login. */
const VERIFIER = 'a-verifier-of-enough-characters-to-be-taken-0123456789'
export const PROOF = {
  codeChallenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  nonce: 'n-0S6_WzA2Mj',
}

/** A harness with the built-in IdP behind both tenants, which trust the page. */
export function withPage(test: (harness: FlexIamMock) => Promise<void>): Promise<void> {
  return withHarness(
    async (harness) => {
      for (const sid of [AC, JQ]) {
        await harness.idp.login({ sid, product: 'okta' })
        const changes = { trustedUrls: ['https://app.example.com/flex/'] }
        await send(`${harness.url}/api/v1/connections/${sid}`, 'PATCH', changes)
      }
      await test(harness)
    },
    { idpKey: IDP_KEY },
  )
}

/** Where the legacy call says that a person has to go. */
export async function callAuthenticate({ url }: FlexIamMock, resource = APP): Promise<string> {
  const answer = await send(`${url}/v1/Accounts/${AC}/authenticate`, 'POST', { products: ['flex'], resource })
  return ((await answer.json()) as { location: string }).location
}

/** The URL that an enhanced page opens. */
export function authorizeUrl({ url }: FlexIamMock, changes: Record<string, string> = {}): string {
  const query = { ...PROOF, redirectUrl: APP, ssoProfileSid: JQ, ...changes }
  return `${url}/v1/Flex/Authorize?${new URLSearchParams(query)}`
}

/** Goes on at the IdP's sign-in page, and posts what the IdP answers; `change` alters its form. */
export async function signInAt(
  { url }: FlexIamMock,
  start: string,
  filledIn: { atIdp?: Record<string, string>; atFlex?: Record<string, string> } = {},
): Promise<FetchedPage> {
  const browser = createBrowser(url, undefined)
  const delivery = await browser.submit(await browser.open(start), filledIn.atIdp)
  return browser.submit(delivery, filledIn.atFlex)
}

/** The code that an enhanced login goes back to the page with. */
export async function signInForCode(harness: FlexIamMock, changes: Record<string, string> = {}): Promise<string> {
  const { url } = await signInAt(harness, authorizeUrl(harness, changes))
  const callback = await fetch(url, { redirect: 'manual' })
  return new URL(callback.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

/** What an enhanced page sends for its token, multipart as Flex's does. */
export function exchange({ url }: FlexIamMock, code: string, changes: Record<string, string> = {}): Promise<Response> {
  const fields = {
    AuthCode: code,
    Nonce: PROOF.nonce,
    CodeVerifier: VERIFIER,
    RedirectUrl: APP,
    ClientId: 'flex-iam-mock',
    ...changes,
  }
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return fetch(`${url}/Flex/Tokens`, { method: 'POST', body })
}

/** Asks about a token as a server does. */
export function askAbout(
  { url }: FlexIamMock,
  token: string,
  asked: { account?: string; user?: string; call?: string; door?: string } = {},
): Promise<Response> {
  const { account = AC, user = account, call = 'validate', door = 'v1' } = asked
  const authorization = `Basic ${Buffer.from(`${user}:secret`).toString('base64')}`
  return fetch(`${url}/${door}/Accounts/${account}/Tokens/${call}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
}
