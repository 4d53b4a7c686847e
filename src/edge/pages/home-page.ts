import { type ComponentChild, h } from 'preact'
import { sidPrefixOf } from '../../core/domain/sid.ts'
import { shorten } from '../../core/report/printable.ts'
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

/** What to enter in the IdP of a tenant. An example stands for any tenant, and its URLs do not work. */
export interface TenantAddresses {
  sid: string
  name: string
  isExample: boolean
  replyUrl: string
  entityId: string
  metadataUrl: string
}

/** One login of the list. `person` is as sent. `cause` is the first reason for a rejection, in words. */
export interface LoginRow {
  id: string
  receivedAt: string
  outcome: 'accepted' | 'rejected'
  tenant: { sid: string; name: string }
  person: string | null
  isVerified: boolean
  cause: string | null
}

/** What the start page shows. */
export interface HomePage {
  baseUrl: string
  asksForToken: boolean
  tenants: readonly TenantAddresses[]
  moreTenants: number
  logins: readonly LoginRow[]
}

const WHAT_IT_IS =
  'A test harness that stands in for Twilio Flex single sign-on. Point a SAML 2.0 identity provider at it and sign in. It shows whether Flex would accept the login, why not, and which worker attributes the claims become.'

/** The start page. */
export function renderHomePage(page: HomePage): string {
  return renderPage('Start', PAGE_HEAD, [
    h('h1', null, 'flex-iam-mock'),
    h('p', null, WHAT_IT_IS),
    h('nav', { 'aria-label': 'Pages' }, [
      h('a', { href: '/idp' }, 'Built-in identity provider'),
      ' · ',
      h('a', { href: '/docs' }, 'API'),
    ]),
    h('h2', null, 'Latest logins'),
    page.logins.length === 0 ? noLogins() : loginTable(page.logins),
    h('h2', null, 'Point your identity provider here'),
    h('p', null, whoMayCome(page)),
    ...page.tenants.map(addresses),
    page.moreTenants > 0 &&
      h('p', null, h('a', { href: '/api/v1/connections' }, `${page.moreTenants} more connections`)),
    h('h2', null, 'What you can do'),
    ...stories(page),
  ])
}

function noLogins(): ComponentChild {
  return h('p', null, [
    'No login has arrived yet. Sign in at your identity provider, or try the ',
    h('a', { href: '/idp' }, 'built-in one'),
    '.',
  ])
}

function loginTable(logins: readonly LoginRow[]): ComponentChild {
  const heads = ['Time (UTC)', 'Person', 'Tenant', 'Outcome'].map((name) => h('th', { scope: 'col' }, name))
  return h('table', null, [h('thead', null, h('tr', null, heads)), h('tbody', null, logins.map(loginRow))])
}

function loginRow({ id, receivedAt, outcome, tenant, person, isVerified, cause }: LoginRow): ComponentChild {
  const time = receivedAt.slice(0, 19).replace('T', ' ')
  const verdict = outcome === 'accepted' ? 'Accepted' : 'Rejected'
  return h('tr', null, [
    h('td', null, h('time', { dateTime: receivedAt }, time)),
    h('td', null, person === null ? 'unknown' : [shorten(person), isVerified ? '' : ' (not verified)']),
    h('td', null, tenant.sid === '' ? 'no tenant' : nameOf(tenant)),
    h('td', null, [h('a', { href: `/logins/${id}`, class: outcome }, verdict), cause && `: ${cause}`]),
  ])
}

const nameOf = ({ sid, name }: { sid: string; name: string }): ComponentChild =>
  name === sid ? h('code', null, sid) : shorten(name)

function whoMayCome({ tenants }: HomePage): string {
  return tenants.some(({ isExample }) => isExample)
    ? 'Any SID works. You do not have to create anything first. The first login is recorded and rejected, and its page shows how to trust your identity provider.'
    : 'Any other SID works too. You do not have to create anything first.'
}

function addresses({ sid, name, isExample, replyUrl, entityId, metadataUrl }: TenantAddresses): ComponentChild {
  const title = name === sid ? h('code', null, sid) : [shorten(name), ' ', h('code', null, sid)]
  const metadata = h('code', null, metadataUrl)
  return h('section', null, [
    h('h3', null, title),
    h('dl', null, [
      h('dt', null, 'Reply URL (ACS)'),
      h('dd', null, h('code', null, replyUrl)),
      h('dt', null, 'Entity ID (Audience)'),
      h('dd', null, h('code', null, entityId)),
      h('dt', null, 'Metadata'),
      h('dd', null, isExample ? metadata : h('a', { href: metadataUrl }, metadata)),
    ]),
  ])
}

/** The common tasks, as in the README. */
function stories({ baseUrl, asksForToken, tenants }: HomePage): ComponentChild[] {
  const sid = tenants[0]?.sid ?? 'AC…'
  const flag = sidPrefixOf(sid) === 'JQ' ? '--connection' : '--account'
  const token = asksForToken ? '-H "Authorization: Bearer $TOKEN" ' : ''
  return [
    story(
      'Set up my identity provider',
      'Enter the URLs above in your identity provider, and import its metadata. Then sign in.',
      `curl ${baseUrl}/api/v1/connections/${sid}/metadata \\\n  ${token}-H 'Content-Type: application/xml' --data-binary @idp-metadata.xml`,
    ),
    story(
      'Test in CI',
      'Run your tests with a harness. FLEX_IAM_URL holds its URL.',
      'npx flex-iam-mock exec --seed seed.json -- npm test',
    ),
    story(
      'Check a captured response',
      'Read a login that a browser or an extension saved: HAR, SAML-tracer, base64 or XML.',
      `npx flex-iam-mock check login.har ${flag} ${sid} --idp-metadata idp-metadata.xml`,
    ),
  ]
}

const story = (title: string, text: string, command: string): ComponentChild =>
  h('section', null, [h('h3', null, title), h('p', null, text), h('pre', null, command)])

/** The page for a path without a route. */
export function renderNotFoundPage(path: string): string {
  return renderPage('Not found', PAGE_HEAD, [
    h('h1', null, 'Page not found'),
    h('p', null, ['There is nothing at ', h('code', null, shorten(path)), '.']),
    h('p', null, h('a', { href: '/' }, 'Go to the start page')),
  ])
}
