import { HarnessError } from '../../core/errors.ts'
import { renderTroublePage } from '../pages/landing-pages.ts'
import { type Call, wantsPage } from './call.ts'
import { publicMessage, STATUS } from './problem.ts'
import { page, type Reply } from './reply.ts'

/** Tells a person on a page what is wrong, and of the IdP that could be used instead. Null for a program, which gets the problem. */
export function troublePage(error: unknown, call: Call, idpPath: string | null = null): Reply | null {
  if (!wantsPage(call) || !(error instanceof HarnessError)) return null
  return page(STATUS[error.code], renderTroublePage({ message: publicMessage(error), hint: error.hint }, idpPath))
}
