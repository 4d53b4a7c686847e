import { HarnessError, type HarnessErrorCode, LoginTimeoutError, StoreUnavailableError } from '../../core/errors.ts'
import type { Log } from './context.ts'
import type { ProblemBody, ReplyOf } from './reply.ts'

/** The HTTP status of each error. */
export const STATUS: Record<HarnessErrorCode, number> = {
  INVALID_CONFIG: 400,
  INVALID_REQUEST: 400,
  UNKNOWN_CONNECTION: 404,
  UNKNOWN_LOGIN: 404,
  UNKNOWN_WORKER: 404,
  AMBIGUOUS_WORKER: 409,
  UNREADABLE_INPUT: 400,
  LOGIN_TIMEOUT: 408,
  STORE_UNAVAILABLE: 503,
}

/** A problem document (RFC 9457): `code` is stable, `hint` says what to do, `more` are members of this kind of problem. */
export function problem<S extends number>(status: S, code: string, detail: string, hint: string, more: object = {}) {
  const title = TITLES[status] ?? 'Error'
  const said: ProblemBody = { type: 'about:blank', title, status, detail, code, hint, ...more }
  return { status, problem: said } as ReplyOf<S, { problem: ProblemBody }>
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** The problem for an error. Errors that are not the caller's fault are logged. */
export function problemFor(error: unknown, log: Log) {
  if (error instanceof HarnessError) {
    if (STATUS[error.code] >= 500) logTrouble(log, error)
    return problemOfHarness(error)
  }
  if (isClientError(error)) {
    const [detail, hint] = explainClientError(error)
    return problem(error.status, 'INVALID_REQUEST', detail, hint)
  }
  logTrouble(log, error)
  const hint = 'Please report this with the request that caused it.'
  return problem(500, 'INTERNAL', 'Internal error in flex-iam-mock.', hint)
}

function problemOfHarness(error: HarnessError) {
  const more = error instanceof LoginTimeoutError ? { nearest: error.nearest, missed: error.missed } : {}
  return problem(STATUS[error.code], error.code, publicMessage(error), error.hint, more)
}

/** The message that anyone may see. Only the log says where the store is. */
export const publicMessage = (error: HarnessError): string =>
  error instanceof StoreUnavailableError ? `The store cannot be used: ${error.reason}.` : error.message

/** Logs an error that is not the caller's fault. */
export function logTrouble(log: Log, error: unknown): void {
  const name = error instanceof Error ? error.name : 'unknown'
  const store = error instanceof StoreUnavailableError ? { store: error.store, reason: error.detail } : {}
  log('error', { error: error instanceof HarnessError ? error.code : name, ...store, at: placeOf(error) })
}

interface ClientError {
  status: number
  type?: string
  limit?: number
  message: string
}

/** What express and its body parsers throw for a bad request. */
function isClientError(error: unknown): error is ClientError {
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 500
}

function explainClientError({ type, limit = 0, message }: ClientError): [detail: string, hint: string] {
  if (type === 'entity.parse.failed')
    return [`The body is not valid JSON: ${message}`, 'Send JSON with Content-Type: application/json.']
  if (type === 'entity.too.large') return ['The body is too large.', `Send at most ${limit / 1_024} KiB.`]
  return [`The request cannot be read: ${message}`, 'Check the path and the body.']
}

/** Where an error was thrown. Its message may contain a name or an address, so it is not logged. */
function placeOf(error: unknown): string | null {
  const frames =
    (error instanceof Error ? error.stack : undefined)?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return (
    frames
      .slice(0, 3)
      .map((line) => line.trim())
      .join(' ') || null
  )
}
