import { checkResponse, type Report } from '../../src/index.ts'
import { reportOf } from './fixture-cases.ts'
import { buildResponse, SETTINGS } from './response.ts'

export { reportOf }

/** Everything that acts on a terminal, a log, markup or the direction of text. */
export const HOSTILE = [
  '</dd><script>alert(1)</script>',
  '" onload="alert(1)',
  "' &amp; ]]> --> <!--",
  '\u202eelbisivni\u202c\u2066\u200f\u200b\u00ad',
  '\u009b2J\u0085\u007f\u2028',
  'line\n::error::pwned',
  '::stop-commands::x',
  '##[group]pwned',
  '100% %0A::warning::x, a:b',
  '\ufdd0 \u{e0001} Grüße 山田 👩‍👩‍👧',
].join(' ')

const judge = (changes: Parameters<typeof buildResponse>[0]) => checkResponse(buildResponse(changes), SETTINGS)

/** A Report of each kind that there is. */
export const REPORTS: Record<string, () => Promise<Report>> = {
  accepted: async () => reportOf('responses/entra/both'),
  'rejected for one cause': async () => reportOf('checks/audience-names-entity-id'),
  'rejected for several causes': async () => reportOf('responses/entra/namespaced'),
  'not readable': async () => reportOf('checks/xml-is-well-formed'),
  'of a tenant without connection': async () => reportOf('checks/tenant-is-configured'),
  'not verified': () => checkResponse(buildResponse(), { ...SETTINGS, certificates: [] }),
  crashed: async () => crash(reportOf('checks/audience-names-entity-id')),
  'accepted with hostile claims': () =>
    judge({ nameId: 'ada\u202e::x@example.com', claims: { full_name: [HOSTILE], email: ['a@b'], roles: ['agent'] } }),
  'rejected with hostile roles': () =>
    judge({ claims: { full_name: [HOSTILE], email: ['a@b'], roles: [HOSTILE, '::error::roles'] } }),
}

/** The same Report, had one of its checks crashed. */
function crash(report: Report): Report {
  const because = `A bug in flex-iam-mock, please report it: ${HOSTILE}`
  return {
    ...report,
    findings: report.findings.map((finding) =>
      finding.id === 'response-is-signed' ? { ...finding, status: 'crashed', because } : finding,
    ),
  }
}
