import type { Report } from '../../core/domain/report.ts'
import { type Beside, loginContent } from './login-content.ts'
import { renderPage } from './page.ts'
import { PAGE_HEAD } from './page-head.ts'

/** The page of one attempt, for the person who signed in. */
export function renderLoginPage(report: Report, beside: Beside): string {
  return renderPage(`Login ${report.outcome}`, PAGE_HEAD, loginContent(report, beside))
}
