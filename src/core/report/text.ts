import type { Finding } from '../domain/check.ts'
import type { Expected } from '../domain/expectation.ts'
import type { Report } from '../domain/report.ts'
import { denialOf } from './denial.ts'
import { countOutcomes, type Paint, type RenderContext } from './format.ts'
import {
  countStatuses,
  detailsOf,
  factsOf,
  faultsOf,
  notRunOf,
  type Row,
  rankOf,
  tenantOf,
  verdictOf,
} from './outline.ts'
import { printable, printableJson, shorten } from './printable.ts'
import { wrap } from './wrap.ts'

/** Reports for people at a terminal: the verdict, then what was found and what to do, worst first. */
export function renderText(
  reports: readonly Report[],
  { paint = (text) => text, headings = [], expected = [] }: RenderContext,
): string {
  const texts = reports.map((report, index) => {
    const heading = headings[index]
    const hoped = expected[index]
    return [
      ...(heading ? [wrap(printable(heading), '', '  ')] : []),
      ...renderReport(report, paint),
      ...(hoped ? [renderExpected(hoped, paint)] : []),
    ].join('\n\n')
  })
  return `${[...texts, ...(reports.length > 1 ? [countOutcomes(reports)] : [])].join('\n\n\n')}\n`
}

function renderReport(report: Report, paint: Paint): string[] {
  const { outcome, flexVerdict, headline, findings, worker } = report
  const isAccepted = outcome === 'accepted'
  const verdict = paint(verdictOf(report).toUpperCase(), isAccepted ? 'green' : 'red')
  return [
    `${verdict}  ${tenantOf(report)}  (real Flex: ${flexVerdict})\n${wrap(headline, '', '')}`,
    ...faultsOf(findings).map((fault) => renderFault(fault, paint)),
    [...notRunOf(findings), countStatuses(findings)].join('\n'),
    renderRows(factsOf(report)),
    ...(worker ? [`Worker ${printable(worker.friendlyName)}\n${indent(printableJson(worker.attributes))}`] : []),
  ]
}

function renderFault(finding: Finding, paint: Paint): string {
  const rank = rankOf(finding)
  const head = `${paint(rank, rank === 'error' ? 'red' : 'yellow')}  ${denialOf(finding)}`
  return `${head}\n${renderRows(detailsOf(finding))}`
}

function renderExpected({ results }: Expected, paint: Paint): string {
  const lines = results.map(({ expectation, holds, actual }) => {
    const word = holds ? paint('holds ', 'green') : paint('missed', 'red')
    const found = holds ? '' : `\n${wrap(`found ${shorten(actual)}`, '          ', '          ')}`
    return `  ${word}  ${printable(expectation)}${found}`
  })
  return ['Expected', ...lines].join('\n')
}

const LABEL = 11

function renderRows(rows: Row[]): string {
  const hang = ' '.repeat(LABEL)
  const texts = rows.flatMap(([name, text]) => (text ? [wrap(shorten(text), `  ${name} `.padEnd(LABEL), hang)] : []))
  return texts.join('\n')
}

const indent = (text: string) => text.replace(/^/gm, '  ')
