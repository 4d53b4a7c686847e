import { type ComponentChild, h } from 'preact'

import type { Connection } from '../../core/domain/login.ts'
import type { Worker } from '../../core/domain/worker.ts'
import { shorten } from '../../core/report/printable.ts'
import { renderPage } from './page.tsx'

import { PAGE_HEAD } from './page-head.ts'

/** The page in place of the agent desktop. It shows who signed in, which the last step of the guides checks. */
export function renderSignedInPage({ friendlyName, accountSid, attributes }: Worker, loginId: string | null): string {
  const fullName = textOf(attributes.full_name) || shorten(friendlyName)
  return renderPage('Signed in', PAGE_HEAD, [
    h('h1', null, `Signed in as ${fullName}`),
    h('dl', null, [
      ...term('Full name', fullName),
      ...term('Roles', textOf(attributes.roles) || 'none'),
      ...term('Friendly name', shorten(friendlyName)),
      ...term('E-mail', textOf(attributes.email) || 'none'),
      ...term('Account', h('code', null, accountSid)),
    ]),
    loginId && h('p', null, h('a', { href: `/logins/${loginId}` }, 'Details of this login')),
  ])
}

const term = (name: string, value: ComponentChild) => [h('dt', null, name), h('dd', null, value)]

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(textOf).join(', ') : typeof value === 'string' ? shorten(value) : ''

/** The page if nobody is signed in. It lists where to sign in, as far as the visitor may know. */
export function renderLandingPage(connections: readonly Pick<Connection, 'sid' | 'friendlyName'>[]): string {
  const links = connections.map(({ sid, friendlyName }) =>
    h('li', null, h('a', { href: `/login/${sid}` }, shorten(friendlyName))),
  )
  return renderPage('Not signed in', PAGE_HEAD, [
    h('h1', null, 'You are not signed in'),
    links.length > 0
      ? [h('p', null, 'Sign in with'), h('ul', null, links)]
      : h('p', null, 'Open the login link of your tenant: /login/ followed by its SID.'),
  ])
}

/** Says what is wrong and what to do. `idpPath` is the sign-in page of the built-in IdP. */
export function renderTroublePage(
  { message, hint }: { message: string; hint: string },
  idpPath: string | null,
): string {
  return renderPage('Sign-in is not possible', PAGE_HEAD, [
    h('h1', null, 'Sign-in is not possible'),
    h('p', { class: 'rejected' }, message),
    h('p', null, hint),
    idpPath && h('p', null, h('a', { href: idpPath }, 'Sign in with the built-in identity provider instead')),
  ])
}
