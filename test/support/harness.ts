import type { Bundle } from '../../src/core/bundle/bundle.ts'
import { type FlexIamMock, type FlexIamMockOptions, type Report, startFlexIamMock } from '../../src/index.ts'

/** Starts a harness, hands it to a test, and closes it whatever happens. */
export async function withHarness(
  test: (harness: FlexIamMock) => Promise<void>,
  options: FlexIamMockOptions = {},
): Promise<void> {
  const harness = await startFlexIamMock(options)
  try {
    await test(harness)
  } finally {
    await harness.close()
  }
}

/** Saves the connection that a fixture asks for and freezes the clock at the time it was captured. */
export async function prepare(
  harness: FlexIamMock,
  { settings }: Bundle,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { account, connection, idpIssuer = null, certificates, now } = settings
  const sid = connection ?? account ?? ''
  harness.clock.freeze(new Date(now))
  await harness.connect({ sid, idpIssuer, certificates, ...more })
  return sid
}

/** Posts a form as an IdP's page does; `accept` is the browser's. Redirects are not followed. */
export function post(url: string, fields: Record<string, string>, accept = '*/*'): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers: { accept }, redirect: 'manual' })
}

/** Posts a fixture to its ACS. */
export function postFixture(
  harness: FlexIamMock,
  { settings, samlResponse }: Bundle,
  accept?: string,
): Promise<Response> {
  const sid = settings.connection ?? settings.account ?? ''
  return post(
    harness.acsUrl(sid),
    { SAMLResponse: samlResponse, ...(settings.relayState ? { RelayState: settings.relayState } : {}) },
    accept,
  )
}

/** The Report of the newest attempt, over HTTP. */
export async function latest(harness: FlexIamMock): Promise<Report> {
  const headers = { authorization: `Bearer ${harness.adminToken}` }
  return (await (await fetch(`${harness.url}/api/v1/logins/latest`, { headers })).json()) as Report
}

/** Sends JSON. */
export function send(url: string, method: string, body?: unknown): Promise<Response> {
  const init =
    body === undefined
      ? {}
      : {
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }
  return fetch(url, { method, ...init })
}
