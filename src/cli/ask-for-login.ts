import type { Report } from '../domain/report.ts'
import { HarnessError, type MissedLogins } from '../errors.ts'
import { demand, fetchFrom } from './api.ts'

/** What a harness was asked to wait for. */
interface Question {
  origin: string
  query: [string, string][]
  token: string | undefined
  milliseconds: number
}

/** A login; or those that came instead; or why nothing answered. */
export type Answer = { login: Report; next: string } | MissedLogins | { unreachable: string }

const SLICE_MS = 60_000 // proxies cut what is silent for longer
const GRACE_MS = 10_000
const PAUSE_MS = 200
const LONGEST_URL = 14_000
const NOT_UP = new Set([502, 503, 504])

/**
 * Waits over HTTP, in as many requests as it takes; a harness that is not up yet, or goes and comes back, is asked again.
 * @throws HarnessError INVALID_REQUEST with its own words when it refuses
 */
export async function askForLogin({ origin, query, token, milliseconds }: Question): Promise<Answer> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const deadline = performance.now() + milliseconds
  for (;;) {
    const slice = Math.ceil(Math.min(Math.max(deadline - performance.now(), 0), SLICE_MS))
    const url = `${origin}/api/v1/logins/wait?${new URLSearchParams([...query, ['timeout', slice === 0 ? '0' : `${slice}ms`]])}`
    if (url.length > LONGEST_URL) throw tooLong(query.length)
    const answer = await ask(url, headers, slice)
    if ('login' in answer) return answer
    const left = deadline - performance.now()
    if (left <= ('unreachable' in answer ? PAUSE_MS : 0)) return answer
    if ('unreachable' in answer) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

async function ask(url: string, headers: Record<string, string>, slice: number): Promise<Answer> {
  try {
    const answer = await fetchFrom(url, { headers, signal: AbortSignal.timeout(slice + GRACE_MS) })
    if (answer.status === 408) return (await answer.json()) as MissedLogins
    if (NOT_UP.has(answer.status)) return { unreachable: `${new URL(url).origin} answers ${answer.status}.` }
    return readFound(await (await demand(answer)).text(), url)
  } catch (error) {
    if (error instanceof HarnessError && error.code !== 'UNREADABLE_INPUT') throw error
    return { unreachable: `${new URL(url).origin} does not answer: ${reasonOf(error)}.` }
  }
}

function readFound(body: string, url: string): { login: Report; next: string } {
  try {
    const found = JSON.parse(body)
    if (found?.login) return found
  } catch {}
  const hint = 'Check --url: is a flex-iam-mock there?'
  throw new HarnessError('INVALID_REQUEST', `${url} answered what is no login.`, hint)
}

/** Why a request failed, without the address that is told beside it. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/^.*? does not answer: /, '')
}

function tooLong(count: number): HarnessError {
  const message = `${count} filters and expectations are longer than a request may be.`
  return new HarnessError(
    'INVALID_REQUEST',
    message,
    'Wait for the login alone, and hold its Report against them with check.',
  )
}
