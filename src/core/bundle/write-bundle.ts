import type { PostedResponse, PriorState } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import type { RecordedLogin } from '../judge/recorded-login.ts'
import { type Header, writeHeader } from './bundle-header.ts'
import { writeConnectionLines } from './connection-lines.ts'

/** A line of the header; null omits it. */
export type Line = [key: Header, value: string | null]

/** Writes a login with its verdict and everything that it depended on, as a file for which `check` gives the same Report. */
export function writeBundle(login: RecordedLogin, report: Report): string {
  return writeLogin(login, [
    ['version', report.judged.version],
    ['expect', report.outcome],
    ['expect-fail', failedOf(report)],
  ])
}

/** The ids of failed findings, as in a header. */
export function failedOf({ findings }: Report): string {
  const failed = findings.filter(({ status }) => status === 'fail')
  return failed.map(({ id }) => id).join(' ')
}

/** Writes a login, and lines about its verdict. */
export function writeLogin(login: RecordedLogin, verdict: Line[]): string {
  const { id, posted, settings, before, now } = login
  const { generation, accountSid, connectionSid, connection, acs, audience, trust } = settings
  const { encoding, body } = writeBody(posted)
  const lines: Line[] = [
    ['account', accountSid || null],
    ['connection', connectionSid],
    ['generation', generation],
    ...(connection ? writeConnectionLines(connection, trust) : [['unconfigured', 'true'] as Line]),
    ['trust', trust === 'configured' ? null : trust],
    ...acs.map((url): Line => ['acs', url]),
    ['audience', audience || null],
    ['now', now.toISOString()],
    ['id', id],
    ...linesOfMemory(before),
    ['reached', `${posted.reached.method} ${posted.reached.path}`],
    ['wrong-door', posted.reached.isAcs ? null : 'true'],
    ['carried', posted.carried.join(' ') || null],
    ['oversize', posted.oversize === null ? null : String(posted.oversize)],
    ['relay-state', encoding === 'form' ? null : posted.relayState && encodeURIComponent(posted.relayState)],
    ['encoding', encoding === 'form' ? encoding : null],
    ...verdict,
  ]
  const header = lines.flatMap(([key, value]) => (value === null ? [] : [writeHeader(key, value)]))
  return `${header.join('\n')}\n\n${body}\n`
}

function linesOfMemory({ acceptedBefore, requested, relayStateBack, clockOffsets, worker }: PriorState): Line[] {
  return [
    ['accepted-before', acceptedBefore],
    ['requested', requested === null ? null : String(requested)],
    ['relay-state-back', relayStateBack],
    ['clock-offsets', clockOffsets.join(' ') || null],
    ['worker-before', worker && JSON.stringify(worker)],
  ]
}

/** Text without control characters, or spaces at its ends, survives in a file unchanged. */
const PLAIN = /^[!-~]([ -~\n]*[!-~])?$/

/** The field unchanged if it survives in a file; else the form body, percent-encoded. */
function writeBody({ fields, oversize, relayState }: PostedResponse): { encoding: 'field' | 'form'; body: string } {
  const [field = ''] = fields
  if (oversize !== null) return { encoding: 'field', body: '' }
  const survives = fields.length === 1 && PLAIN.test(field) && !/\p{Cs}/u.test(relayState ?? '')
  if (survives) return { encoding: 'field', body: field }
  const form = new URLSearchParams(fields.map((value) => ['SAMLResponse', value]))
  if (relayState !== null) form.append('RelayState', relayState)
  return { encoding: 'form', body: form.toString() }
}
