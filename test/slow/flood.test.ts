import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, test } from '@jest/globals'
import { startCli } from '../support/cli.ts'
import { ACCOUNT } from '../support/response.ts'

const MESSAGES = 200
const OPEN = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">'
const ASSERTION = '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>'

/** A message that takes long to read, as one request. */
function writeRequest(): string {
  const xml = `${OPEN}${ASSERTION.repeat(1_900)}<!--${'x'.repeat(40_000)}--></samlp:Response>`
  const body = new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64') }).toString()
  const head = ['Host: localhost', 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`]
  return [`POST /v1/Accounts/${ACCOUNT}/saml2 HTTP/1.1`, ...head, '', body].join('\r\n')
}

async function countLogins(url: string): Promise<number> {
  const { logins } = (await (await fetch(`${url}/api/v1/logins?limit=1000`)).json()) as { logins: unknown[] }
  return logins.length
}

test('messages that arrive faster than they are read are not all accepted at once, but all are recorded', async () => {
  const server = startCli(['serve', '--port', '0', '--db', ':memory:'])
  try {
    const [line] = (await once(createInterface(server.stdout as NodeJS.ReadableStream), 'line')) as [string]
    const url = line.replace('ready: ', '')
    const socket = connect(Number(new URL(url).port), '127.0.0.1').resume()
    const request = writeRequest()
    for (let sent = 0; sent < MESSAGES; sent += 1) if (!socket.write(request)) await once(socket, 'drain')
    expect(await countLogins(url)).toBeGreaterThan(MESSAGES / 2)
    while ((await countLogins(url)) < MESSAGES) await new Promise((resolve) => setTimeout(resolve, 100))
    socket.destroy()
  } finally {
    server.kill()
    if (server.exitCode === null) await once(server, 'exit')
  }
  expect(server.exitCode).toBe(0)
}, 120_000)
