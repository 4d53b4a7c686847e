import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const SCRIPTS = fileURLToPath(new URL('../../scripts/record-behaviour/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'record-behaviour-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Rejection {
  id: string
  outcome: string
  hint: string
  type: string
}

/** A record as the posts have it: an answer, whose body is JSON as text, and a Report. */
function recordOf({ id, outcome, hint, type }: Rejection) {
  const body = JSON.stringify({
    status: 400,
    code: 'INVALID_REQUEST',
    detail: 'The limit 2000 is no number below 1,000.',
    hint,
  })
  const headers = [
    ['content-length', String(body.length)],
    ['content-type', type],
  ]
  const findings = [{ id: 'audience-names-entity-id', status: 'fail', fix: `Enter urn:flex:${id} as Audience.` }]
  return { id, answer: { status: 400, headers, body }, report: { outcome, findings } }
}

const REJECTION: Rejection = {
  id: 'a',
  outcome: 'rejected',
  hint: 'Use --limit 1 to 1,000, whoever asks.',
  type: 'application/problem+json',
}
const BEFORE = [recordOf(REJECTION), recordOf({ ...REJECTION, id: 'b' })]

let recordings = 0

function recordingOf(records: object[], kind = 'posts'): string {
  recordings += 1
  const path = join(folder, String(recordings))
  mkdirSync(path)
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('')
  writeFileSync(join(path, `${kind}.ndjson.gz`), gzipSync(lines))
  return path
}

function compare(before: string, after: string, ...flags: string[]) {
  const args = [join(SCRIPTS, 'compare.js'), before, after, ...flags]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { exitCode: status, stdout, stderr }
}

/** Two recordings that differ in the first record. */
const withFirst = (first: object, ...flags: string[]) =>
  compare(recordingOf(BEFORE), recordingOf([first, ...BEFORE.slice(1)]), ...flags)

const rowsIn = (stdout: string) => stdout.split('\n').filter((line) => /^\| .* \| \d+ \|$/.test(line))

describe('two recordings', () => {
  test('that are equal are counted by kind', () => {
    const { exitCode, stdout } = compare(recordingOf(BEFORE), recordingOf(BEFORE))
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'posts: 2 records, identical\n' })
  })

  test.each([
    ['a verdict', { outcome: 'accepted' }, '- rejected\n      + accepted'],
    ['a number in a sentence', { hint: 'Use --limit 1 to 1,001, whoever asks.' }, 'facts differ: −1,000 +1,001'],
    ['a flag in a sentence', { hint: 'Use --max 1 to 1,000, whoever asks.' }, 'facts differ: −--limit +--max'],
    ['a header', { type: 'text/plain' }, '.answer.headers'],
  ])('differ in %s, whether or not words may change', (_, change, expected) => {
    const changed = recordOf({ ...REJECTION, ...change })
    const [strict, masked] = [withFirst(changed), withFirst(changed, '--strings')]
    expect([strict.exitCode, masked.exitCode]).toEqual([1, 1])
    expect(strict.stdout).toContain('posts: 2 records, 1 changed, 0 missing, 0 extra')
    expect(masked.stdout).toContain(expected)
  })

  const flexError = (message: string) =>
    JSON.stringify({ code: 70251, message, more_info: 'https://www.twilio.com/docs/errors/70251', status: 403 })

  /** What changed, before, after, and what is said of it. Each is a kind of its own in one recording. */
  const NO_REWORDINGS = [
    ['a status', 'REJECTED for 2 reasons', 'ACCEPTED for 2 reasons', 'the verdict is another'],
    ['an address', 'Sign in as ada@example.com again', 'Sign in as eve@example.com again', 'facts differ'],
    ['a URL', 'Open http://localhost:8080/docs now', 'Open http://localhost:8080/doc now', 'facts differ'],
    ['a time', 'It ended at 2026-11-22T10:00:00Z already', 'It ended at 2026-11-22T10:00:01Z already', 'facts differ'],
    ['a path', 'Ask for /api/v1/logins first', 'Ask for /api/v1/login first', 'facts differ'],
    ['a key', 'The field samlResponse is empty', 'The field samlRequest is empty', 'facts differ'],
    ['the name of a header', 'Send the Content-Type again', 'Send the Content-Length again', 'facts differ'],
    ['the id of a check', 'See audience-names-entity-id there', 'See recipient-matches-acs there', 'facts differ'],
    ['a quotation', "There is no product 'pong' here", "There is no product 'ping' here", 'facts differ'],
    ['a line that is lost', 'One line here.\n\nAnother line there.', 'One line here.', 'more or fewer paragraphs'],
    ['an element', '<p>Some words <b>here</b></p>', '<p>Some words here</p>', 'the elements differ'],
    ['a link', '<p><a href="/a">Some words</a></p>', '<p><a href="/b">Some words</a></p>', 'an attribute differs'],
    ['a message of Flex', flexError('no valid certificate'), flexError('there is no certificate'), 'data differs'],
    ['white space', 'There are two words', 'There are two  words', 'the white space differs'],
    ['a code', 'UNKNOWN_LOGIN', 'UNKNOWN_WORKER', 'it is no text in words'],
  ] as const

  test('are no rewording of each other where more than words changed', () => {
    const [before, after] = [1, 2].map((column) => {
      const path = recordingOf(BEFORE)
      for (const row of NO_REWORDINGS)
        writeFileSync(
          join(path, `${row[0]}.ndjson.gz`),
          gzipSync(`${JSON.stringify({ id: 'a', stdout: row[column] })}\n`),
        )
      return path
    })
    const { exitCode, stdout } = compare(before ?? '', after ?? '', '--strings')
    const said = NO_REWORDINGS.map(([name, , , expected]) => {
      const [, section = ''] = `\n${stdout}`.split(`\n${name}: 1 records, 1 changed`)
      return { name, isSaid: section.split(' records, ')[0]?.includes(expected) }
    })
    expect({ exitCode, said }).toEqual({ exitCode: 1, said: NO_REWORDINGS.map(([name]) => ({ name, isSaid: true })) })
  })

  test.each([
    ['missing', BEFORE, BEFORE.slice(1)],
    ['extra', BEFORE.slice(1), BEFORE],
  ])('differ where a record is %s', (kind, before, after) => {
    for (const flags of [[], ['--strings']]) {
      const { exitCode, stdout } = compare(recordingOf(before), recordingOf(after), ...flags)
      expect({ exitCode, isNamed: stdout.includes(`  ${kind}: a\n`) }).toEqual({ exitCode: 1, isNamed: true })
    }
  })

  test('differ where a whole kind is missing', () => {
    const after = recordingOf(BEFORE)
    writeFileSync(join(after, 'reports.ndjson.gz'), gzipSync(`${JSON.stringify(BEFORE[0])}\n`))
    expect(compare(recordingOf(BEFORE), after).exitCode).toBe(1)
  })
})

describe('a rewording', () => {
  const hint = 'Give --limit a number from 1 to 1,000.'
  const reworded = ['a', 'b'].map((id) => {
    const text = JSON.stringify(recordOf({ ...REJECTION, id, hint }))
    return JSON.parse(text.replace(/Enter (urn:\S+) as Audience/, 'Set Audience to $1'))
  })

  test('is listed once, however often it stands, and its facts are placeholders', () => {
    const { exitCode, stdout } = compare(recordingOf(BEFORE), recordingOf(reworded), '--strings')
    expect({ exitCode, rows: rowsIn(stdout) }).toEqual({
      exitCode: 0,
      rows: [
        '| Use ‹1› ‹2› to ‹3›, whoever asks. | Give ‹1› a number from ‹2› to ‹3›. | 2 |',
        '| Enter ‹1› as Audience. | Set Audience to ‹1›. | 2 |',
      ],
    })
    expect(stdout).toContain('posts: 2 records, 0 changed, 0 missing, 0 extra, 2 in words alone')
  })

  test('is a difference without --strings', () => {
    expect(compare(recordingOf(BEFORE), recordingOf(reworded)).exitCode).toBe(1)
  })

  test('of a text may wrap its lines elsewhere', () => {
    const before =
      'error  It is no good name.\n  fix  Take another name for it, such as\n       ada or eve.\n\n3 checks'
    const after = 'error  It is not a good name.\n  fix  Choose a name, such as ada or eve.\n\n3 checks'
    const [one, other] = [before, after].map((stdout) => recordingOf([{ id: 'a', stdout }], 'commands'))
    const { exitCode, stdout } = compare(one ?? '', other ?? '', '--strings')
    expect({ exitCode, rows: rowsIn(stdout).length }).toEqual({ exitCode: 0, rows: 2 })
  })

  test('whose facts differ passes once it was reviewed', () => {
    const [one, other] = ['None came within 2000 ms.', 'None came within 2 s.'].map((detail) =>
      recordingOf([{ id: 'a', detail }]),
    )
    const reviewed = join(folder, 'reviewed.json')
    writeFileSync(reviewed, JSON.stringify([{ before: 'None came within 2000 ms.', after: 'None came within 2 s.' }]))
    expect(compare(one ?? '', other ?? '', '--strings').exitCode).toBe(1)
    expect(compare(one ?? '', other ?? '', '--strings', '--reviewed', reviewed).exitCode).toBe(0)
  })
})

describe('this checkout', () => {
  const out = ['first', 'second'].map((name) => join(folder, name))
  beforeAll(() => {
    for (const each of out)
      execFileSync(process.execPath, [join(SCRIPTS, 'record.js'), '--out', each, '--only', 'documents'])
  }, 60_000)

  test('is recorded byte by byte the same twice', () => {
    const { exitCode, stdout } = compare(out[0] ?? '', out[1] ?? '')
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^documents: \d{3} records, identical\n$/),
    })
  })
})
