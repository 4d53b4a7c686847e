import type { Finding } from '../domain/check.ts'
import type { Report } from '../domain/report.ts'
import { denialOf } from './denial.ts'
import type { RenderContext } from './format.ts'
import {
  type Case,
  element,
  escapeXml,
  expectationCases,
  failed,
  renderSuites,
  type Suite,
  skipped,
} from './junit-suite.ts'
import { detailsOf, tenantOf } from './outline.ts'
import { shorten } from './printable.ts'

/**
 * JUnit XML as CI servers read it: a suite for each message with a case for each check, and one with a case for each
 * expectation. A warning passes, and says what it has to; so does every check where a rejection is expected.
 */
export function renderJunit(reports: readonly Report[], context: RenderContext): string {
  return renderSuites(
    reports.flatMap((report, index) => {
      const number = reports.length > 1 ? [String(index + 1)] : []
      const expected = context.expectations?.[index]
      const checks = suiteOf(report, number, context.headings?.[index] ?? null, context.expectationsDecide ?? false)
      return expected
        ? [checks, { ...checks, ...expectationSuite(report, number), cases: expectationCases(expected) }]
        : [checks]
    }),
  )
}

function suiteOf(report: Report, number: string[], source: string | null, isForgiven: boolean): Suite {
  const { findings, judged, outcome, flexVerdict, generation, account, connection, idp } = report
  const tenant = connection ?? account
  return {
    name: ['flex-iam-mock', tenantOf(report), ...number].join(' '),
    classname: ['flex-iam-mock', generation, tenant, ...number].join('.'),
    timestamp: judged.now,
    facts: { outcome, flexVerdict, generation, tenant, product: idp.product, source },
    cases: findings.map((finding) => caseOf(finding, isForgiven)),
  }
}

const expectationSuite = (report: Report, number: string[]) => ({
  name: ['flex-iam-mock expectations', tenantOf(report), ...number].join(' '),
  classname: ['flex-iam-mock.expectations', ...number].join('.'),
})

function caseOf(finding: Finding, isForgiven: boolean): Case {
  const { id: name, status, severity, because, blockedBy, enforcedBy, fix } = finding
  if (status === 'pass') return { name, ending: 'passed', content: [] }
  if (status === 'not-run') return skipped(name, `Did not run because of ${blockedBy}. ${because}`)
  if (status === 'not-applicable') return skipped(name, because ?? '')
  const sentence = denialOf(finding)
  if (status === 'crashed') {
    const content = element('error', { message: sentence, type: 'crashed' }, [escapeXml(because ?? '')])
    return { name, ending: 'errors', content: [content] }
  }
  const details = detailsOf(finding).flatMap(([key, text]) => (text ? [escapeXml(`${key}: ${shorten(text)}`)] : []))
  if (severity === 'error' && !isForgiven)
    return failed(name, enforcedBy, [sentence, fix && `Fix: ${fix}`].filter(Boolean).join(' '), details)
  const said = [escapeXml(`${severity}: ${sentence}`), ...details].join('\n')
  return { name, ending: 'passed', content: [element('system-out', {}, [said])] }
}
