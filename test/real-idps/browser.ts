import { type Form, formsOf } from '../../src/core/inputs/html-form.ts'

/** Who signs in at the form of an IdP. */
export interface Credentials {
  username: string
  password: string
}

/** How a sign-in ended: what was posted to the service provider, and what that answered. */
export interface SignedIn {
  acs: string
  fields: Record<string, string>
  answer: Response
}

const MAX_STEPS = 12

/**
 * Opens a URL as a browser with scripts and a new profile does, for a person who signs in when asked to: follows redirects,
 * keeps cookies, fills in the form that asks for a password, submits forms that submit themselves, and stops at the answer
 * to the first one that carries a SAMLResponse.
 */
export async function signIn(start: string, credentials: Credentials): Promise<SignedIn> {
  const visit = openProfile()
  let answer = await visit(start)
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = await whatFollows(answer, credentials)
    if (next.fields?.SAMLResponse === undefined) answer = await visit(next.url, next.fields)
    else return { acs: next.url, fields: next.fields, answer: await visit(next.url, next.fields) }
  }
  throw new Error(`${start} leads on and on, at last to ${answer.url}`)
}

/** A browser's memory: cookies go back to the host that set them, whatever its port. */
function openProfile() {
  const jars = new Map<string, Map<string, string>>()
  return async (url: string, fields?: Record<string, string>): Promise<Response> => {
    const { hostname } = new URL(url)
    const jar = jars.get(hostname) ?? new Map<string, string>()
    jars.set(hostname, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) }
    const sent = fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }
    const answer = await fetch(url, { ...sent, headers, redirect: 'manual' })
    for (const each of answer.headers.getSetCookie()) keep(each, jar)
    return answer
  }
}

function keep(setCookie: string, jar: Map<string, string>): void {
  const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(setCookie) ?? []
  if (/;\s*max-age=0\b/i.test(setCookie)) jar.delete(name)
  else jar.set(name, value)
}

interface Step {
  url: string
  fields?: Record<string, string>
}

async function whatFollows(answer: Response, { username, password }: Credentials): Promise<Step> {
  const location = answer.headers.get('location')
  if (location !== null) return { url: new URL(location, answer.url).href }
  const html = await answer.text()
  const forms = formsOf(html, (name) => name !== '')
  const message = forms.find((form) => has(form, 'SAMLResponse'))
  if (message) return submit(message, answer.url)
  const login = forms.find((form) => has(form, 'password'))
  if (login) return submit(login, answer.url, { username, password })
  throw new Error(`${answer.url} answered ${answer.status} and asks for nothing:\n${html}`)
}

const has = ({ fields }: Form, wanted: string) => fields.some(([name]) => name === wanted)

function submit(form: Form, page: string, filledIn: Record<string, string> = {}): Step {
  const fields = { ...Object.fromEntries(form.fields), ...filledIn }
  return { url: new URL(form.action ?? '', page).href, fields }
}
