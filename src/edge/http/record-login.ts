import { receiveLogin } from '../../app/login/receive.ts'
import type { JudgeTarget, PostedResponse } from '../../core/domain/login.ts'
import type { Report } from '../../core/domain/report.ts'
import { baseUrlOf } from './base-url.ts'
import type { Call } from './call.ts'
import type { AppContext } from './context.ts'
import { answerLogin } from './login-answer.ts'
import type { Reply } from './reply.ts'

/** Judges and records a message that arrived at an ACS or was misdirected, and answers with the verdict. */
export async function recordLogin(
  posted: PostedResponse,
  settings: JudgeTarget,
  call: Call,
  context: AppContext,
): Promise<Reply> {
  const { report, connection, returnTo } = await receiveLogin(posted, settings, { ...context, now: context.clock.now })
  logAttempt(context, report)
  const situation = {
    connection,
    returnTo,
    oversize: posted.oversize !== null,
    now: context.clock.now(),
    baseUrl: () => baseUrlOf(call, context),
  }
  return answerLogin(call, report, situation, context.store)
}

/** Without the id, because anyone who knows it can open the page of the attempt. */
function logAttempt({ log }: AppContext, report: Report): void {
  const cause = report.findings.find(({ severity, status }) => severity === 'error' && status === 'fail')
  log('login', { generation: report.generation, outcome: report.outcome, cause: cause?.id ?? null })
}
