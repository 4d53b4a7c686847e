import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { fileWith, runCli } from '../support/cli.ts'
import { readCommand } from '../support/github-runner.ts'
import { withHarness } from '../support/harness.ts'
import { JUNIT_SCHEMA } from '../support/junit-schema.ts'

const LEGACY = `AC${'1'.repeat(32)}`
const signIn = (harness: FlexIamMock, email: string, roles = ['agent']) =>
  harness.idp.login({ sid: LEGACY, user: { email, fullName: 'Somebody', roles } })
const wait = ({ url }: { url: string }, ...flags: string[]) => runCli(['wait', '--url', url, ...flags])

/** Cases of a JUnit document that the schema allows: each with the element that says how it ended. */
function casesOf(xml: string): [name: string | undefined, ending: string, message: string | undefined][] {
  const [schema, document] = [XmlDocument.fromString(JUNIT_SCHEMA), XmlDocument.fromString(xml)]
  const validator = XsdValidator.fromDoc(schema)
  try {
    validator.validate(document)
    return (document.find('//testcase') as XmlElement[]).map((each) => {
      const ending = (each.get('failure|error|skipped') ?? null) as XmlElement | null
      return [each.attr('name')?.value, ending?.name ?? 'passed', ending?.attr('message')?.value]
    })
  } finally {
    document.dispose()
    validator.dispose()
    schema.dispose()
  }
}

test('wait prints the Report of the login and what was expected of it, and ends with 0', () =>
  withHarness(async (harness) => {
    const waiting = wait(harness, '--email', 'BOB@example.com', '--expect', 'roles contains agent', '--format', 'json')
    await signIn(harness, 'eve@example.com')
    const { id } = await signIn(harness, 'bob@example.com')
    const { exitCode, stdout, stderr } = await waiting
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toEqual({
      login: await harness.logins.find(id ?? ''),
      next: '2',
      expectations: [
        {
          expectation: 'roles contains agent',
          holds: true,
          expected: 'what contains "agent"',
          received: '["agent"]',
        },
      ],
    })
    const text = await wait(harness, '--worker', 'bob@example.com', '--expect', 'roles contains agent')
    expect(text.stdout).toMatch(
      /^ACCEPTED {2}legacy AC1+ .*1 of 1 expectations hold\nholds {3}roles contains agent\n$/s,
    )
  }))

test('a login that comes but misses an expectation ends it with 1; one that does not come, with 3', () =>
  withHarness(async (harness) => {
    const bob = await signIn(harness, 'bob@example.com')
    const flags = ['--worker', 'bob@example.com', '--expect', 'outcome = accepted', '--timeout', '0']
    const missed = await wait(harness, ...flags, '--expect', 'roles contains supervisor')
    expect(missed.exitCode).toBe(1)
    expect(missed.stdout).toMatch(/^NO LOGIN {2}A login with worker bob@example.com came, but none that meets all\n/)
    expect(missed.stdout).toContain(
      [
        '1 of 2 expectations hold',
        'holds   outcome = accepted',
        'missed  roles contains supervisor',
        '  expected what contains "supervisor"',
        '  received ["agent"]',
      ].join('\n'),
    )
    const vain = await wait(harness, '--worker', 'carol@example.com', '--expect', 'roles exists', '--timeout', '10ms')
    expect(vain.exitCode).toBe(3)
    expect(vain.stdout).toContain('A login with worker carol@example.com did not come within 10ms.')
    const because = 'worker is bob@example.com, not carol@example.com'
    const json = await wait(harness, '--worker', 'carol@example.com', '--timeout', '0', '--format', 'json')
    expect([json.exitCode, JSON.parse(json.stdout)]).toMatchObject([
      3,
      {
        login: null,
        next: '1',
        expectations: [],
        nearest: { login: { id: bob.id }, because },
        missed: [{ login: { id: bob.id }, because }],
      },
    ])
  }))

test('as JUnit the login is a case and each expectation is one; what is red is what the exit code says', () =>
  withHarness(async (harness) => {
    await signIn(harness, 'bob@example.com')
    const file = fileWith('')
    const junit = async (worker: string, ...expected: string[]) => {
      const flags = ['--worker', worker, '--timeout', '0', '--format', 'junit', '-o', file]
      const ended = await wait(harness, ...flags, ...expected.flatMap((line) => ['--expect', line]))
      expect(ended.stdout).toBe('')
      return [ended.exitCode, casesOf(readFileSync(file, 'utf8'))]
    }
    const bob = 'bob@example.com'
    expect(await junit(bob, 'roles contains agent', 'outcome = accepted')).toEqual([
      0,
      [
        ['a login with worker bob@example.com comes', 'passed', undefined],
        ['roles contains agent', 'passed', undefined],
        ['outcome = accepted', 'passed', undefined],
      ],
    ])
    expect(await junit(bob, 'roles contains agent', 'team_id = "<&>"')).toEqual([
      1,
      [
        ['a login with worker bob@example.com comes', 'passed', undefined],
        ['roles contains agent', 'passed', undefined],
        ['team_id = "<&>"', 'failure', expect.stringMatching(/^Expected "<&>", received nothing: the worker has /)],
      ],
    ])
    expect(await junit('eve@example.com', 'roles contains agent')).toEqual([
      3,
      [
        [
          'a login with worker eve@example.com comes',
          'failure',
          'A login with worker eve@example.com did not come within 0.',
        ],
        ['roles contains agent', 'skipped', 'There is no login to hold it against.'],
      ],
    ])
  }))

test('as annotations of GitHub each missed expectation is an error, and so is a login that did not come', () =>
  withHarness(async (harness) => {
    const bob = await signIn(harness, 'bob@example.com')
    const github = async (...flags: string[]) => {
      const { stdout } = await wait(harness, '--timeout', '0', '--format', 'github', ...flags)
      return stdout.trimEnd().split('\n')
    }
    expect(await github()).toEqual([expect.stringMatching(/^ACCEPTED legacy AC/)])
    const [missed, ...more] = await github('--expect', 'roles contains admin', '--expect', 'roles exists')
    expect(more).toEqual([])
    expect(readCommand(missed ?? '')).toEqual({
      command: 'error',
      properties: { title: 'Expectation missed: roles contains admin' },
      message: 'expected: what contains "admin"\nreceived: ["agent"]',
    })
    expect(readCommand((await github('--worker', 'eve@example.com'))[0] ?? '')).toEqual({
      command: 'error',
      properties: { title: 'A login with worker eve@example.com did not come within 0.' },
      message: `the nearest, ${bob.id}: worker is bob@example.com, not eve@example.com`,
    })
  }))

test('expectations are read from a file, YAML or JSON, and from the environment', () =>
  withHarness(async (harness) => {
    await signIn(harness, 'bob@example.com')
    const yaml = fileWith(
      '# of a login\nexpect:\n  - roles contains agent\n  - worker.friendlyName = "bob@example.com"\n',
    )
    const json = fileWith('{"expect": ["roles contains supervisor"]}')
    expect((await wait(harness, '--expect', yaml, '--timeout', '0')).exitCode).toBe(0)
    expect((await wait(harness, '--expect', yaml, '--expect', json, '--timeout', '0')).exitCode).toBe(1)
    const environment = { FLEX_IAM_URL: harness.url, FLEX_IAM_TIMEOUT: '0', FLEX_IAM_EXPECT: json }
    const ended = await runCli(['wait', '--format', 'json'], '', environment)
    expect([ended.exitCode, JSON.parse(ended.stdout).expectations]).toMatchObject([1, [{ received: '["agent"]' }]])
    expect((await runCli(['wait', '--timeout', '1ms', '--worker', 'eve'], '', environment)).exitCode).toBe(3)
  }))

test('a cursor goes on from the last login', () =>
  withHarness(async (harness) => {
    await signIn(harness, 'bob@example.com')
    const first = JSON.parse((await wait(harness, '--format', 'json')).stdout)
    expect((await wait(harness, '--after', first.next, '--timeout', '10ms')).exitCode).toBe(3)
    const { id } = await signIn(harness, 'eve@example.com')
    const second = JSON.parse((await wait(harness, '--after', first.next, '--format', 'json')).stdout)
    expect(second.login.id).toBe(id)
  }))

test('a harness that is not up yet is waited for, and so is one that goes away and comes back', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const waiting = wait({ url }, '--worker', 'bob@example.com', '--timeout', '20s')
  await new Promise((resolve) => setTimeout(resolve, 300))
  const first = await startFlexIamMock({ port })
  while ((await waitingAt(first)) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await first.close()
  const second = await startFlexIamMock({ port })
  try {
    await signIn(second, 'bob@example.com')
    expect((await waiting).exitCode).toBe(0)
  } finally {
    await second.close()
  }
  const nobody = await wait({ url }, '--timeout', '300ms')
  expect([nobody.exitCode, nobody.stdout.replace(/\s+/g, ' ')]).toEqual([
    3,
    expect.stringMatching(
      /^NO LOGIN A login was waited for 300ms in vain: http:\/\/127.0.0.1:\d+ does not answer: .*ECONNREFUSED/,
    ),
  ])
})

const waitingAt = async ({ url }: FlexIamMock) =>
  ((await (await fetch(`${url}/api/v1/info`)).json()) as { waiting: number }).waiting

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test.each([
  [['--timeout', '60'], '--timeout is'],
  [['--format', 'html'], 'no format'],
  [['--url', 'localhost'], 'is no URL'],
  [['--outcome', 'good'], 'outcome'],
  [['--after', 'x'], 'after'],
  [['--expect', 'roles contain agent'], 'column 7'],
  [['--expect', 'no-such-file.yaml'], 'no-such-file.yaml cannot be read'],
  [['--expect', fileWith('expect:\n  - roles exists\n  - roles contain agent\n')], 'line 3: .*column 7'],
  [['--expect', fileWith('expect: roles exists')], 'line 1, column 1: expect has no list'],
  [['--expect', fileWith('expect: [5]')], 'line 1, column 10: it is no text'],
  [['--expect', fileWith('expect: [')], 'line 1, column 10'],
  [['--expect', fileWith('expects: []')], 'line 1, column 1: there is another key'],
  [['--expect', fileWith('')], 'line 1, column 1: the file holds no object'],
  [['--expect', fileWith('a: &a [x]\nexpect: [*a]')], 'line 1, column 1: there is another key'],
])('wait %j is wrong usage', (flags, told) =>
  withHarness(async (harness) => {
    const ended = await wait(harness, '--timeout', '0', ...flags)
    expect([ended.exitCode, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toMatch(new RegExp(told))
  }),
)

test('what answers there and is no harness is told, and not asked again', async () => {
  const server = createServer((_request, response) => response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const ended = await wait({ url: `http://127.0.0.1:${port}` }, '--timeout', '20s')
    expect([ended.exitCode, ended.stderr]).toEqual([2, expect.stringContaining('is no login')])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
