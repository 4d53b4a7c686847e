import { type ComponentChild, h } from 'preact'
import type { Finding } from '../domain/check.ts'
import type { Report, ReportedClaim } from '../domain/report.ts'
import { renderPage } from './page.ts'

/** The page of one attempt: the verdict, what to fix, the claims and the worker. Every value is escaped by the renderer. */
export function renderLoginPage(report: Report): string {
  const faults = report.findings.filter(({ status }) => status === 'fail' || status === 'crashed')
  return renderPage(`Login ${report.outcome}`, [
    h('h1', { class: report.outcome }, `Login ${report.outcome}`),
    summary(report),
    faults.length > 0 && h('h2', null, 'What was found'),
    ...faults.map(fault),
    ...adoption(report),
    report.worker && h('h2', null, 'The worker as Flex would store it'),
    report.worker && h('pre', null, JSON.stringify(report.worker.attributes, null, 2)),
    report.claims.length > 0 && h('h2', null, 'Claims'),
    report.claims.length > 0 && table(['Name', 'Values', 'Becomes'], report.claims.map(claimRow)),
    allChecks(report.findings),
  ])
}

function summary({ receivedAt, generation, connection, account, idp, subject, flexVerdict, twilioError }: Report) {
  return definitions([
    ['Received', receivedAt],
    ['Door', `${generation}, ${connection ?? (account || 'no tenant named')}`],
    ['Issuer', idp.issuer],
    ['NameID', subject.nameId && `${subject.nameId}${subject.verified ? '' : ' (not verified)'}`],
    ['Real Flex', `${flexVerdict} (as far as it is known)`],
    ['Twilio would answer', twilioError && `${twilioError.status} ${twilioError.code ?? ''} ${twilioError.message}`],
  ])
}

function fault(finding: Finding) {
  return h('article', { class: finding.severity }, [
    h('h3', null, `${finding.severity}: not so: ${finding.title} `, h('code', null, finding.id)),
    definitions([
      ['Expected', finding.expected],
      ['Received', finding.received],
      ['Difference', finding.difference],
      ['Why', finding.because],
      ['Where', finding.location],
      ['What to do', finding.fix],
    ]),
  ])
}

/** For a tenant that nobody configured: how to take over who sent this. */
function adoption({ id, idp, findings, signatures }: Report): ComponentChild[] {
  const certificate = signatures.find((signature) => signature.certificate)?.certificate
  const unconfigured = findings.some((finding) => finding.id === 'tenant-is-configured' && finding.status === 'fail')
  if (!unconfigured || !certificate) return []
  const body = JSON.stringify({ certificateSha256: certificate.sha256 })
  return [
    h('h2', null, 'Is this your identity provider?'),
    definitions([
      ['Issuer', idp.issuer],
      ['Certificate', `SHA-256 ${certificate.sha256}, valid until ${certificate.notAfter}`],
    ]),
    h('p', null, "If the fingerprint is the IdP's, save both as the connection of this tenant:"),
    h('pre', null, `curl -H 'Content-Type: application/json' -d '${body}' <this harness>/api/v1/logins/${id}/adopt`),
  ]
}

function claimRow({ name, values, mappedTo, ignoredBecause, verified }: ReportedClaim): ComponentChild[] {
  return [name, values.join(' · '), verified ? (mappedTo ?? ignoredBecause) : 'nothing: no good signature covers it']
}

function allChecks(findings: Finding[]) {
  const rows = findings.map(({ title, status, severity, because }) => [
    h('span', { class: status === 'fail' ? severity : status }, status),
    title,
    because,
  ])
  return h(
    'details',
    null,
    h('summary', null, `All ${findings.length} checks`),
    table(['Result', 'Check', 'Why'], rows),
  )
}

function definitions(rows: [term: string, text: string | null][]) {
  return h(
    'dl',
    null,
    rows.flatMap(([term, text]) => (text ? [h('dt', null, term), h('dd', null, text)] : [])),
  )
}

function table(heads: string[], rows: ComponentChild[][]) {
  const row = (tag: 'th' | 'td') => (cells: ComponentChild[]) =>
    h(
      'tr',
      null,
      cells.map((cell) => h(tag, null, cell)),
    )
  return h('table', null, h('thead', null, row('th')(heads)), h('tbody', null, rows.map(row('td'))))
}
