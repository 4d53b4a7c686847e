import { Option } from 'commander'
import { requireFault } from '../../app/idp/login-request.ts'
import { SAMPLE_TENANTS } from '../../app/idp/tenant.ts'
import type { Report } from '../../core/domain/report.ts'
import { HarnessError } from '../../core/errors.ts'
import { createApi } from './api.ts'
import { createBrowser, type FetchedPage } from './browser.ts'
import type { Define } from './define.ts'
import { FORMATS } from './formats.ts'
import { readUserFlag } from './idp-user.ts'
import {
  accountOption,
  adminTokenOption,
  chosen,
  connectionOption,
  formatOption,
  outputOption,
  responseStyleOption,
  urlOption,
  userOption,
} from './options.ts'
import { writeOutput } from './write-output.ts'

/** The flags of `login` as they were given. */
export interface LoginFlags {
  url: string
  product: string
  account?: string
  connection?: string
  user?: string
  fault?: string
  relayState?: string
  initiatedBy: string
  adminToken?: string
  format: string
  output?: string
}

/** `login`: somebody signs in at a running harness, as a browser would do it. */
export const define: Define = (command, outcome) => {
  command
    .addOption(urlOption())
    .addOption(responseStyleOption())
    .addOption(accountOption())
    .addOption(connectionOption())
    .addOption(userOption(' (default: the first user of the IdP)'))
    .option('--fault <name>', 'what goes wrong; flex-iam-mock mint --list-faults lists the names')
    .option('--relay-state <text>', 'RelayState')
    .addOption(initiatedByOption())
    .addOption(adminTokenOption())
    .addOption(formatOption(FORMATS.keys()))
    .addOption(outputOption())
    .action(async (flags: LoginFlags) => {
      outcome.exitCode = await login(flags)
    })
}

const initiatedByOption = () =>
  new Option('--initiated-by <whom>', 'idp, or sp: begin at the login link with an AuthnRequest')
    .choices(['idp', 'sp'])
    .default('idp')

/** Signs somebody in and writes the Report; resolves to the exit code. @throws HarnessError */
export async function login(flags: LoginFlags): Promise<number> {
  const page = await signIn(await readTarget(flags), flags)
  if (page.login === null)
    throw invalid(`The login ended at ${page.url.replace(/\?.*/s, '')} with ${page.status}.`, reasonOn(page))
  const report = await createApi(flags.url, flags.adminToken).get<Report>(`/api/v1/logins/${page.login}`)
  writeOutput(chosen(FORMATS, flags.format)([report], {}), flags.output)
  return report.outcome === 'accepted' ? 0 : 1
}

interface Target {
  product: string
  sid: string
  /** How often the message is brought. */
  times: number
  /** An AuthnRequest is answered. */
  asks: boolean
}

async function readTarget(flags: LoginFlags): Promise<Target> {
  const { url, product, account, connection, fault, initiatedBy, adminToken } = flags
  const sid = connection ?? account ?? (await chooseTenant(url, adminToken))
  const { delivery, answersRequest } = fault === undefined ? {} : requireFault(fault)
  return {
    product,
    sid,
    times: delivery?.times ?? 1,
    asks: initiatedBy === 'sp' || answersRequest === true,
  }
}

/** The only tenant that the harness knows, or one for trying where it knows none. */
async function chooseTenant(url: string, token: string | undefined): Promise<string> {
  const { connections } = await createApi(url, token).get<{ connections: { sid: string }[] }>('/api/v1/connections')
  const [only, ...others] = connections
  if (others.length === 0) return only?.sid ?? SAMPLE_TENANTS[0]
  throw invalid('The harness has several connections.', 'Name one of them: --connection JQ… or --account AC….')
}

/** Fills in the sign-in page and sends on what it answers with, to the end. */
async function signIn({ product, sid, times, asks }: Target, flags: LoginFlags): Promise<FetchedPage> {
  const { url, user, fault, relayState, adminToken } = flags
  const browser = createBrowser(new URL(url).origin, adminToken)
  const idp = new URL(`/idp/${product}/${sid}`, url).href
  const signInPage = await browser.open(asks ? await loginLink(idp, sid, flags) : idp)
  if (signInPage.status >= 400) return signInPage
  const delivery = await browser.submit(signInPage, {
    ...(user === undefined ? {} : { user: JSON.stringify(readUserFlag(user)) }),
    ...(fault === undefined ? {} : { fault }),
    ...(relayState === undefined ? {} : { RelayState: relayState }),
  })
  if (delivery.status !== 200) return delivery
  for (let time = 1; time < times; time += 1) await browser.submit(delivery)
  return browser.submit(delivery)
}

/** The login link of a tenant; one without a connection gets one from the metadata of the IdP first. */
async function loginLink(idp: string, sid: string, { url, relayState, adminToken }: LoginFlags): Promise<string> {
  const api = createApi(url, adminToken)
  const known = await api.find<{ ssoUrl: string | null }>(`/api/v1/connections/${sid}`)
  if (known !== null && !known.ssoUrl?.startsWith(new URL('/idp/', url).href))
    throw invalid(`The connection ${sid} is set up for another IdP.`, 'Let the IdP begin, or name another tenant.')
  if (known?.ssoUrl !== `${idp}/sso`)
    await api.postXml(`/api/v1/connections/${sid}/metadata`, await api.text(`${idp}/metadata`))
  const link = new URL(`/login/${sid}`, url)
  if (relayState !== undefined) link.searchParams.set('RelayState', relayState)
  return link.href
}

/** What a page says went wrong. */
const reasonOn = ({ html }: FetchedPage) =>
  /role="alert"[^>]{0,200}>([^<]{0,2000})</.exec(html)?.[1] ??
  /"detail":"((?:[^"\\]|\\.)*)"/.exec(html)?.[1] ??
  'Open it to see why.'

const invalid = (message: string, hint: string) => new HarnessError('INVALID_REQUEST', message, hint)
