import type { LoginSummary } from '../domain/report.ts'
import { escapeData, escapeProperty } from './github.ts'
import { element, escapeXml } from './junit.ts'
import { printable, printableJson, shorten } from './printable.ts'

interface Missed {
  login: LoginSummary
  because: string
  expectation: string | null
  actual: string | null
}

/** What the API answers if no matching login arrived in time. */
export interface Timeout {
  detail: string
  hint: string
  nearest: Missed | null
  missed: Missed[]
}

/** A wait that timed out, in one of the formats of a Report. */
export function renderTimeout(timeout: Timeout, format: string): string {
  return (RENDERERS[format] ?? renderText)(timeout)
}

const RENDERERS: Record<string, (timeout: Timeout) => string> = {
  json: (timeout) => `${printableJson(timeout)}\n`,
  junit: renderJunit,
  github: ({ detail, missed }) =>
    `::error title=${escapeProperty('No matching login')}::${escapeData(printable([detail, ...missed.map(describe)].join('\n')))}\n`,
}

function renderText({ detail, hint, missed }: Timeout): string {
  const arrived =
    missed.length === 0
      ? []
      : ['', 'Logins that arrived, newest first:', ...missed.map((each) => `  ${describe(each)}`)]
  return `${[printable(shorten(detail)), ...arrived, '', printable(hint)].join('\n')}\n`
}

function renderJunit({ detail, missed }: Timeout): string {
  const counts = { tests: '1', failures: '1', errors: '0' }
  const failure = element('failure', { message: detail, type: 'timeout' }, [
    missed.map(describe).map(escapeXml).join('\n'),
  ])
  const testcase = element('testcase', { name: 'a login arrives', classname: 'flex-iam-mock.wait', time: '0' }, [
    failure,
  ])
  const suite = element('testsuite', { name: 'flex-iam-mock wait', ...counts, skipped: '0', time: '0' }, [testcase])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'flex-iam-mock', ...counts }, [suite])}\n`
}

function describe({ login, because }: Missed): string {
  const { receivedAt, id, outcome, email, nameId } = login
  return printable(shorten(`${receivedAt}  ${id}  ${outcome}  ${email ?? nameId ?? 'no name'}: ${because}`))
}
