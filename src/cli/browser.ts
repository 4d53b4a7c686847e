import { HarnessError } from '../errors.ts'
import { type Form, formsOf } from '../inputs/html-form.ts'
import { fetchFrom } from './api.ts'

/** A page as it came, and where it came from. */
export interface Page {
  url: string
  status: number
  html: string
  /** The attempt that the request became, when it was a login. */
  login: string | null
}

/** Asks a harness as a browser would: redirects are followed as long as they stay there. */
export interface Browser {
  open(url: string): Promise<Page>
  /** Sends the first form of a page, some of its fields filled in anew. */
  submit(page: Page, filledIn?: Record<string, string>): Promise<Page>
}

const MAX_REDIRECTS = 10

/** @param origin nothing else is ever asked */
export function createBrowser(origin: string, token: string | undefined): Browser {
  const headers = { accept: 'text/html', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  const ask = async (url: string, init: { method: 'GET' | 'POST'; body?: URLSearchParams }): Promise<Page> => {
    let [at, request] = [url, init]
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      const answer = await fetchFrom(at, { ...request, headers, redirect: 'manual' })
      const [login, target] = [answer.headers.get('flex-iam-mock-login'), answer.headers.get('location')]
      const next = target === null ? null : new URL(target, at).href
      if (next === null || login !== null || new URL(next).origin !== origin)
        return { url: next ?? at, status: answer.status, html: await answer.text(), login }
      ;[at, request] = [next, { method: 'GET' }]
    }
    throw new HarnessError('UNREADABLE_INPUT', `${url} redirects without end.`, 'Check the base URL of the harness.')
  }
  return {
    open: (url) => ask(url, { method: 'GET' }),
    submit: (page, filledIn = {}) => {
      const { action, binding, fields } = firstForm(page)
      const kept = fields.filter(([name]) => !(name in filledIn))
      const form = new URLSearchParams([...kept, ...Object.entries(filledIn)])
      const target = new URL(action ?? page.url, page.url)
      if (binding === 'post') return ask(target.href, { method: 'POST', body: form })
      target.search = form.toString()
      return ask(target.href, { method: 'GET' })
    },
  }
}

function firstForm({ url, status, html }: Page): Form {
  const [form] = formsOf(html, () => true)
  if (form) return form
  throw new HarnessError(
    'UNREADABLE_INPUT',
    `${url} answered ${status} without a form.`,
    'Open it to see what it says.',
  )
}
