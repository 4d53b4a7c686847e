import { execFileSync, spawn } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const START_MS = 30_000

/** A folder with the keys of an IdP, made now: `idp`, `next` and `foreign`, and `sp` to encrypt for. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'real-idp-'))
  for (const name of ['idp', 'next', 'foreign', 'sp']) {
    const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)]
    const request = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=insecure ${name}`]
    execFileSync('openssl', ['req', ...request, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
  }
  return folder
}

/** A port that nobody listened on a moment ago. */
export async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** Runs a server until it answers at a URL; gives what ends it and takes its folder away. */
export async function runServer(
  [command = '', ...args]: string[],
  env: Record<string, string>,
  folder: string,
  url: string,
): Promise<() => Promise<void>> {
  const log = join(folder, 'server.log')
  const server = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = createWriteStream(log)
  server.stdout.pipe(output, { end: false })
  server.stderr.pipe(output, { end: false })
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  server.once('error', () => undefined) // told below: it answers nothing
  const stop = async () => {
    server.kill()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const deadline = performance.now() + START_MS
  while (!(await answers(url))) {
    if (server.exitCode === null && server.pid !== undefined && performance.now() < deadline) {
      await sleep(100)
      continue
    }
    const said = readFileSync(log, 'utf8')
    await stop()
    throw new Error(`${command} does not answer at ${url}; docs/real-idps.md says what it needs.\n${said}`)
  }
  return stop
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
