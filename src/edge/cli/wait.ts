import { setTimeout as sleep } from 'node:timers/promises'
import { Option } from 'commander'
import { formatDuration } from '../../core/domain/duration.ts'
import { isAsExpected } from '../../core/domain/expectation.ts'
import type { Report } from '../../core/domain/report.ts'
import { HarnessError } from '../../core/errors.ts'
import type { Expectation } from '../../core/expect/expectation.ts'
import { renderTimeout, type Timeout } from '../../core/report/timeout.ts'
import { type Api, createApi, expectOk } from './api.ts'
import { renderAnswers } from './check/questions.ts'
import type { Define } from './define.ts'
import { EXPECT_HELP, holdAgainst, readExpectFlags } from './expect.ts'
import { FORMATS } from './formats.ts'
import {
  accountOption,
  adminTokenOption,
  chosen,
  connectionOption,
  formatOption,
  outputOption,
  productOption,
  repeatable,
  timeoutOption,
  urlOption,
} from './options.ts'
import { writeOutput } from './write-output.ts'

/** The flags of `wait` as they were given. */
export interface WaitFlags {
  url: string
  worker?: string
  email?: string
  account?: string
  connection?: string
  product?: string
  outcome?: string
  expect?: string[]
  after?: string
  /** In milliseconds. */
  timeout: number
  adminToken?: string
  format: string
  output?: string
}

/** `wait`: waits until a running harness records a matching login. */
export const define: Define = (command, outcome) => {
  command
    .addOption(urlOption())
    .option('--worker <name>', 'the NameID')
    .option('--email <address>', 'the e-mail claim')
    .addOption(accountOption())
    .addOption(connectionOption())
    .addOption(productOption())
    .addOption(new Option('--outcome <name>', 'the outcome').choices(['accepted', 'rejected']))
    .option('--expect <line or file>', EXPECT_HELP, repeatable)
    .option('--after <cursor>', 'only logins after this attempt id or cursor')
    .addOption(timeoutOption('how long to wait: 500ms, 30s, 2m').default(60_000, '60s'))
    .addOption(adminTokenOption())
    .addOption(formatOption([...FORMATS.keys()].filter((name) => name !== 'html')))
    .addOption(outputOption())
    .action(async (flags: WaitFlags) => {
      outcome.exitCode = await wait(flags)
    })
}

const EXIT_TIMEOUT = 3

/** Waits, writes the result, and resolves to the exit code. @throws HarnessError */
export async function wait(flags: WaitFlags): Promise<number> {
  const { format, output, timeout } = flags
  const expectations = readExpectFlags(flags.expect)
  const { login, inVain } = await ask(flags, expectations, timeout)
  if (login === null) {
    writeOutput(renderTimeout(inVain, format), output)
    return EXIT_TIMEOUT
  }
  const expected = holdAgainst(expectations, login)
  const asked = expectations.length > 0 ? { expected } : {}
  writeOutput(
    renderAnswers([{ report: login, ...asked }], format, chosen(FORMATS, format)([login], { expected: [expected] })),
    output,
  )
  const wantsRejection = expected.wantsRejection || flags.outcome === 'rejected'
  return isAsExpected({ ...expected, wantsRejection }, login.outcome) ? 0 : 1
}

/** The matching login, or one that matches but misses an expectation; else why there is none. */
type Came = { login: Report; inVain: null } | { login: null; inVain: Timeout }

async function ask(flags: WaitFlags, expectations: Expectation[], timeout: number): Promise<Came> {
  const api = createApi(flags.url, flags.adminToken)
  const answer = await askUntilAnswered(api, (left) => queryOf(flags, expectations, left), timeout)
  if (answer === null) return { login: null, inVain: silence(flags.url, timeout) }
  if (answer.status !== 408) {
    const { login } = await (await expectOk(answer)).json().catch(() => ({}))
    if (login) return { login, inVain: null }
    throw invalid(
      `${flags.url} is not a flex-iam-mock server.`,
      'Use the URL that serve printed after ready: with --url.',
    )
  }
  const inVain = (await answer.json()) as Timeout
  const missed = inVain.nearest?.expectation ? inVain.nearest.login.id : null
  const login = missed === null ? null : await api.find<Report>(`/api/v1/logins/${missed}`)
  return login === null ? { login, inVain } : { login, inVain: null }
}

const PAUSE_MS = 200
/** The time that an answer may take in addition to the wait itself. */
const GRACE_MS = 5_000

/** Asks until there is an answer, because the harness may still be starting. Null if there is none in time. */
async function askUntilAnswered(
  api: Api,
  queryFor: (left: number) => string,
  timeout: number,
): Promise<Response | null> {
  const deadline = Date.now() + timeout
  for (;;) {
    const left = Math.max(0, deadline - Date.now())
    const limit = AbortSignal.timeout(left + GRACE_MS)
    const answer = await api.ask(`/api/v1/logins/wait?${queryFor(left)}`, limit)
    if (answer !== null && answer.status !== 503) return answer
    if (Date.now() + PAUSE_MS > deadline) return null
    await sleep(PAUSE_MS)
  }
}

const FACTS = ['worker', 'email', 'account', 'connection', 'product', 'outcome', 'after'] as const

function queryOf(flags: WaitFlags, expectations: Expectation[], left: number): string {
  const facts = FACTS.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]]))
  const lines = expectations.map(({ text }) => ['expect', text])
  const query = new URLSearchParams([...facts, ...lines, ['timeout', `${left}ms`]] as [string, string][]).toString()
  if (query.length <= MAX_QUERY_CHARACTERS) return query
  const hint = 'Wait without them, then check the bundle of the login with check --expect.'
  throw invalid(`The expectations have ${query.length} characters, more than one request can carry.`, hint)
}

/** Node accepts 16 KiB of headers, including the path. */
const MAX_QUERY_CHARACTERS = 12_000

const silence = (url: string, timeout: number): Timeout => ({
  detail: `${url} did not answer within ${formatDuration(timeout)}.`,
  hint: 'Start a harness there with flex-iam-mock serve, or give another URL with --url.',
  nearest: null,
  missed: [],
})

const invalid = (message: string, hint: string) => new HarnessError('INVALID_REQUEST', message, hint)
