import { HarnessError } from '../../core/errors.ts'
import { type Form, formsOf } from '../../core/inputs/html-form.ts'
import { CHECK_URL_HINT, fetchFrom } from './api.ts'

/** A page as received, and its URL. */
export interface FetchedPage {
  url: string
  status: number
  html: string
  /** The attempt that the request created, if it was a login. */
  login: string | null
}

/** Calls a harness as a browser would, and follows redirects within the harness. Every method may throw a HarnessError. */
export interface Browser {
  open(url: string): Promise<FetchedPage>
  /** Submits the first form of a page with some of its fields replaced. */
  submit(page: FetchedPage, filledIn?: Record<string, string>): Promise<FetchedPage>
}

/** Limits for the simulated browser. */
interface BrowserLimits {
  requestMs: number
  pageBytes: number
}

const MAX_REDIRECTS = 10
const PATIENCE: BrowserLimits = { requestMs: 60_000, pageBytes: 8 * 1_024 * 1_024 }

/** @param origin no other origin is ever called, because requests contain a token and name a person */
export function createBrowser(
  origin: string,
  token: string | undefined,
  patience: Partial<BrowserLimits> = {},
): Browser {
  const { requestMs, pageBytes } = { ...PATIENCE, ...patience }
  const headers = { accept: 'text/html', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  const ask = async (url: URL, init: { method: 'GET' | 'POST'; body?: URLSearchParams }): Promise<FetchedPage> => {
    if (url.origin !== origin) throw elsewhere(url, origin)
    let [at, request] = [url, init]
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      const signal = AbortSignal.timeout(requestMs)
      const answer = await fetchFrom(at.href, { ...request, headers, redirect: 'manual', signal })
      const [login, target] = [answer.headers.get('flex-iam-mock-login'), answer.headers.get('location')]
      const next = target === null ? null : targetOf(target, at)
      if (next === null || login !== null || next.origin !== origin)
        return { url: (next ?? at).href, status: answer.status, html: await readText(answer, pageBytes), login }
      ;[at, request] = [next, { method: 'GET' }]
    }
    throw unreadable(`${url.href} redirects too often.`, 'Check the base URL of the harness.')
  }
  return {
    open: (url) => ask(new URL(url), { method: 'GET' }),
    submit: async (page, filledIn = {}) => {
      const { action, binding, fields } = firstForm(page)
      const kept = fields.filter(([name]) => !Object.hasOwn(filledIn, name))
      const form = new URLSearchParams([...kept, ...Object.entries(filledIn)])
      const target = targetOf(action ?? page.url, new URL(page.url))
      if (binding === 'post') return ask(target, { method: 'POST', body: form })
      target.search = form.toString()
      return ask(target, { method: 'GET' })
    },
  }
}

function firstForm({ url, status, html }: FetchedPage): Form {
  const [form] = formsOf(html, () => true)
  if (form) return form
  throw unreadable(`${url} answered ${status} without a form.`, 'Open it to see the cause.')
}

function targetOf(link: string, page: URL): URL {
  if (URL.canParse(link, page.href)) return new URL(link, page.href)
  throw unreadable(`${page.href} leads to '${link.slice(0, 200)}', which is not a URL.`, CHECK_URL_HINT)
}

/** The text of an answer, which may be endless. */
async function readText(answer: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of answer.body ?? []) {
      size += chunk.length
      if (size > limit) break
      chunks.push(chunk)
    }
  } catch (cause) {
    throw unreadable(`${answer.url} does not finish its answer: ${(cause as Error).message}`, CHECK_URL_HINT, { cause })
  }
  if (size <= limit) return Buffer.concat(chunks).toString()
  throw unreadable(`${answer.url} answers with more than ${limit} bytes.`, CHECK_URL_HINT)
}

const unreadable = (message: string, hint: string, options?: ErrorOptions) =>
  new HarnessError('UNREADABLE_INPUT', message, hint, options)

function elsewhere(url: URL, origin: string): HarnessError {
  const there = url.origin === 'null' ? url.protocol : url.origin
  return unreadable(
    `The form of the page is sent to ${there}, not to ${origin}.`,
    'Use the URL of the harness with --url.',
  )
}
