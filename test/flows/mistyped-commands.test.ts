import { expect, test } from '@jest/globals'
import { fileWith, runCli } from '../support/cli.ts'

const AC = 'AC0123456789abcdef0123456789abcdef'
const JQ = 'JQ0123456789abcdef0123456789abcdef'
const FILE = fileWith('YQ==')

const MISTAKES: [args: string[], message: string][] = [
  [['chek', 'FILE'], "unknown command 'chek'. Did you mean check?"],
  [['serv'], "unknown command 'serv'. Did you mean serve?"],
  [['doctor'], "unknown command 'doctor'."],
  [['--prot', '0'], "unknown option '--prot'. Did you mean --port?"],
  [['serve', '--tls'], "unknown option '--tls'."],
  [['serve', 'extra'], "too many arguments for 'serve'"],
  [['serve', '--port', 'abc'], '--port (FLEX_IAM_PORT): must be a whole number from 0 to 65535'],
  [['serve', '--port', '65536'], '--port (FLEX_IAM_PORT): must be a whole number from 0 to 65535'],
  [['serve', '--retain', '0'], '--retain (FLEX_IAM_RETAIN): must be a whole number from 1 to 1000000'],
  [['serve', '--base-url', 'localhost:8080'], '(FLEX_IAM_BASE_URL): must be a URL such as http://localhost:8080'],
  [['check'], "missing required argument 'file'."],
  [['check', 'FILE'], 'Neither --account nor --connection names the tenant.'],
  [['check', 'FILE', '--connection', JQ, '--generation', 'legacy'], '--generation legacy needs --account.'],
  [['check', 'FILE', '--account', AC, '--generation', 'enhanced'], '--generation enhanced needs --connection.'],
  [['check', 'FILE', '--account', 'AC1'], "--account 'AC1' is not a valid SID"],
  [['check', 'FILE', '--connection', AC], `--connection '${AC}' is not a valid SID. Use JQ`],
  [['check', 'FILE', '--clock-skew', 'x'], "--clock-skew 'x' is not a whole number of seconds"],
  [['check', 'FILE', '--clock-skew', '86401'], "--clock-skew '86401' is not a whole number of seconds, at most 86400"],
  [
    ['check', 'FILE', '--signature-policy', 'none'],
    "--signature-policy 'none' is not a known value. Use one of both, ",
  ],
  [['check', 'FILE', '--generation', 'foo'], 'Use one of legacy, preview, enhanced.'],
  [['check', 'FILE', '--product', 'azure'], "--product 'azure' is not a known value. Use one of entra, okta, "],
  [['check', 'FILE', '--now', '2026-02-30T10:00:00Z'], "--now '2026-02-30T10:00:00Z' is not a valid ISO 8601 time"],
  [['check', 'FILE', '--migrate', 'nowhere'], "--migrate 'nowhere' is not a migration target. Use legacy, enhanced"],
  [['check', 'FILE', '--format', 'xml'], "--format 'xml' is not a known value. Use one of text, json, junit, "],
  [['check', 'FILE', '--format'], '--format needs a value.'],
  [['check', 'FILE', '--formt', 'json'], "unknown option '--formt'. Did you mean --format?"],
  [['check', 'FILE', '--trust-embedded', '--idp-cert', 'FILE'], '--trust-embedded cannot be used with --idp-cert.'],
  [['check', 'FILE', '--trust-embedded', '--idp-metadata', 'FILE'], 'cannot be used with --idp-metadata.'],
  [['explain', 'audience'], 'Did you mean audience-names-entity-id or audience-is-present?'],
  [['explain', 'response-is-singed'], 'Did you mean response-is-signed?'],
  [['wait', '--url', 'localhost:8080'], "--url 'localhost:8080' is not a valid URL. Use http://localhost:8080."],
  [['wait', '--url', 'nonsense'], "--url 'nonsense' is not a valid URL. Use http://localhost:8080."],
  [['wait', '--timeout', 'soon'], "--timeout 'soon' is not a duration, such as 500ms, 30s or 2m."],
  [['wait', '--outcome', 'maybe'], "--outcome 'maybe' is not a known value. Use one of accepted, rejected."],
  [['wait', '--format', 'html'], "--format 'html' is not a known value. Use one of text, json, junit, github."],
  [['readyz', '--timeout', '-1'], "--timeout '-1' is not a duration"],
  [['login', '--product', 'ping'], "--product 'ping' is not a known value. Use one of plain, entra, "],
  [['login', '--initiated-by', 'me'], 'Use one of idp, sp.'],
  [['mint', '--account', AC, '--connection', JQ], '--account cannot be used with --connection.'],
  [['mint', '--account', AC, '--format', 'json'], 'Use one of xml, base64, bundle.'],
  [
    ['diff', 'FILE', 'FILE', '--format', 'constructor'],
    "--format 'constructor' is not a known value. Use one of text, json.",
  ],
  [['check', 'FILE', '--format', '\u001b[31m'], "--format '\\u001b[31m' is not a known value"],
]

test.each(MISTAKES)('%j: the mistake is named as it was typed', async (args, message) => {
  const { exitCode, stdout, stderr } = await runCli(args.map((arg) => (arg === 'FILE' ? FILE : arg)))
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message)
  expect(stderr).toMatch(/^flex-iam-mock: .+\n.+\n$/m)
  expect(stderr.slice(stderr.indexOf('flex-iam-mock:'))).not.toMatch(/docs\/|README|[a-z][A-Z]/) // no JSON field, no page
})

const COMMANDS = ['serve', 'check', 'diff', 'explain', 'mint', 'wait', 'exec', 'readyz', 'login', 'selftest']

test('the list of commands names each of them, and the default one', async () => {
  const { exitCode, stdout } = await runCli(['--help'])
  expect(exitCode).toBe(0)
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} \\[options\\]`, 'm'))
  expect(stdout).toContain('Without a command, serve is run')
})

test.each(COMMANDS)('the help of %s has an example, and shows no empty list as a default', async (command) => {
  const { exitCode, stdout } = await runCli([command, '--help'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(new RegExp(`\nExample:\n {2}flex-iam-mock ${command} `))
  expect(stdout).not.toContain('default: []')
  expect(await runCli(['help', command])).toMatchObject({ exitCode: 0, stdout })
})

test('help shows the variable of each flag, and its possible values', async () => {
  const help = async (command: string) => (await runCli([command, '--help'])).stdout.replace(/\s+/g, ' ')
  expect(await help('serve')).toContain(
    '--port <number> TCP port, 0 for a free one (default 8080) (env: FLEX_IAM_PORT)',
  )
  expect(await help('serve')).not.toMatch(/FLEX_IAM_(DEMO|ONCE)/)
  expect(await help('exec')).not.toContain('FLEX_IAM_DB')
  expect(await help('check')).toContain('choices: "entra", "okta",')
  expect(await help('mint')).toContain('choices: "plain", "entra",')
})

test('an error names the variable that set the value; an empty one, and a switch of 0, are not set', async () => {
  const run = (environment: NodeJS.ProcessEnv, ...args: string[]) => runCli(args, '', environment)
  const [format, skew, flag, empty, port, open] = await Promise.all([
    run({ FLEX_IAM_FORMAT: 'nothing' }, 'check', FILE, '--account', AC),
    run({ FLEX_IAM_CLOCK_SKEW: 'x' }, 'check', FILE, '--account', AC),
    run({ FLEX_IAM_FORMAT: 'nothing' }, 'check', FILE, '--account', AC, '--format', 'json'),
    run({ FLEX_IAM_FORMAT: '', FLEX_IAM_CONNECTION: '', FLEX_IAM_REDACT: '0' }, 'check', FILE, '--account', AC),
    run({ FLEX_IAM_PORT: '1' }, 'wait', '--timeout', '1ms'),
    run({ FLEX_IAM_OPEN: 'maybe' }),
  ])
  expect([format.exitCode, format.stderr]).toEqual([
    2,
    expect.stringContaining("FLEX_IAM_FORMAT 'nothing' is not a known"),
  ])
  expect([skew.exitCode, skew.stderr]).toEqual([2, expect.stringContaining("FLEX_IAM_CLOCK_SKEW 'x' is not a whole")])
  expect([flag.exitCode, JSON.parse(flag.stdout)]).toMatchObject([1, { outcome: 'rejected' }])
  expect([empty.exitCode, empty.stderr]).toEqual([1, ''])
  expect([port.exitCode, port.stdout]).toEqual([3, expect.stringContaining('http://localhost:1 did not answer')])
  expect([open.exitCode, open.stderr]).toEqual([2, expect.stringContaining('--open (FLEX_IAM_OPEN): must be 1, true')])
})
