import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { requireFault } from '../../src/app/idp/login-request.ts'
import { createBrowser } from '../../src/edge/cli/browser.ts'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { fileWith, runCli, spawnCli } from '../support/cli.ts'
import { latest, post, send } from '../support/harness.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'

const KEY = fileWith(IDP_KEY)
let harness: FlexIamMock
beforeAll(async () => {
  harness = await startFlexIamMock({ idpKey: IDP_KEY })
})
afterAll(() => harness.close())

const { legacy: AC, enhanced: JQ } = TENANTS
const loginOverHttp = (wish: object) => send(`${harness.url}/api/v1/idp/login`, 'POST', wish)

type Wish = NonNullable<Parameters<FlexIamMock['idp']['login']>[0]>
const failedIn = async (wish: Wish) =>
  (await harness.idp.login(wish)).findings.filter(({ status }) => /fail|crashed/.test(status)).map(({ id }) => id)

/** That a fault raises what it names, and nothing else that a login without it does not. */
async function expectNamed(wish: Wish & { fault: string }): Promise<void> {
  const { raises } = requireFault(wish.fault)
  const ofItself = await failedIn({ ...wish, fault: null })
  const raised = (await failedIn(wish)).filter((id) => !ofItself.includes(id))
  expect([wish.fault, raised.sort()]).toEqual([wish.fault, [...raises].sort()])
}

describe('a person', () => {
  const ADA = { email: 'ada@example.com' }
  const UNWRITABLE: [string, object, string][] = [
    ['a NUL in the e-mail address', { email: 'ada\0@example.com' }, 'email'],
    ['an escape character in the name', { ...ADA, fullName: '\u001b[31mAda' }, 'fullName'],
    ['half a surrogate pair in a role', { ...ADA, roles: ['agent', '\ud83d'] }, 'roles'],
    ['a noncharacter in a claim', { ...ADA, claims: { team: '\uffff' } }, 'claims.team'],
    ['a control character in the name of a claim', { ...ADA, claims: { 'a\u0001': 'x' } }, 'claims'],
    ['a vertical tab in the NameID', { ...ADA, nameId: 'a\u000b' }, 'nameId'],
  ]

  test.each(UNWRITABLE)('with %s, which no XML holds, is refused by name at every door', async (_, user, place) => {
    const answer = await loginOverHttp({ sid: JQ, user })
    const page = await post(`${harness.url}/idp/plain/${JQ}/login`, { user: JSON.stringify(user) }, 'text/html')
    const { exitCode, stderr } = await runCli(['mint', '--account', AC, '--user', fileWith(JSON.stringify(user))])
    expect([answer.status, page.status, exitCode]).toEqual([400, 400, 2])
    for (const said of [((await answer.json()) as { detail: string }).detail, await page.text(), stderr])
      expect(said).toContain(place)
    await expect(startFlexIamMock({ users: [user] as never })).rejects.toThrow(`0.${place}`)
  })

  test('with such a character among the claims of the form is refused', async () => {
    const fields = { email: 'ada@example.com', claims: 'team = a\u0001' }
    const page = await post(`${harness.url}/idp/plain/${JQ}/login`, fields, 'text/html')
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('claims.team')])
  })

  const MARKUP = {
    email: `<b>&"'@x.example`,
    fullName: '</saml:AttributeValue><script>alert(1)</script>]]><!-- <?x ?> {tenant} $& $1 👩‍🚀\u2028\u0085\r\n\t',
    roles: ['agent'],
    claims: {
      '<x y="z">&\n': '<!DOCTYPE x><a:Assertion ID="x">',
      '</a:Conditions>': '</samlp:Response>',
      constructor: '',
    },
  }
  const EDITORS = [
    'wrapped',
    'two-assertions',
    'assertion-encrypted',
    'element-unknown',
    'altered-on-the-way',
    'doctype',
  ]

  test('of markup, templates and line ends is written and read unchanged, in every style', async () => {
    for (const product of ['plain', 'entra', 'salesforce', 'keycloak']) {
      const report = await harness.idp.login({ product, sid: JQ, user: MARKUP })
      expect([report.outcome, report.subject]).toEqual(['accepted', expect.objectContaining({ nameId: MARKUP.email })])
      expect(report.claims).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'full_name', values: [MARKUP.fullName], verified: true }),
          expect.objectContaining({ name: 'constructor', values: [''] }),
        ]),
      )
    }
    for (const fault of EDITORS) await expectNamed({ sid: JQ, user: MARKUP, fault })
  })
})

describe('a fault', () => {
  const OF_PLACES = ['destination', 'recipient'].flatMap((name) => [
    `${name}-of-another-tenant`,
    `${name}-of-another-host`,
  ])

  test.each([`AC${'f'.repeat(32)}`, 'JQ0123456789ABCDEF0123456789ABCDEF'])(
    'of another tenant is one of another for %s too',
    async (sid) => {
      for (const fault of ['audience-of-another-tenant', ...OF_PLACES]) await expectNamed({ sid, fault })
    },
  )

  test('of another tenant leaves a host alone that looks like one, and another host is another wherever Flex is', async () => {
    const hash = '0123456789abcdef0123456789abcdef'
    for (const host of [`${hash}.example.com`, 'flex.example.com'])
      for (const fault of OF_PLACES) {
        const where = ['--acs', `https://${host}/v1/Accounts/${AC}/saml2`, '--key', KEY]
        const { stdout } = await runCli(['mint', '--account', AC, '--fault', fault, ...where])
        const attribute = fault.startsWith('destination') ? 'Destination' : 'Recipient'
        const [, said = ''] = new RegExp(` ${attribute}="([^"]*)"`).exec(stdout) ?? []
        expect([said.includes(`//${host}/`), said.includes(AC)]).toEqual([!/host/.test(fault), /host/.test(fault)])
      }
  })

  test.each([
    ['relay-state-cut', 'r'.repeat(80)],
    ['relay-state-cut', ''],
    ['relay-state-lost', ''],
  ])('%s that does nothing to the RelayState %j is refused', async (fault, relayState) => {
    const answer = await loginOverHttp({ sid: AC, fault, relayState })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringContaining('has no effect on this RelayState') }),
    ])
  })

  test('that sends a message in a URL is refused if it is too long for a URL', async () => {
    const wish = { sid: JQ, fault: 'posted-with-get', relayState: 'r'.repeat(8_192) }
    const answer = await loginOverHttp(wish)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringContaining('too long for a URL') }),
    ])
    const args = ['login', '--url', harness.url, '--connection', JQ, '--fault', wish.fault]
    const { exitCode, stdout, stderr } = await runCli([...args, '--relay-state', wish.relayState])
    expect([exitCode, stdout, stderr.includes('431'), stderr.includes('SAMLResponse')]).toEqual([2, '', true, false])
  })
})

test('a RelayState of several lines passes the sign-in page, where a browser would take them out of one line', async () => {
  await harness.idp.login({ sid: AC })
  const browser = createBrowser(harness.url, undefined)
  for (const relayState of ['a\r\nb', '\n\na\n']) {
    const page = await browser.open(`${harness.url}/login/${AC}?${new URLSearchParams({ RelayState: relayState })}`)
    expect(page.html).not.toMatch(/<input[^>]*RelayState/)
    await browser.submit(await browser.submit(page))
    const { findings, ...report } = await latest(harness)
    expect(report.relayState).toBe(relayState)
    expect(findings).toContainEqual(expect.objectContaining({ id: 'relay-state-comes-back', status: 'pass' }))
  }
})

describe('login', () => {
  const PAGE = '<form method="post"><input name="user" value="ada@example.com"></form>'
  const TOKEN = 'a-token-of-enough-length'

  /** Runs `login` at a server that is no harness: what it answers is all that differs. */
  async function loginAt(
    answer: RequestListener,
  ): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/api/v1/connections')) response.end('{"connections":[]}')
      else answer(request, response)
    })
    const url = await listen(server)
    try {
      return await runCli(['login', '--url', url, '--admin-token', TOKEN])
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  const to =
    (location: string): RequestListener =>
    (_, response) =>
      void response.writeHead(302, { location }).end()
  const page =
    (html: string): RequestListener =>
    (_, response) =>
      void response.end(html)
  const refusing =
    (html: string): RequestListener =>
    (request, response) =>
      void (request.method === 'GET' ? response : response.writeHead(400)).end(request.method === 'GET' ? PAGE : html)

  const HOSTILE: [string, RequestListener, string][] = [
    ['a redirect to what is no URL', to('http://['), 'which is not a URL'],
    ['a redirect to a script', to('javascript:alert(1)'), 'without a form'],
    ['redirects without end', (request, response) => to(`${request.url}x`)(request, response), 'redirects too often'],
    ['a form to what is no URL', page(PAGE.replace('>', ' action="http://[">')), 'which is not a URL'],
    ['a form to a script', page(PAGE.replace('>', ' action="javascript:alert(1)">')), 'is sent to javascript:'],
    [
      'a form to a document of its own',
      page('<form action="data:text/html,x"><input name="user">'),
      'is sent to data:',
    ],
    ['a page without a form', page('<form '.repeat(100_000)), 'without a form'],
    ['a page without end', endless, 'more than 8388608 bytes'],
    ['a refusal that is hard to read', refusing('role="alert"'.repeat(60_000)), 'ended at'],
    ['a refusal that acts on a terminal', refusing('<p role="alert">\u001b]0;x\u0007</p>'), '\\u001b]0;x\\u0007'],
  ]

  test.each(HOSTILE)('takes %s for a mistake, exit code 2', async (_, answer, message) => {
    const { exitCode, stdout, stderr } = await loginAt(answer)
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)])
  })

  test.each([
    ['a form', (url: string) => page(PAGE.replace('>', ` action="${url}">`))],
    ['a redirect', to],
  ])('never follows %s to another host: neither token nor person go there', async (_, lead) => {
    const seen: unknown[] = []
    const other = createServer((request, response) => {
      seen.push(request.headers)
      response.end(PAGE)
    })
    const elsewhere = await listen(other)
    const { exitCode, stderr } = await loginAt(lead(`${elsewhere}/`))
    other.closeAllConnections()
    other.close()
    expect([exitCode, seen]).toEqual([2, []])
    expect(stderr).toContain(elsewhere)
    expect(stderr).not.toContain(TOKEN)
  })

  test('waits for no page for ever', async () => {
    const server = createServer((_, response) => void response.write('<form>'))
    const browser = createBrowser(await listen(server), undefined, { requestMs: 100 })
    await expect(browser.open(await listen(server))).rejects.toThrow('does not finish its answer')
    server.closeAllConnections()
    server.close()
  })

  test.each(['<!doctype html>', 'null', '"x"'])('says that %s comes from no harness', async (said) => {
    const server = createServer((_, response) => void response.end(said))
    const { exitCode, stderr } = await runCli(['login', '--url', await listen(server)])
    server.closeAllConnections()
    server.close()
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is not a flex-iam-mock server')])
  })
})

test('simultaneous logins of several products to one tenant do not overwrite each other’s connection', async () => {
  const wishes: Wish[] = ['plain', 'okta', 'plain', 'entra', 'okta'].map((product) => ({ product, sid: JQ }))
  const odd: Wish = { sid: JQ, fault: 'certificate-expired' }
  const reports = await Promise.all([...wishes, odd, ...wishes].map((wish) => harness.idp.login(wish)))
  expect(reports.map(({ outcome }) => outcome)).toEqual(reports.map(() => 'accepted'))
})

test('an unexpected error gives exit code 2, because 1 would mean a rejected login', async () => {
  const server = createServer((_, response) => void response.end('{"connections":1}'))
  const url = await listen(server)
  const { exitCode, stdout, stderr } = await spawnCli(['login'], '', { FLEX_IAM_URL: url })
  server.closeAllConnections()
  server.close()
  expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^TypeError: /)])
})

function endless(_: unknown, response: Parameters<RequestListener>[1]): void {
  const more = () => void response.write('x'.repeat(1_000_000), (error) => error || more())
  more()
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.each([
  ['mint', '--account', AC],
  ['selftest', '--only', 'doctype'],
  ['diff', KEY, KEY],
])('%s has no format that objects have of themselves', async (...args) => {
  const { exitCode, stdout, stderr } = await runCli([...args, '--format', 'constructor'])
  expect([exitCode, stdout, stderr]).toEqual([
    2,
    '',
    expect.stringContaining("--format 'constructor' is not a known value"),
  ])
})
