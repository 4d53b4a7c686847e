import { h } from 'preact'
import type { Report } from '../domain/report.ts'
import { loginContent } from '../report/login-content.ts'
import { renderPage } from '../report/page.ts'

const HEAD = [h('link', { rel: 'stylesheet', href: '/assets/style.css' })]

/** The page of one attempt, for the person who signed in. */
export function renderLoginPage(report: Report): string {
  return renderPage(`Login ${report.outcome}`, HEAD, loginContent(report))
}
