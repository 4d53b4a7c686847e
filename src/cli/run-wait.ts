import { fromEnvironment } from '../config.ts'
import { HarnessError } from '../errors.ts'
import type { Expectation } from '../expect/expectation.ts'
import { DURATION_FORM, readDuration } from '../login/duration.ts'
import { holdAgainst } from '../login/expectations.ts'
import { WAIT_FORMATS, type Waited } from '../report/waiting.ts'
import { originOf } from './api.ts'
import { type Answer, askForLogin } from './ask-for-login.ts'
import { paintFor } from './check-output.ts'
import { readExpectFlags } from './read-expectations.ts'
import { writeOutput } from './write-output.ts'

const CRITERIA = ['worker', 'email', 'account', 'connection', 'outcome', 'product'] as const
const FLAGS = [...CRITERIA, 'url', 'after', 'adminToken', 'timeout', 'format', 'output'] as const

/** The flags of `wait` as they were given. */
export type WaitFlags = Partial<Record<(typeof FLAGS)[number], string>> & { expect?: string[] }

const EXIT_MISSED = 1
const EXIT_TIMEOUT = 3

/** Waits, and writes what came of it; resolves to the exit code. @throws HarnessError */
export async function wait(given: WaitFlags): Promise<number> {
  const { expect, ...environment } = fromEnvironment([...FLAGS, 'expect'])
  const flags: WaitFlags = { ...(expect === undefined ? {} : { expect: [expect] }), ...environment, ...given }
  const { url = 'http://localhost:8080', timeout = '60s', format = 'text', output } = flags
  const render = WAIT_FORMATS.get(format)
  if (render === undefined)
    throw invalid(`There is no format '${format}'.`, `Use one of ${[...WAIT_FORMATS.keys()].join(', ')}.`)
  const milliseconds = readDuration(timeout)
  if (milliseconds === null) throw invalid(`--timeout is '${timeout}'.`, `Write ${DURATION_FORM}.`)
  const expectations = readExpectFlags(flags.expect ?? [])
  const answer = await askForLogin({
    origin: originOf(url),
    query: queryOf(flags, expectations),
    token: flags.adminToken,
    milliseconds,
  })
  const waited = describe(answer, flags, expectations, timeout)
  writeOutput(render(waited, { ...paintFor(output), now: new Date() }), output)
  if (waited.login) return 0
  return waited.expectations.length > 0 ? EXIT_MISSED : EXIT_TIMEOUT
}

function queryOf(flags: WaitFlags, expectations: Expectation[]): [string, string][] {
  const filters = [...CRITERIA, 'after' as const].flatMap((name): [string, string][] => {
    const value = flags[name]
    return value === undefined ? [] : [[name, value]]
  })
  return [...filters, ...expectations.map(({ text }): [string, string] => ['expect', text])]
}

function describe(answer: Answer, flags: WaitFlags, expectations: Expectation[], timeout: string): Waited {
  const wanted = describeWanted(flags)
  const expected = expectations.map(({ text }) => text)
  if ('login' in answer) {
    const { login, next } = answer
    const results = holdAgainst(expectations, login)
    return { wanted, expected, login, next, expectations: results, detail: null, nearest: null, missed: [] }
  }
  const nothing = { wanted, expected, login: null }
  if ('unreachable' in answer) {
    const detail = `${capitalized(wanted)} was waited for ${timeout} in vain: ${answer.unreachable}`
    return { ...nothing, next: null, expectations: [], detail, nearest: null, missed: [] }
  }
  const { nearest, missed, next } = answer
  const results = nearest?.expectations ?? []
  const came = results.length > 0 ? 'came, but none that meets all expectations,' : 'did not come'
  const detail = `${capitalized(wanted)} ${came} within ${timeout}.`
  return { ...nothing, next, expectations: results, detail, nearest, missed }
}

function describeWanted(flags: WaitFlags): string {
  const facts = CRITERIA.flatMap((name) => (flags[name] === undefined ? [] : [`${name} ${flags[name]}`]))
  const after = flags.after === undefined ? '' : ` after ${flags.after}`
  return `a login${facts.length > 0 ? ` with ${facts.join(', ')}` : ''}${after}`
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const invalid = (message: string, hint: string) => new HarnessError('INVALID_REQUEST', message, hint)
