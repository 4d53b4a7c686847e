import type { Finding } from '../domain/check.ts'
import type { ExpectationResult } from '../domain/expectation.ts'
import type { Report } from '../domain/report.ts'
import { denialOf } from './denial.ts'
import type { RenderContext } from './format.ts'
import { countFaults, detailsOf, faultsOf, rankOf, tenantOf, verdictOf } from './outline.ts'
import { printable, shorten } from './printable.ts'

/** Annotations for GitHub Actions: a workflow command for each finding, worst first, because the runner keeps ten of each kind. */
export function renderGithub(
  reports: readonly Report[],
  { headings = [], file = null, expected = [] }: RenderContext,
): string {
  const lines = reports.flatMap((report, index) => {
    const heading = headings[index] ?? null
    const hoped = expected[index]
    const faults = hoped?.wantsRejection ? [] : faultsOf(report.findings)
    const missed = (hoped?.results ?? []).filter(({ holds }) => !holds)
    return [
      renderVerdict(report),
      ...missed.map((each) => renderMissed(each, file)),
      ...faults.map((fault) => renderCommand(fault, heading, file)),
    ]
  })
  return `${lines.join('\n')}\n`
}

function renderVerdict(report: Report): string {
  const faults = countFaults(report.findings) || 'nothing found'
  const { flexVerdict, headline } = report
  const verdict = `${verdictOf(report).toUpperCase()} ${tenantOf(report)} (real Flex: ${flexVerdict}): ${faults}`
  return `${verdict}. ${printable(headline)}`
}

function renderMissed({ expectation, actual }: ExpectationResult, file: string | null): string {
  const title = `title=${escapeProperty(printable(`Expected ${shorten(expectation)}`))}`
  const place = file === null ? '' : `,file=${escapeProperty(printable(file))}`
  return `::error ${title}${place}::${escapeData(printable(`found ${shorten(actual)}`))}`
}

function renderCommand(finding: Finding, heading: string | null, file: string | null): string {
  const sentence = denialOf(finding)
  const message = [
    ...(heading ? [shorten(heading)] : []),
    ...detailsOf(finding).flatMap(([name, text]) => (text ? [`${name}: ${shorten(text)}`] : [])),
  ].join('\n')
  const properties = [
    `title=${escapeProperty(`${sentence} (${finding.id})`)}`,
    ...(file === null ? [] : [`file=${escapeProperty(printable(file))}`]),
  ]
  return `::${rankOf(finding)} ${properties.join(',')}::${escapeData(message)}`
}

/** As `@actions/core` escapes them. */
export const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
export const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
