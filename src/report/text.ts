import type { Finding } from '../domain/check.ts'
import type { Report } from '../domain/report.ts'

/** Paints a word; the identity where there is no terminal. */
export type Paint = (text: string, colour: 'red' | 'green' | 'yellow') => string

const SEVERITIES = ['error', 'warning', 'notice'] as const

/** A Report for people: the verdict, then what was found, worst first, then the worker. */
export function renderText(report: Report, paint: Paint = (text) => text): string {
  const verdict = paint(report.outcome.toUpperCase(), report.outcome === 'accepted' ? 'green' : 'red')
  const blocks = [
    `${verdict}  ${report.generation} ${report.connection ?? report.account}  (real Flex: ${report.flexVerdict})`,
    ...SEVERITIES.flatMap((severity) =>
      report.findings.filter((finding) => isFault(finding) && finding.severity === severity),
    ).map((finding) => renderFinding(finding, paint)),
    renderCounts(report.findings),
    ...(report.worker
      ? [`Worker ${printable(report.worker.friendlyName)}\n${renderJson(report.worker.attributes)}`]
      : []),
  ]
  return `${blocks.join('\n\n')}\n`
}

const isFault = ({ status }: Finding) => status === 'fail' || status === 'crashed'

function renderFinding(finding: Finding, paint: Paint): string {
  const lines: [string, string | null][] = [
    ['expected', finding.expected],
    ['received', finding.received],
    ['differs', finding.difference],
    ['why', finding.because],
    ['where', finding.location],
    ['fix', finding.fix],
  ]
  const head = `${paint(finding.severity, finding.severity === 'error' ? 'red' : 'yellow')} ${finding.id}: not so: ${finding.title}`
  return [head, ...lines.flatMap(([name, text]) => (text ? [`  ${name.padEnd(9)}${printable(text)}`] : []))].join('\n')
}

function renderCounts(findings: Finding[]): string {
  const counts = new Map<string, number>()
  for (const { status } of findings) counts.set(status, (counts.get(status) ?? 0) + 1)
  return `${findings.length} checks: ${[...counts].map(([status, count]) => `${count} ${status}`).join(', ')}`
}

/** Indented JSON; what a value holds never reaches the terminal raw. */
function renderJson(value: unknown): string {
  const lines = JSON.stringify(value, null, 2).split('\n')
  return lines.map((line) => `  ${printable(line)}`).join('\n')
}

/** Keeps what a message holds from acting on the terminal. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
