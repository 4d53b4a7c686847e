import { type ComponentChild, h } from 'preact'
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

/** The page for a browser that is not signed in. */
export interface TokenPage {
  title: string
  /** What is wrong. Null if nothing was tried yet. */
  alert: string | null
  hint: string
  /** Where to go afterwards. Null if no token would help, so that there is no field for one. */
  next: string | null
  /** Whether the page uses the secret after the # in its URL. */
  usesLink: boolean
}

/** A page with a field for the admin token. */
export function renderTokenPage({ title, alert, hint, next, usesLink }: TokenPage): string {
  return renderPage(
    title,
    usesLink ? [...PAGE_HEAD, h('script', { src: '/assets/enter.js', defer: true })] : PAGE_HEAD,
    [
      h('h1', null, title),
      h('p', { id: 'alert', role: 'alert', class: 'rejected', hidden: alert === null }, alert),
      h('p', null, hint),
      next === null ? null : tokenForm(next),
    ],
  )
}

const tokenForm = (next: string): ComponentChild =>
  h('form', { method: 'post', action: '/enter' }, [
    h('input', { type: 'hidden', name: 'next', value: next }),
    h('p', null, [
      h('label', { for: 'token' }, 'Admin token'),
      h('input', {
        id: 'token',
        name: 'token',
        type: 'password',
        required: true,
        autocomplete: 'off',
        autofocus: true,
      }),
    ]),
    h('p', null, h('button', { type: 'submit' }, 'Continue')),
  ])

/** Removes the secret from the address bar, exchanges it for a cookie and continues. If that fails, the form stays. */
export const ENTER_SCRIPT = `async function enter() {
  const link = location.hash.slice(1)
  if (link === '') return
  history.replaceState(null, '', location.pathname + location.search)
  const alert = document.getElementById('alert')
  const answer = await fetch('/enter', { method: 'POST', body: new URLSearchParams({ link }) }).catch(() => null)
  if (answer !== null && answer.ok) {
    location.replace(document.forms[0].elements.next.value)
    return
  }
  const problem = answer === null ? null : await answer.json().catch(() => null)
  alert.textContent = problem === null ? 'The harness does not respond.' : problem.detail
  alert.hidden = false
}
addEventListener('hashchange', enter)
enter()
`
