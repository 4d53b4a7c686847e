import { HarnessError } from '../../core/errors.ts'
import type { Call } from './call.ts'
import type { AppContext } from './context.ts'
import { logTrouble } from './problem.ts'
import type { Reply, ReplyHeaders } from './reply.ts'

/**
 * The Twilio codes used here and their status (Twilio: error dictionary). 20001 for attributes, expressions, names and
 * bodies that are too large is inferred.
 */
const PROBLEMS = {
  unauthorized: { status: 401, code: 20003 },
  forbidden: { status: 403, code: 20003 },
  badParameter: { status: 400, code: 20001 },
  pageTooLarge: { status: 400, code: 20007 },
  badPageToken: { status: 400, code: 21481 },
  absolutePaging: { status: 400, code: 40153 },
  badSsoSettings: { status: 403, code: 70251 },
  notFound: { status: 404, code: 20404 },
  methodNotAllowed: { status: 405, code: 20004 },
  preconditionFailed: { status: 412, code: 20412 },
  tooLarge: { status: 413, code: 20001 },
  internal: { status: 500, code: 20500 },
  unavailable: { status: 503, code: 20503 },
} as const

type ProblemKind = keyof typeof PROBLEMS

/** An error of a Twilio API. Some have Twilio's second field, `detail`. */
export class TwilioProblem extends Error {
  readonly kind: ProblemKind
  readonly detail: string | undefined
  readonly headers: ReplyHeaders

  constructor(kind: ProblemKind, message: string, detail?: string, headers: ReplyHeaders = {}) {
    super(message)
    this.name = 'TwilioProblem'
    this.kind = kind
    this.detail = detail
    this.headers = headers
  }
}

/** An invalid parameter. */
export function badParameter(message: string): TwilioProblem {
  return new TwilioProblem('badParameter', message)
}

/** The path has routes, but only for other methods. */
export const methodNotAllowed = (method: string, allowed: string): TwilioProblem =>
  new TwilioProblem('methodNotAllowed', `${method} is not allowed on this resource`, undefined, { Allow: allowed })

/** No resource at this path, which does not include the version. */
export function notFound(path: string): TwilioProblem {
  return new TwilioProblem('notFound', `The requested resource ${path} was not found`)
}

/** An error of a route that imitates Twilio, in Twilio's format. */
export function twilioReply(error: unknown, _call: Call, { log }: AppContext): Reply {
  const { kind, message, detail, headers } = twilioProblemOf(error)
  if (kind === 'internal' || kind === 'unavailable') logTrouble(log, error)
  const { status, code } = PROBLEMS[kind]
  const more = detail === undefined ? {} : { detail }
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`
  return { status, headers, json: { code, ...more, message, more_info: moreInfo, status } }
}

function twilioProblemOf(error: unknown): TwilioProblem {
  if (error instanceof TwilioProblem) return error
  if (error instanceof HarnessError && error.code === 'STORE_UNAVAILABLE')
    return new TwilioProblem('unavailable', 'The store of this harness cannot be used')
  if (error instanceof HarnessError)
    return new TwilioProblem(error.code.startsWith('UNKNOWN_') ? 'notFound' : 'badParameter', error.message, error.hint)
  const status = (error as { status?: unknown } | null)?.status
  if (status === 413) return new TwilioProblem('tooLarge', 'The request body is too large')
  if (typeof status === 'number' && status >= 400 && status < 500)
    return badParameter('The request cannot be read. Check the path and the body')
  return new TwilioProblem('internal', 'An internal server error has occurred')
}
