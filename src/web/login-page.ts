import type { Report } from '../domain/report.ts'
import { loginContent } from '../report/login-content.ts'
import { renderPage } from '../report/page.ts'
import type { Step } from '../report/what-if.ts'
import { PAGE_HEAD } from './page-head.ts'

/** The page of one attempt, for the person who signed in. */
export function renderLoginPage(report: Report, steps: readonly Step[]): string {
  return renderPage(`Login ${report.outcome}`, PAGE_HEAD, loginContent(report, steps))
}
