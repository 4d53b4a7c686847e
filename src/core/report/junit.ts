import type { Finding } from '../domain/check.ts'
import type { ExpectationResult, Expected } from '../domain/expectation.ts'
import type { Report } from '../domain/report.ts'
import { escaping } from '../domain/xml.ts'
import { denialOf } from './denial.ts'
import type { RenderContext } from './format.ts'
import { detailsOf, tenantOf } from './outline.ts'
import { printable, shorten } from './printable.ts'

/** JUnit XML as CI servers read it: a suite for each message, a case for each check. A warning passes, and says what it has to. */
export function renderJunit(reports: readonly Report[], { headings = [], expected = [] }: RenderContext): string {
  const suites = reports.flatMap((report, index) => {
    const number = reports.length > 1 ? [String(index + 1)] : []
    const hoped = expected[index]
    return [
      ...(hoped?.wantsRejection ? [] : [renderSuite(report, number, headings[index] ?? null)]),
      ...(hoped ? [renderExpected(hoped, report, number)] : []),
    ]
  })
  const judged = reports.filter((_, index) => !expected[index]?.wantsRejection)
  const totals = addUp(
    countCases(judged.flatMap(({ findings }) => findings)),
    countExpected(expected.flatMap(({ results }) => results)),
  )
  const { skipped: _, ...counted } = totals
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'flex-iam-mock', ...counted }, suites)}\n`
}

function renderSuite(report: Report, number: string[], heading: string | null): string {
  const { findings, judged, outcome, flexVerdict, headline, generation, account, connection, idp } = report
  const tenant = connection ?? account
  const name = ['flex-iam-mock', tenantOf(report), ...number].join(' ')
  const facts = {
    outcome,
    flexVerdict,
    headline: headline || null,
    generation,
    tenant,
    product: idp.product,
    source: heading,
  }
  const properties = Object.entries(facts).flatMap(([key, value]) =>
    value === null ? [] : [element('property', { name: key, value })],
  )
  const classname = ['flex-iam-mock', generation, tenant, ...number].join('.')
  const timestamp = judged.now.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)
  return element('testsuite', { name, ...countCases(findings), time: '0', timestamp }, [
    element('properties', {}, properties),
    ...findings.map((finding) =>
      element('testcase', { name: finding.id, classname, time: '0' }, renderOutcome(finding)),
    ),
  ])
}

type Counts = ReturnType<typeof countCases>

const countExpected = (results: readonly ExpectationResult[]): Counts => ({
  tests: String(results.length),
  failures: String(results.filter(({ holds }) => !holds).length),
  errors: '0',
  skipped: '0',
})

function addUp(one: Counts, other: Counts): Counts {
  const names = Object.keys(one) as (keyof Counts)[]
  return Object.fromEntries(names.map((name) => [name, String(Number(one[name]) + Number(other[name]))])) as Counts
}

/** A suite of its own: what was expected of the login, a case for each line. */
function renderExpected({ results }: Expected, report: Report, number: string[]): string {
  const { connection, account, judged } = report
  const name = ['flex-iam-mock', tenantOf(report), ...number, 'expectations'].join(' ')
  const classname = ['flex-iam-mock', 'expectations', connection ?? account, ...number].join('.')
  const timestamp = judged.now.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)
  const cases = results.map(({ expectation, holds, actual }) => {
    const message = `Expected ${expectation}, found ${actual}`
    const failure = holds ? [] : [element('failure', { message, type: 'expectation' }, [escapeXml(shorten(actual))])]
    return element('testcase', { name: expectation, classname, time: '0' }, failure)
  })
  return element('testsuite', { name, ...countExpected(results), time: '0', timestamp }, cases)
}

const isFailure = ({ status, severity }: Finding) => status === 'fail' && severity === 'error'

function countCases(findings: Finding[]) {
  const count = (holds: (finding: Finding) => boolean) => String(findings.filter(holds).length)
  return {
    tests: String(findings.length),
    failures: count(isFailure),
    errors: count(({ status }) => status === 'crashed'),
    skipped: count(({ status }) => status === 'not-run' || status === 'not-applicable'),
  }
}

function renderOutcome(finding: Finding): string[] {
  const { status, severity, enforcedBy, because, blockedBy, fix } = finding
  const sentence = denialOf(finding)
  if (status === 'crashed')
    return [element('error', { message: sentence, type: 'crashed' }, [escapeXml(because ?? '')])]
  if (status === 'not-run') return [element('skipped', { message: `Did not run because of ${blockedBy}. ${because}` })]
  if (status === 'not-applicable') return [element('skipped', { message: because ?? '' })]
  if (status === 'pass') return []
  const message = [sentence, fix && `Fix: ${fix}`].filter(Boolean).join(' ')
  const details = detailsOf(finding).flatMap(([name, text]) => (text ? [escapeXml(`${name}: ${shorten(text)}`)] : []))
  if (isFailure(finding)) return [element('failure', { message, type: enforcedBy }, [details.join('\n')])]
  return [element('system-out', {}, [[escapeXml(`${severity}: ${sentence}`), ...details].join('\n')])]
}

const escapeMarkup = escaping(`&<>"'`)

/** What XML 1.0 does not allow is not printable either. */
export const escapeXml = (text: string) => escapeMarkup(printable(text))

export function element(name: string, attributes: Record<string, string>, content: string[] = []): string {
  const open = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(shorten(value))}"`)
  return `<${name}${open.join('')}>${content.join('\n')}</${name}>`
}
