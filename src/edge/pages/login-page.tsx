import type { ComponentChild, ComponentChildren, VNode } from 'preact'
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
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

/** What a page shows in addition to the Report. Requires a stored login. */
export interface Beside {
  steps?: readonly Step[]
  offer?: SenderOffer | null
}

/** The page of one attempt, for the person who signed in. */
export function renderLoginPage(report: Report, beside: Beside): string {
  return renderPage(`Login ${report.outcome}`, PAGE_HEAD, <LoginContent report={report} {...beside} />)
}

/** One attempt for a person: the verdict, the findings with their fixes, worst first, then the facts of the login. */
export function LoginContent({ report, steps = [], offer = null }: Beside & { report: Report }): VNode {
  const { id, outcome, flexVerdict, headline, findings, worker, claims } = report
  return (
    <>
      <h1 class={outcome}>Login {verdictOf(report)}</h1>
      <p>{headline}</p>
      {steps.length > 0 && <SmallestChange steps={steps} />}
      {faultsOf(findings).map((finding) => (
        <Fault finding={finding} />
      ))}
      {notRunOf(findings).map((sentence) => (
        <p>{sentence}</p>
      ))}
      {id !== null && offer && <Adoption id={id} offer={offer} />}
      <h2>{tenantOf(report)}</h2>
      <Definitions rows={[['Real Flex', `${flexVerdict}, to the best of our knowledge`], ...factsOf(report)]} />
      {worker && (
        <>
          <h2>Worker {shorten(worker.friendlyName)}</h2>
          <pre>{printableJson(worker.attributes)}</pre>
        </>
      )}
      {claims.length > 0 && (
        <>
          <h2>Claims</h2>
          <Table heads={['Name', 'Values', 'Becomes']} rows={claims.map(claimRow)} />
        </>
      )}
      <AllChecks findings={findings} />
    </>
  )
}

/** The smallest change of settings that would make it pass. */
function SmallestChange({ steps }: { steps: readonly Step[] }): VNode {
  return (
    <>
      <h2>What would make it pass</h2>
      <ol>
        {steps.map(({ where, side, from, to }) => (
          <li>
            <strong>{where ?? (side === 'idp' ? 'The IdP' : 'Flex Console')}</strong>: {shorten(to)}
            {from !== null && <span> (now: {shorten(from)})</span>}
          </li>
        ))}
      </ol>
    </>
  )
}

function Fault({ finding }: { finding: Finding }): VNode {
  const rank = rankOf(finding)
  return (
    <article class={rank}>
      <h2>
        <span class={rank}>{rank}</span> {denialOf(finding)}
      </h2>
      <Definitions rows={detailsOf(finding)} />
    </article>
  )
}

/** For a tenant without a connection: how to adopt the sender. */
function Adoption({ id, offer }: { id: string; offer: SenderOffer }): VNode {
  const body = JSON.stringify({ certificateSha256: offer.sha256 })
  const sender: Row[] = [
    ['Issuer', offer.issuer],
    ['Certificate', `SHA-256 ${offer.sha256}, valid until ${offer.notAfter}`],
  ]
  return (
    <>
      <h2>Is this your identity provider?</h2>
      <Definitions rows={sender} />
      <p>If your IdP shows the same fingerprint, save both as the connection of this tenant:</p>
      <pre>{`curl -H 'Content-Type: application/json' -d '${body}' <this harness>/api/v1/logins/${id}/adopt`}</pre>
    </>
  )
}

function claimRow({ name, values, mappedTo, ignoredBecause, verified }: ReportedClaim): ComponentChild[] {
  const becomes = verified ? (mappedTo ?? ignoredBecause ?? '') : 'Ignored: not covered by a valid signature'
  return [name, values.join(' · '), becomes].map(shorten)
}

function AllChecks({ findings }: { findings: Finding[] }): VNode {
  const rows = findings.map(({ title, status, severity, because }) => [
    <span class={status === 'fail' ? severity : status}>{status}</span>,
    title,
    because && shorten(because),
  ])
  return (
    <details>
      <summary>{countStatuses(findings)}</summary>
      <Table heads={['Result', 'Check', 'Why']} rows={rows} />
    </details>
  )
}

function Definitions({ rows }: { rows: readonly Row[] }): VNode {
  const entry = ([term, text]: Row): ComponentChildren =>
    text && (
      <>
        <dt>{term}</dt>
        <dd>{shorten(text)}</dd>
      </>
    )
  return <dl>{rows.map(entry)}</dl>
}

function Table({ heads, rows }: { heads: string[]; rows: ComponentChild[][] }): VNode {
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th>{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
