import { type ComponentChild, h } from 'preact'
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

/** What the page shows to a browser that is not let in. */
export interface TokenPage {
  title: string
  /** What is wrong; null where nothing was tried yet. */
  alert: string | null
  hint: string
  /** Where to go afterwards; null where no token would help, so that none is asked for. */
  next: string | null
  /** Whether the page uses the secret after the # of its address. */
  usesLink: boolean
}

/** A page with one field, for the admin token. */
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

/** Takes the secret out of the address bar, exchanges it for a cookie and goes on; the form stays where that fails. */
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
  alert.textContent = problem === null ? 'The harness does not answer.' : problem.detail
  alert.hidden = false
}
addEventListener('hashchange', enter)
enter()
`
