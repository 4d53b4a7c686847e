import { createHash } from 'node:crypto'
import { type ComponentChild, h } from 'preact'
import type { Report } from '../../core/domain/report.ts'
import { countOutcomes, type RenderContext } from '../../core/report/format.ts'
import { tenantOf, verdictOf } from '../../core/report/outline.ts'
import { shorten } from '../../core/report/printable.ts'
import { loginContent } from './login-content.ts'
import { renderPage } from './page.ts'
import { STYLE } from './style.ts'

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** What the self-contained page may do: nothing but its own style. */
export const REPORT_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`

const HEAD = [
  h('meta', { 'http-equiv': 'Content-Security-Policy', content: REPORT_POLICY }),
  // A constant of ours: escaped, it would no longer be the style that the hash names.
  h('style', { dangerouslySetInnerHTML: { __html: STYLE } }),
]

/** Reports as one page that needs nothing else: no script, no request. */
export function renderHtml(reports: readonly Report[], { headings = [], offers = [] }: RenderContext = {}): string {
  const sections = reports.map((report, index) => {
    const heading = headings[index]
    const content = [
      heading && h('p', null, shorten(heading)),
      ...loginContent(report, { offer: offers[index] ?? null }),
    ]
    return h('section', { id: `message-${index + 1}` }, content)
  })
  const [only] = reports
  if (only && reports.length === 1) return renderPage(`Login ${verdictOf(only)}`, HEAD, sections)
  return renderPage(countOutcomes(reports), HEAD, [contents(reports), ...sections])
}

function contents(reports: readonly Report[]): ComponentChild {
  const entries = reports.map((report, index) =>
    h('li', null, h('a', { href: `#message-${index + 1}` }, `${verdictOf(report)}, ${tenantOf(report)}`)),
  )
  return h('nav', null, [h('p', null, countOutcomes(reports)), h('ol', null, entries)])
}
