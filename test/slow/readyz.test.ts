import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { MAIN, printed, runCli } from '../support/cli.ts'
import { send, withHarness } from '../support/harness.ts'

test('readyz exits with 0 if ready, 1 if not, and 3 on timeout', async () => {
  await withHarness(async ({ url }) => {
    expect(await runCli(['readyz', '--url', url])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })
  const gone = await runCli(['readyz', '--url', 'http://localhost:1'])
  expect([gone.exitCode, gone.stderr]).toEqual([1, 'http://localhost:1 is not ready: it does not answer.\n'])
  expect((await runCli(['readyz', '--url', 'http://localhost:1', '--wait', '--timeout', '150ms'])).exitCode).toBe(3)
  expect(await runCli(['readyz', '--timeout', 'soon'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("--timeout 'soon' is not a duration"),
  })
})

test('readyz --wait waits for a harness that is still starting', async () => {
  const server = createServer((_request, response) => void response.end())
  const port = await new Promise<number>((resolve) => {
    server.listen(0, () => resolve((server.address() as AddressInfo).port))
  })
  await new Promise((resolve) => server.close(resolve))
  setTimeout(() => server.listen(port), 150)
  expect((await runCli(['readyz', '--url', `http://localhost:${port}`, '--wait'])).exitCode).toBe(0)
  server.close()
  server.closeAllConnections()
})

test('a server that never answers is not ready, and readyz ends at the timeout', async () => {
  const silent = createSocketServer((socket) => void socket.on('error', () => undefined)).listen(0)
  await once(silent, 'listening')
  const url = `http://localhost:${(silent.address() as AddressInfo).port}`
  const asked = ['readyz', '--url', url, '--timeout', '200ms']
  const answer = await runCli(asked)
  expect([answer.exitCode, answer.stderr]).toEqual([1, `${url} is not ready: it does not answer.\n`])
  expect((await runCli([...asked, '--wait'])).exitCode).toBe(3)
  silent.close()
})

test('a harness whose disk is full is alive but not ready', async () => {
  const db = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
  const limited = 'ulimit -f 600; exec "$0" "$@"' // no file may grow beyond 600 blocks, as on a full disk
  const child = spawn('sh', ['-c', limited, process.execPath, MAIN, 'serve', '--port', '0', '--db', db], {
    env: { PATH: process.env.PATH },
  })
  const page = printed(child, /^Open: (.+)$/m, 'stderr')
  const url = await printed(child, /^ready: (.+)$/m)
  expect(await page).toBe(`${url}/`)
  const statusOf = async (path: string) => (await fetch(url + path)).status
  expect([await statusOf('/readyz'), await statusOf('/livez')]).toEqual([200, 200])
  const login = async () => (await send(`${url}/api/v1/idp/login`, 'POST', {})).status
  for (let tries = 0; tries < 200 && (await login()) === 200; tries += 1);
  expect([await statusOf('/readyz'), await statusOf('/livez')]).toEqual([503, 200]) // also where a small write still fits
  const { stderr } = await runCli(['readyz', '--url', url])
  expect(stderr).toMatch(/ is not ready: it answered 503: The store cannot be used: [^/]+\.\n$/)
  child.kill('SIGTERM')
  await once(child, 'close')
})
