import { createHash } from 'node:crypto'
import type { VNode } from 'preact'
import type { Report } from '../../core/domain/report.ts'
import { countOutcomes, type RenderContext } from '../../core/report/format.ts'
import { tenantOf, verdictOf } from '../../core/report/outline.ts'
import { shorten } from '../../core/report/printable.ts'
import { LoginContent } from './login-page.tsx'
import { renderPage } from './page.tsx'
import { STYLE } from './style.ts'

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** The policy of the self-contained page, which allows only its own style. */
export const REPORT_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`

const HEAD = (
  <>
    <meta http-equiv="Content-Security-Policy" content={REPORT_POLICY} />
    {/* A constant: escaped, it would no longer match the hash. */}
    <style dangerouslySetInnerHTML={{ __html: STYLE }} />
  </>
)

/** Reports as one self-contained page: no script, no request. */
export function renderHtml(reports: readonly Report[], { headings = [], offers = [] }: RenderContext = {}): string {
  const sections = reports.map((report, index) => {
    const heading = headings[index]
    return (
      <section id={`message-${index + 1}`}>
        {heading && <p>{shorten(heading)}</p>}
        <LoginContent report={report} offer={offers[index] ?? null} />
      </section>
    )
  })
  const [only] = reports
  if (only && reports.length === 1) return renderPage(`Login ${verdictOf(only)}`, HEAD, sections)
  return renderPage(countOutcomes(reports), HEAD, [<Contents reports={reports} />, ...sections])
}

function Contents({ reports }: { reports: readonly Report[] }): VNode {
  return (
    <nav>
      <p>{countOutcomes(reports)}</p>
      <ol>
        {reports.map((report, index) => (
          <li>
            <a href={`#message-${index + 1}`}>
              {verdictOf(report)}, {tenantOf(report)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
