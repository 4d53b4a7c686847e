import { existsSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { openStore } from '../../src/store/index.ts'
import { startCli } from '../support/cli.ts'

/** Starts `serve` on a new file, and kills it so long after the file has appeared. */
async function killAfter(milliseconds: number, file: string): Promise<void> {
  const child = startCli(['serve', '--port', '0', '--db', file])
  const ended = new Promise((resolve) => child.once('close', resolve))
  while (!existsSync(file) && child.exitCode === null) await setTimeout(0)
  if (milliseconds > 0) await setTimeout(milliseconds)
  child.kill('SIGKILL')
  await ended
}

test('a start that is killed while it creates its file leaves one that the next start opens', async () => {
  for (const milliseconds of [0, 0, 1, 1, 2, 3, 4, 6, 10, 30]) {
    const file = join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')
    await killAfter(milliseconds, file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const store = await openStore(file)
    await store.ping()
    expect(await store.listConnections()).toEqual([])
    await store.close()
  }
}, 120_000)
