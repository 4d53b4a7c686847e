import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { ParseOption, XmlDocument, xmlRegisterInputProvider } from 'libxml2-wasm'
import { writeAuthnRequest } from '../../src/core/saml/authn-request.ts'
import { checkResponse, type FlexIamMock } from '../../src/index.ts'
import { type Canary, withCanary } from '../support/canary.ts'
import { LURES, METADATA_LURES } from '../support/canary-messages.ts'
import { post, withHarness } from '../support/harness.ts'
import { IDP_KEY } from '../support/idp.ts'
import { ACCOUNT, buildResponse, CONNECTION, IDP_CERTIFICATE, ISSUER, NOW, SETTINGS } from '../support/response.ts'

const TARGETS = ['url', 'fileUrl', 'file'] as const
const METADATA = readFileSync(
  new URL('../../fixtures/idp-config/simplesamlphp/idp-metadata.xml', import.meta.url),
  'utf8',
)

/** Names that libxml2 asked anybody to open. */
const asked: string[] = []
xmlRegisterInputProvider({
  match: (name) => {
    asked.push(name)
    return false
  },
  open: () => undefined,
  read: () => -1,
  close: () => true,
})

/** A fetch that was begun would have connected by then. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

async function expectUntouched({ secret, url, file, connections }: Canary, ...written: unknown[]): Promise<void> {
  await settle()
  expect(connections()).toBe(0)
  expect(asked.filter((name) => name.includes(url) || name.includes(file))).toEqual([])
  expect(JSON.stringify(written)).not.toContain(secret)
}

test('control: fetching the URL or reading the file is noticed', async () => {
  await withCanary(async ({ url, file, fileUrl, secret, connections }) => {
    void fetch(url).then((answer) => answer.text())
    await settle()
    expect(connections()).toBe(1)
    expect(await (await fetch(url)).text()).toContain(secret)
    expect(readFileSync(file, 'utf8')).toContain(secret)
    expect(readFileSync(new URL(fileUrl), 'utf8')).toContain(secret)
  })
})

test.each(TARGETS)('control: a parser that loads what a document names asks for the %s', async (kind) => {
  await withCanary(async (canary) => {
    const option = ParseOption.XML_PARSE_NOENT | ParseOption.XML_PARSE_DTDLOAD
    XmlDocument.fromString(`<!DOCTYPE r [<!ENTITY e SYSTEM "${canary[kind]}">]><r>&e;</r>`, { option }).dispose()
    expect(asked.some((name) => name.includes(canary[kind]))).toBe(true)
  })
})

/** All that a person or a program is shown of the logins so far. */
async function shownBy(harness: FlexIamMock): Promise<string[]> {
  const { id } = (await harness.logins.latest()) ?? {}
  const pages = ['/', `/logins/${id}`, `/api/v1/logins/${id}`, `/api/v1/logins/${id}/raw`, '/api/v1/workers']
  return Promise.all(pages.map(async (path) => (await fetch(harness.url + path)).text()))
}

test.each(LURES)('%s is neither read nor fetched (%s)', async (_name, outcome, make) => {
  await withCanary(async (canary) => {
    await withHarness(async (harness) => {
      harness.clock.freeze(NOW)
      await harness.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE] })
      const written: unknown[] = []
      for (const kind of TARGETS) {
        const field = buildResponse({ assertionId: `_${kind}`, ...make(canary[kind]) })
        const report = await checkResponse(field, SETTINGS)
        expect(report.outcome).toBe(outcome)
        const answer = await post(
          harness.acsUrl(ACCOUNT),
          { SAMLResponse: field, RelayState: canary[kind] },
          'text/html',
        )
        expect((await harness.logins.latest())?.outcome).toBe(outcome)
        written.push(report, await answer.text(), ...(await shownBy(harness)))
      }
      await expectUntouched(canary, ...written)
    })
  })
})

const SIDS = { url: `AC${'1'.repeat(32)}`, fileUrl: `AC${'2'.repeat(32)}`, file: `AC${'3'.repeat(32)}` }
const importMetadata = (harness: FlexIamMock, sid: string, body: string) =>
  fetch(`${harness.url}/api/v1/connections/${sid}/metadata`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/xml' },
  })

test.each(METADATA_LURES)('%s in metadata is neither read nor fetched (status %i)', async (_name, status, make) => {
  await withCanary(async (canary) => {
    await withHarness(async (harness) => {
      const written: string[] = []
      for (const kind of TARGETS) {
        const body = make(METADATA, canary[kind])
        expect(body).not.toBe(METADATA)
        const answer = await importMetadata(harness, SIDS[kind], body)
        expect(answer.status).toBe(status)
        written.push(await answer.text(), await (await fetch(`${harness.url}/api/v1/connections`)).text())
      }
      await expectUntouched(canary, ...written)
    })
  })
})

test('the SSO URL of metadata is saved, and not called', async () => {
  await withCanary(async (canary) => {
    await withHarness(async (harness) => {
      const body = METADATA.replace(/ Location="[^"]*"/g, ` Location="${canary.url}"`)
      const answer = await importMetadata(harness, ACCOUNT, body)
      expect(await answer.json()).toMatchObject({ ssoUrl: canary.url })
      await expectUntouched(canary, await (await fetch(harness.url)).text())
    })
  })
})

test('where a login begins, who is asked, and where it goes back to are told to the browser, and not called', async () => {
  await withCanary(async (canary) => {
    await withHarness(
      async (harness) => {
        const { url } = harness
        const written: string[] = []
        const follow = async (path: string, init: RequestInit = {}) => {
          const answer = await fetch(url + path, { redirect: 'manual', ...init })
          written.push(await answer.text())
          return answer.headers.get('location') ?? ''
        }
        const trusts = { ssoUrl: canary.url, trustedUrls: [canary.url], defaultRedirectUrl: canary.url }
        for (const sid of [ACCOUNT, CONNECTION])
          await harness.connect({ sid, idpIssuer: ISSUER, certificates: [IDP_CERTIFICATE], ...trusts })
        const query = { redirectUrl: canary.url, codeChallenge: 'x'.repeat(43), nonce: 'n', ssoProfileSid: CONNECTION }
        expect(await follow(`/v1/Flex/Authorize?${new URLSearchParams(query)}`)).toContain(canary.url)
        expect(await follow(`/login/${ACCOUNT}?RelayState=${encodeURIComponent(canary.url)}`)).toContain(canary.url)
        expect(await follow(`/flex/${CONNECTION}`)).toContain(canary.url)
        const body = JSON.stringify({ resource: canary.url })
        await follow(`/v1/Accounts/${ACCOUNT}/authenticate`, { method: 'POST', body })
        expect(written.join()).toContain(canary.url)
        const samlRequest = writeAuthnRequest({
          id: '_request',
          issuer: harness.entityId(CONNECTION),
          acsUrl: canary.url,
          destination: canary.url,
          issueInstant: new Date(),
          asksForEmail: false,
        })
        const form = { SAMLRequest: Buffer.from(samlRequest).toString('base64'), RelayState: canary.url }
        for (const path of ['sso', 'login'])
          await follow(`/idp/okta/${CONNECTION}/${path}`, { method: 'POST', body: new URLSearchParams(form) })
        await expectUntouched(canary, ...written)
      },
      { idpKey: IDP_KEY },
    )
  })
})
