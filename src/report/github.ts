import type { Finding } from '../domain/check.ts'
import type { Report } from '../domain/report.ts'
import { denialOf } from './denial.ts'
import type { RenderContext } from './format.ts'
import { countFaults, detailsOf, faultsOf, rankOf, tenantOf } from './outline.ts'
import { printable, shorten } from './printable.ts'

/** Annotations of GitHub Actions: a workflow command for each fault, worst first, because the runner keeps ten of each kind. */
export function renderGithub(reports: readonly Report[], { headings = [], file = null }: RenderContext): string {
  const lines = reports.flatMap((report, index) => {
    const heading = headings[index] ?? null
    return [renderVerdict(report), ...faultsOf(report.findings).map((fault) => renderCommand(fault, heading, file))]
  })
  return `${lines.join('\n')}\n`
}

function renderVerdict(report: Report): string {
  const faults = countFaults(report.findings) || 'nothing found'
  return `${report.outcome.toUpperCase()} ${tenantOf(report)} (real Flex: ${report.flexVerdict}): ${faults}`
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
const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
