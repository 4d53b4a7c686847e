import type { NextFunction, Request, Response } from 'express'
import { HarnessError } from '../../core/errors.ts'
import { renderTroublePage } from '../pages/landing-pages.ts'
import { publicMessage, STATUS } from './problem.ts'

/** A browser that shows what it gets to a person. */
export const wantsPage = (request: Request) => /\btext\/html\b/.test(request.headers.accept ?? '')

/** Tells a person on a page what is wrong, and of the IdP that could be used instead; a program gets the problem. */
export function sendTrouble(
  error: unknown,
  request: Request,
  response: Response,
  next: NextFunction,
  idpPath: string | null = null,
): void {
  if (response.headersSent || !wantsPage(request) || !(error instanceof HarnessError)) {
    next(error)
    return
  }
  const page = renderTroublePage({ message: publicMessage(error), hint: error.hint }, idpPath)
  response.status(STATUS[error.code]).set('Cache-Control', 'no-store').type('html').send(page)
}
