import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { MAIN, printed } from '../support/cli.ts'
import { send } from '../support/harness.ts'

/** Mounting needs root, and a kernel that lets it. */
function mountable(options: string[]): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  try {
    execFileSync('mount', [...options, folder], { stdio: 'ignore' })
    return folder
  } catch {
    return null
  }
}

interface Served {
  url: string
  child: ChildProcess
  log: () => string
}

async function serve(db: string, user: { uid?: number; gid?: number } = {}): Promise<Served> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--db', db], {
    env: { PATH: process.env.PATH },
    ...user,
  })
  let log = ''
  child.stderr.on('data', (chunk) => {
    log += chunk
  })
  return { url: await printed(child, /^ready: (.+)$/m), child, log: () => log }
}

const readyz = async ({ url }: Served) => {
  const answer = await fetch(`${url}/readyz`)
  return [answer.status, ((await answer.json()) as { detail?: string }).detail]
}

const login = async ({ url }: Served) => (await send(`${url}/api/v1/idp/login`, 'POST', {})).status

async function stop({ child }: Served): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'close')
}

const READY = [200, undefined]
const notReady = (reason: string) => [503, `The store cannot be used: ${reason}.`]

const mounted = { tmpfs: mountable(['-t', 'tmpfs', '-o', 'size=8m', 'none']), ext4: mountExt4() }

/** A file system in a file, which can be made to fail. */
function mountExt4(): string | null {
  const image = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'image')
  writeFileSync(image, '')
  truncateSync(image, 32 << 20)
  try {
    execFileSync('mkfs.ext4', ['-q', image], { stdio: 'ignore' })
  } catch {
    return null
  }
  return mountable(['-o', 'loop', image])
}

afterAll(() => {
  for (const folder of Object.values(mounted)) if (folder !== null) execFileSync('umount', ['--lazy', folder])
})
const where = (folder: string | null) => (folder === null ? test.skip : test) // not root, or no mount here

where(mounted.tmpfs)('a harness whose disk is full is not ready until there is room again', async () => {
  const folder = mounted.tmpfs as string
  const served = await serve(join(folder, 'store.db'))
  expect(await readyz(served)).toEqual(READY)
  const { bavail, bsize } = statfsSync(folder)
  writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize - (512 << 10))) // a login would still fit
  expect(await readyz(served)).toEqual(notReady('its disk is full'))
  expect(await login(served)).toBe(200)
  expect(() => writeFileSync(join(folder, 'rest'), Buffer.alloc(1 << 20))).toThrow('ENOSPC')
  for (let tries = 0; tries < 50 && (await login(served)) === 200; tries += 1);
  expect([await login(served), await readyz(served)]).toEqual([503, notReady('its disk is full')])
  expect(served.log()).toContain(`"store":"${join(folder, 'store.db')}"`)
  truncateSync(join(folder, 'filler'))
  expect([await readyz(served), await login(served)]).toEqual([READY, 200])
  await stop(served)
})

where(mounted.ext4)('a harness whose disk has become read-only is not ready', async () => {
  const folder = mounted.ext4 as string
  const served = await serve(join(folder, 'store.db'))
  expect(await readyz(served)).toEqual(READY)
  execFileSync('mount', ['-o', 'remount,abort', folder]) // as the kernel does after an error of the disk
  const reasons = ['its file is read-only', 'reading or writing its file fails'] // the second is Linux 6.13 and later
  expect(reasons.map(notReady)).toContainEqual(await readyz(served))
  await stop(served)
})

test('a harness whose file became read-only is not ready, although it has the file open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  chmodSync(folder, 0o777)
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {} // root may write to everything
  const db = join(folder, 'store.db')
  const served = await serve(db, user)
  expect(await readyz(served)).toEqual(READY)
  chmodSync(db, 0o400)
  expect(await readyz(served)).toEqual(notReady('its file is read-only'))
  await stop(served)
})
