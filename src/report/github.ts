import type { Finding, Severity } from '../domain/check.ts'
import type { ExpectationResult } from '../domain/expectation.ts'
import type { Report } from '../domain/report.ts'
import { denialOf } from './denial.ts'
import type { RenderContext } from './format.ts'
import { countFaults, detailsOf, faultsOf, rankOf, tenantOf } from './outline.ts'
import { printable, shorten } from './printable.ts'

/** Annotations of GitHub Actions: a workflow command for each fault, worst first, because the runner keeps ten of each kind. */
export function renderGithub(reports: readonly Report[], context: RenderContext): string {
  const { headings = [], file = null, expectations = [], expectationsDecide = false } = context
  const lines = reports.flatMap((report, index) => {
    const heading = headings[index] ?? null
    const rank = (fault: Finding) => (expectationsDecide ? 'notice' : rankOf(fault))
    return [
      renderVerdict(report),
      ...renderMissed(expectations[index] ?? [], heading, file),
      ...faultsOf(report.findings).map((fault) => renderFault(fault, rank(fault), heading, file)),
    ]
  })
  return `${lines.join('\n')}\n`
}

/** An error for each expectation that was missed. */
export function renderMissed(
  results: readonly ExpectationResult[],
  heading: string | null,
  file: string | null,
): string[] {
  return results
    .filter(({ holds }) => !holds)
    .map(({ expectation, expected, received }) =>
      renderCommand('error', `Expectation missed: ${shorten(expectation)}`, file, [
        ...(heading ? [shorten(heading)] : []),
        `expected: ${shorten(expected)}`,
        `received: ${shorten(received)}`,
      ]),
    )
}

/** What became of a login, in one line. */
export function renderVerdict(report: Report): string {
  const faults = countFaults(report.findings) || 'nothing found'
  return `${report.outcome.toUpperCase()} ${tenantOf(report)} (real Flex: ${report.flexVerdict}): ${faults}`
}

function renderFault(finding: Finding, rank: Severity, heading: string | null, file: string | null): string {
  return renderCommand(rank, `${denialOf(finding)} (${finding.id})`, file, [
    ...(heading ? [shorten(heading)] : []),
    ...detailsOf(finding).flatMap(([name, text]) => (text ? [`${name}: ${shorten(text)}`] : [])),
  ])
}

/** A workflow command; its lines are printable already. */
export function renderCommand(rank: Severity, title: string, file: string | null, lines: string[]): string {
  const properties = [
    `title=${escapeProperty(title)}`,
    ...(file === null ? [] : [`file=${escapeProperty(printable(file))}`]),
  ]
  return `::${rank} ${properties.join(',')}::${escapeData(lines.join('\n'))}`
}

/** As `@actions/core` escapes them. */
const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
