import { HarnessError } from '../../core/errors.ts'

/** The API of a running harness. Every method throws a HarnessError with the answer if it fails. */
export interface Api {
  get<T>(path: string): Promise<T>
  /** Null if there is none. */
  find<T>(path: string): Promise<T | null>
  text(path: string): Promise<string>
  /** The answer, whatever its status; null if there is no answer in time. */
  ask(path: string, limit?: AbortSignal): Promise<Response | null>
  postXml(path: string, xml: string): Promise<void>
}

/** @throws HarnessError UNREADABLE_INPUT if nothing answers, INVALID_REQUEST with the harness's own words if it refuses */
export function createApi(url: string, token: string | undefined): Api {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const ask = async (path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) => {
    const headers = { ...authorization, ...init.headers }
    return fetchFrom(new URL(path, url).href, { ...init, headers })
  }
  const get = async (path: string) => expectOk(await ask(path))
  return {
    get: async (path) => jsonIn(await get(path)),
    find: async (path) => {
      const answer = await ask(path)
      return answer.status === 404 ? null : jsonIn(await expectOk(answer))
    },
    text: async (path) => (await get(path)).text(),
    ask: (path, signal) =>
      fetch(new URL(path, url), { headers: authorization, ...(signal && { signal }) }).catch(() => null),
    postXml: async (path, body) => {
      await expectOk(await ask(path, { method: 'POST', body, headers: { 'content-type': 'application/xml' } }))
    },
  }
}

/** The hint if something other than a harness answers. */
export const CHECK_URL_HINT = 'Check --url: is it the URL of a flex-iam-mock?'

async function jsonIn<T>(answer: Response): Promise<T> {
  const value: unknown = await answer.json().catch(() => null)
  if (typeof value === 'object' && value !== null) return value as T
  throw new HarnessError('UNREADABLE_INPUT', `${answer.url} is not a flex-iam-mock server.`, CHECK_URL_HINT)
}

/** Like fetch, but the error names the URL that does not answer. @throws HarnessError UNREADABLE_INPUT */
export async function fetchFrom(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    const inner = cause instanceof Error ? (cause.cause ?? cause) : cause
    const reason = inner instanceof Error ? inner.message || (inner as NodeJS.ErrnoException).code : String(inner)
    const hint = 'Start a harness there with flex-iam-mock serve, or give another URL with --url.'
    throw new HarnessError('UNREADABLE_INPUT', `${url} does not answer: ${reason}`, hint, { cause })
  }
}

/** @throws HarnessError INVALID_REQUEST with the words of the harness */
export async function expectOk(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  const said = (await answer.json().catch(() => null)) as { detail?: string; hint?: string } | null
  const { detail, hint } = said ?? {}
  const message = detail ?? `${answer.url} answered ${answer.status}.`
  throw new HarnessError('INVALID_REQUEST', message, hint ?? CHECK_URL_HINT)
}
