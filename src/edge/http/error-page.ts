import { HarnessError } from '../../core/errors.ts'
import { renderTroublePage } from '../pages/landing-pages.ts'
import { type Call, wantsPage } from './call.ts'
import { publicMessage, STATUS } from './problem.ts'
import { page, type Reply } from './reply.ts'

/** A page that explains an error to a person and links to the built-in IdP. Null for programs, which get the problem. */
export function troublePage(error: unknown, call: Call, idpPath: string | null = null): Reply | null {
  if (!wantsPage(call) || !(error instanceof HarnessError)) return null
  return page(STATUS[error.code], renderTroublePage({ message: publicMessage(error), hint: error.hint }, idpPath))
}
