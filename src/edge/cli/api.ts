import { HarnessError } from '../../core/errors.ts'

/** The API of a running harness. Every method throws HarnessError with what it answered. */
export interface Api {
  get<T>(path: string): Promise<T>
  /** Null where there is none. */
  find<T>(path: string): Promise<T | null>
  text(path: string): Promise<string>
  /** The answer whatever its status; null where nobody answers, or not in time. */
  ask(path: string, limit?: AbortSignal): Promise<Response | null>
  postXml(path: string, xml: string): Promise<void>
}

/** @throws HarnessError UNREADABLE_INPUT when nothing answers there, INVALID_REQUEST with its own words when it refuses */
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

/** What to do where something else answers. */
export const CHECK_URL_HINT = 'Check --url: is a flex-iam-mock there?'

async function jsonIn<T>(answer: Response): Promise<T> {
  const value: unknown = await answer.json().catch(() => null)
  if (typeof value === 'object' && value !== null) return value as T
  throw new HarnessError('UNREADABLE_INPUT', `${answer.url} does not answer as a harness would.`, CHECK_URL_HINT)
}

/** Like fetch, but says who does not answer. @throws HarnessError UNREADABLE_INPUT */
export async function fetchFrom(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    const inner = cause instanceof Error ? (cause.cause ?? cause) : cause
    const reason = inner instanceof Error ? inner.message || (inner as NodeJS.ErrnoException).code : String(inner)
    const hint = 'Start a harness there with flex-iam-mock serve, or name another with --url.'
    throw new HarnessError('UNREADABLE_INPUT', `${url} does not answer: ${reason}`, hint, { cause })
  }
}

/** @throws HarnessError INVALID_REQUEST with the words of a refusal */
export async function expectOk(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  const said = (await answer.json().catch(() => null)) as { detail?: string; hint?: string } | null
  const { detail, hint } = said ?? {}
  const message = detail ?? `${answer.url} answered ${answer.status}.`
  throw new HarnessError('INVALID_REQUEST', message, hint ?? CHECK_URL_HINT)
}
