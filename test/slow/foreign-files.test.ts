import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import Libsql from 'libsql'
import { startFlexIamMock } from '../../src/index.ts'
import { openStore } from '../../src/store/index.ts'
import { runCli } from '../support/cli.ts'

const newPath = () => join(mkdtempSync(join(tmpdir(), 'flex-iam-mock-')), 'store.db')

/** Writes an SQLite database from a process that is killed: its write-ahead log is left, and no handle of ours can remove it. */
function writeDatabase(file: string, statements: string): void {
  const program = `const Libsql = require('libsql'); new Libsql(${JSON.stringify(file)}).exec(${JSON.stringify(statements)}); process.kill(process.pid, 'SIGKILL')`
  const { signal, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' })
  if (signal !== 'SIGKILL') throw new Error(stderr)
}

/** The bytes of a new store of this version, all in one file. */
async function newStore(): Promise<Buffer> {
  const file = newPath()
  await (await openStore(file)).close()
  writeDatabase(file, 'pragma wal_checkpoint(truncate)')
  return readFileSync(file)
}

/** A store of this version, with changes. */
async function writeStore(file: string, statements: string): Promise<void> {
  writeFileSync(file, await newStore())
  writeDatabase(file, statements)
}

/** A store of this version in one file, with these bytes of it changed. */
async function writeDamaged(file: string, at: number, bytes: Buffer): Promise<void> {
  const content = await newStore()
  bytes.copy(content, at)
  writeFileSync(file, content)
}

/** As the schema was before it had a version: with tables of the same names. */
const BEFORE_VERSIONS = `create table kysely_migration (name text primary key, timestamp text not null);
  create table connections (sid text primary key, accountSid text not null, connection text not null, updatedAt text not null);
  create table attempts (seq integer primary key autoincrement, id text not null unique, report text not null);
  insert into kysely_migration values ('0001-first-login', '');`
const FOREIGN = 'it is an SQLite database, but not a store of this version of flex-iam-mock'

const FILES: [what: string, write: (file: string) => unknown, reason: string][] = [
  ['a text file', (file) => writeFileSync(file, 'Notes\n'.repeat(200)), 'it is not an SQLite database'],
  ['a short text file', (file) => writeFileSync(file, 'Notes'), 'it is not an SQLite database'],
  [
    'a file of one byte, which SQLite would overwrite',
    (file) => writeFileSync(file, '\n'),
    'it is not an SQLite database',
  ],
  ['another SQLite database', (file) => writeDatabase(file, 'create table notes (text)'), FOREIGN],
  [
    'another SQLite database with a write-ahead log',
    (file) => writeDatabase(file, 'pragma journal_mode = WAL; create table notes (text)'),
    FOREIGN,
  ],
  [
    'a database of another application that has no table yet',
    (file) => writeDatabase(file, 'pragma application_id = 42'),
    FOREIGN,
  ],
  ['a database from before there were versions', (file) => writeDatabase(file, BEFORE_VERSIONS), FOREIGN],
  [
    'the same with a write-ahead log',
    (file) => writeDatabase(file, `pragma journal_mode = WAL; ${BEFORE_VERSIONS}`),
    FOREIGN,
  ],
  [
    'a store of a newer version',
    (file) => writeStore(file, 'pragma user_version = 2; alter table workers add column "colour" text'),
    'a newer version of flex-iam-mock wrote it (schema 2; this version reads schema 1)',
  ],
  [
    'a store that lacks a table',
    (file) => writeStore(file, 'drop table grants'),
    'its table grants is missing or has other columns',
  ],
  [
    'a store that lacks an index',
    (file) => writeStore(file, 'drop index workers_by_name'),
    'its index workers_by_name is missing or has other columns',
  ],
  [
    'a store with another table',
    (file) => writeStore(file, 'alter table attempts drop column basis'),
    'its table attempts is missing or has other columns',
  ],
  [
    'a store with the mark of one and no table',
    (file) => writeDatabase(file, `pragma application_id = ${0x464c4558}; pragma user_version = 1`),
    'its table connections is missing or has other columns',
  ],
  ['a damaged store', (file) => writeDamaged(file, 100, Buffer.alloc(200, 0xff)), 'its file is damaged'],
]

/** The files of a database. The -shm file is left out: it is an index of the log, which SQLite writes when it reads. */
const contentOf = (file: string) =>
  readdirSync(join(file, '..'))
    .filter((name) => !name.endsWith('-shm'))
    .map((name) => [name, readFileSync(join(file, '..', name)).toString('base64')])

test.each(FILES)('%s is refused with its path and a reason, and stays as it is', async (_what, write, reason) => {
  const file = newPath()
  await write(file)
  const before = contentOf(file)
  const message = `The store ${file} cannot be used: ${reason}.`
  const hint = 'Use a different file with --db, or delete this one if you do not need it.'
  const started = startFlexIamMock({ db: file }).then((harness) => harness.close())
  await expect(started).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message, hint })
  const { exitCode, stderr } = await runCli(['exec', '--db', file, '--', process.execPath, '-e', '0'])
  expect(stderr).toContain(`${message}\n${hint}`)
  expect(exitCode).toBe(2)
  expect(contentOf(file)).toEqual(before)
})

const USABLE: [what: string, write: (file: string) => unknown][] = [
  ['an empty file', (file) => writeFileSync(file, '')],
  ['an SQLite database without tables', (file) => writeDatabase(file, 'pragma journal_mode = WAL')],
  [
    'what a start leaves that is killed before its tables are committed',
    (file) => {
      const killed = newPath()
      const database = new Libsql(killed)
      database.exec('pragma journal_mode = WAL; pragma cache_size = 1; begin; create table connections (sid text)')
      for (let index = 0; index < 200; index += 1) database.exec(`create table filler${index} (content text)`)
      for (const suffix of ['', '-wal']) writeFileSync(`${file}${suffix}`, readFileSync(`${killed}${suffix}`))
      database.exec('rollback')
    },
  ],
]

test.each(USABLE)('%s becomes a store', async (_what, write) => {
  const file = newPath()
  await write(file)
  for (let starts = 0; starts < 2; starts += 1) {
    const harness = await startFlexIamMock({ db: file })
    expect(await harness.connections.list()).toEqual([])
    await harness.close()
  }
})
