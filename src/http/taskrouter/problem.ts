import type { ErrorRequestHandler, Response } from 'express'
import { HarnessError } from '../../errors.ts'
import type { AppContext } from '../context.ts'
import { placeOf } from '../problem.ts'

/**
 * Twilio's codes for what can go wrong here, and the status of each (Twilio: error dictionary). That attributes,
 * expressions, names and bodies that are too large have 20001 is inferred.
 */
const PROBLEMS = {
  unauthorized: { status: 401, code: 20003 },
  badParameter: { status: 400, code: 20001 },
  pageTooLarge: { status: 400, code: 20007 },
  badPageToken: { status: 400, code: 21481 },
  absolutePaging: { status: 400, code: 40153 },
  notFound: { status: 404, code: 20404 },
  methodNotAllowed: { status: 405, code: 20004 },
  preconditionFailed: { status: 412, code: 20412 },
  tooLarge: { status: 413, code: 20001 },
  internal: { status: 500, code: 20500 },
  unavailable: { status: 503, code: 20503 },
} as const

type ProblemKind = keyof typeof PROBLEMS

/** What TaskRouter answers in place of a resource. `detail` is Twilio's own second field of some of them. */
export class TaskRouterProblem extends Error {
  readonly kind: ProblemKind
  readonly detail: string | undefined

  constructor(kind: ProblemKind, message: string, detail?: string) {
    super(message)
    this.name = 'TaskRouterProblem'
    this.kind = kind
    this.detail = detail
  }
}

/** What is wrong with a parameter. */
export function badParameter(message: string): TaskRouterProblem {
  return new TaskRouterProblem('badParameter', message)
}

/** There is nothing at this path, of which the version is no part. */
export function notFound(path: string): TaskRouterProblem {
  return new TaskRouterProblem('notFound', `The requested resource ${path} was not found`)
}

function sendTaskRouterProblem(response: Response, { kind, message, detail }: TaskRouterProblem): void {
  const { status, code } = PROBLEMS[kind]
  const more = detail === undefined ? {} : { detail }
  response
    .status(status)
    .json({ code, ...more, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
}

/** Turns every error under TaskRouter's paths into Twilio's shape. */
export function taskRouterProblems({ log }: AppContext): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error)
    const problem = problemOf(error)
    if (problem.kind === 'internal' || problem.kind === 'unavailable')
      log('error', { error: error instanceof Error ? error.name : 'unknown', at: placeOf(error) })
    sendTaskRouterProblem(response, problem)
  }
}

function problemOf(error: unknown): TaskRouterProblem {
  if (error instanceof TaskRouterProblem) return error
  if (error instanceof HarnessError && error.code === 'STORE_UNAVAILABLE')
    return new TaskRouterProblem('unavailable', 'The store of this harness cannot be used')
  if (error instanceof HarnessError) return badParameter(error.message)
  const status = (error as { status?: unknown } | null)?.status
  if (status === 413) return new TaskRouterProblem('tooLarge', 'The request body is too large')
  if (typeof status === 'number' && status >= 400 && status < 500)
    return badParameter('The request cannot be read: check its path and its body')
  return new TaskRouterProblem('internal', 'An internal server error has occurred')
}
