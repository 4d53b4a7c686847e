import { type ComponentChild, h } from 'preact'
import type { Finding } from '../../core/domain/check.ts'
import type { Report, ReportedClaim, SenderOffer } from '../../core/domain/report.ts'
import { denialOf } from '../../core/report/denial.ts'
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
} from '../../core/report/outline.ts'
import { printableJson, shorten } from '../../core/report/printable.ts'
import type { Step } from '../../core/report/what-if.ts'

/** What a page says beside the Report: only a harness that stored the login can. */
export interface Beside {
  steps?: readonly Step[]
  offer?: SenderOffer | null
}

/** One attempt for a person: the verdict, what was found and what to do, worst first, then what is known of the login. */
export function loginContent(report: Report, { steps = [], offer = null }: Beside = {}): ComponentChild[] {
  const { outcome, flexVerdict, headline, findings, worker, claims } = report
  return [
    h('h1', { class: outcome }, `Login ${verdictOf(report)}`),
    h('p', null, headline),
    ...whatIf(steps),
    ...faultsOf(findings).map(fault),
    ...notRunOf(findings).map((sentence) => h('p', null, sentence)),
    ...adoption(report.id, offer),
    h('h2', null, tenantOf(report)),
    definitions([['Real Flex', `${flexVerdict}, to the best of our knowledge`], ...factsOf(report)]),
    worker && h('h2', null, `Worker ${shorten(worker.friendlyName)}`),
    worker && h('pre', null, printableJson(worker.attributes)),
    claims.length > 0 && h('h2', null, 'Claims'),
    claims.length > 0 && table(['Name', 'Values', 'Becomes'], claims.map(claimRow)),
    allChecks(findings),
  ]
}

/** The smallest settings change that would make it pass. */
function whatIf(steps: readonly Step[]): ComponentChild[] {
  if (steps.length === 0) return []
  const items = steps.map(({ where, side, from, to }) =>
    h('li', null, [
      h('strong', null, where ?? (side === 'idp' ? 'The IdP' : 'Flex Console')),
      `: ${shorten(to)}`,
      from !== null && h('span', null, ` (now: ${shorten(from)})`),
    ]),
  )
  return [h('h2', null, 'What would make it pass'), h('ol', null, items)]
}

function fault(finding: Finding): ComponentChild {
  const rank = rankOf(finding)
  return h('article', { class: rank }, [
    h('h2', null, [h('span', { class: rank }, rank), ` ${denialOf(finding)}`]),
    definitions(detailsOf(finding)),
  ])
}

/** For a tenant that nobody configured: how to take over who sent this. */
function adoption(id: string | null, offer: SenderOffer | null): ComponentChild[] {
  if (id === null || offer === null) return []
  const body = JSON.stringify({ certificateSha256: offer.sha256 })
  return [
    h('h2', null, 'Is this your identity provider?'),
    definitions([
      ['Issuer', offer.issuer],
      ['Certificate', `SHA-256 ${offer.sha256}, valid until ${offer.notAfter}`],
    ]),
    h('p', null, "If the fingerprint is the IdP's, save both as the connection of this tenant:"),
    h('pre', null, `curl -H 'Content-Type: application/json' -d '${body}' <this harness>/api/v1/logins/${id}/adopt`),
  ]
}

function claimRow({ name, values, mappedTo, ignoredBecause, verified }: ReportedClaim): ComponentChild[] {
  const becomes = verified ? (mappedTo ?? ignoredBecause ?? '') : 'Ignored: not covered by a valid signature'
  return [name, values.join(' · '), becomes].map(shorten)
}

function allChecks(findings: Finding[]): ComponentChild {
  const rows = findings.map(({ title, status, severity, because }) => [
    h('span', { class: status === 'fail' ? severity : status }, status),
    title,
    because && shorten(because),
  ])
  return h('details', null, [h('summary', null, countStatuses(findings)), table(['Result', 'Check', 'Why'], rows)])
}

function definitions(rows: Row[]): ComponentChild {
  return h(
    'dl',
    null,
    rows.flatMap(([term, text]) => (text ? [h('dt', null, term), h('dd', null, shorten(text))] : [])),
  )
}

function table(heads: string[], rows: ComponentChild[][]): ComponentChild {
  const row = (tag: 'th' | 'td') => (cells: ComponentChild[]) =>
    h(
      'tr',
      null,
      cells.map((cell) => h(tag, null, cell)),
    )
  return h('table', null, h('thead', null, row('th')(heads)), h('tbody', null, rows.map(row('td'))))
}
