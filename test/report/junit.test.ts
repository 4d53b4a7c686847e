import { expect, test } from '@jest/globals'
import { XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm'
import { renderJunit } from '../../src/core/report/junit.ts'
import type { Report } from '../../src/index.ts'
import { runCli } from '../support/cli.ts'
import { pathOf } from '../support/fixtures.ts'
import { JUNIT_SCHEMA } from '../support/junit-schema.ts'
import { REPORTS, reportOf } from '../support/reports.ts'

const SAMPLES = ['responses/entra/both', 'responses/entra/namespaced', 'checks/xml-is-well-formed'] as const

const count = (report: Report, holds: (finding: Report['findings'][number]) => boolean) =>
  String(report.findings.filter(holds).length)
const isFailure = ({ status, severity }: Report['findings'][number]) => status === 'fail' && severity === 'error'
const isSkipped = ({ status }: Report['findings'][number]) => status === 'not-run' || status === 'not-applicable'

/** Reads JUnit XML strictly and by the schema, and hands its suites over. */
function readJunit(xml: string, look: (suites: XmlElement[]) => void): void {
  const schema = XmlDocument.fromString(JUNIT_SCHEMA)
  const validator = XsdValidator.fromDoc(schema)
  const document = XmlDocument.fromString(xml)
  try {
    validator.validate(document)
    look(document.find('/testsuites/testsuite') as XmlElement[])
  } finally {
    document.dispose()
    validator.dispose()
    schema.dispose()
  }
}

const attributeOf = (element: XmlElement | null | undefined, name: string) => element?.attr(name)?.value ?? null

function expectSuite(suite: XmlElement | undefined, report: Report): void {
  const counts = {
    tests: count(report, () => true),
    failures: count(report, isFailure),
    errors: count(report, ({ status }) => status === 'crashed'),
    skipped: count(report, isSkipped),
  }
  expect(Object.fromEntries(Object.keys(counts).map((name) => [name, attributeOf(suite, name)]))).toEqual(counts)
  const found = {
    tests: 'testcase',
    failures: 'testcase/failure',
    errors: 'testcase/error',
    skipped: 'testcase/skipped',
  }
  for (const [name, path] of Object.entries(found))
    expect(String(suite?.find(path).length)).toBe(attributeOf(suite, name))
  expect(suite?.find('testcase').map((each) => attributeOf(each as XmlElement, 'name'))).toEqual(
    report.findings.map(({ id }) => id),
  )
  const property = (name: string) =>
    attributeOf(suite?.get(`properties/property[@name='${name}']`) as XmlElement | null, 'value')
  expect(['outcome', 'flexVerdict', 'generation', 'tenant', 'product'].map(property)).toEqual([
    report.outcome,
    report.flexVerdict,
    report.generation,
    report.connection ?? report.account,
    report.idp.product,
  ])
}

test.each(Object.entries(REPORTS))('the counts in JUnit of a login %s match its findings', async (_kind, make) => {
  const report = await make()
  readJunit(renderJunit([report], {}), (suites) => {
    expect(suites).toHaveLength(1)
    expectSuite(suites[0], report)
  })
})

test.each(SAMPLES)('check %s --format junit prints a suite and exits with the verdict', async (name) => {
  const report = await reportOf(name)
  const { stdout, stderr, exitCode } = await runCli(['check', pathOf(name), '--format', 'junit'])
  expect([stderr, exitCode]).toEqual(['', report.outcome === 'accepted' ? 0 : 1])
  readJunit(stdout, ([suite]) => expectSuite(suite, report))
})

test('in JUnit a failed error says what is wrong and what to do; a warning passes and says it too', async () => {
  const report = await reportOf('checks/audience-names-entity-id')
  readJunit(renderJunit([report], {}), ([suite]) => {
    const failure = suite?.get('testcase/failure') as XmlElement | null
    expect(attributeOf(failure, 'message')).toMatch(
      /^Audience is not the entity ID of this tenant\. Fix: SAML application › /,
    )
    expect(attributeOf(failure, 'type')).toBe('flex')
    expect(failure?.content).toMatch(/^expected: https:.*\nreceived: https:/m)
    expect(suite?.get('testcase[system-out]')?.content).toMatch(
      /^warning: The login does not use the current generation\.\nfix: Migrate/,
    )
  })
  const unreadable = await reportOf('checks/xml-is-well-formed')
  readJunit(renderJunit([unreadable], {}), ([suite]) => {
    const skipped = suite?.get("testcase[@name='status-is-success']/skipped") as XmlElement | null
    expect(attributeOf(skipped, 'message')).toMatch(/^Not run because of xml-is-well-formed\. Requires: /)
  })
})

test('JUnit of several messages has one suite each, with unique names and where each was found', async () => {
  const reports = [await reportOf(SAMPLES[0]), await reportOf(SAMPLES[1])]
  readJunit(renderJunit(reports, { headings: ['first', null] }), (suites) => {
    expect(suites).toHaveLength(2)
    for (const [index, suite] of suites.entries()) expectSuite(suite, reports[index] as Report)
    expect(new Set(suites.map((suite) => attributeOf(suite, 'name'))).size).toBe(2)
    const classes = suites.map((suite) => attributeOf(suite.get('testcase') as XmlElement, 'classname'))
    expect(new Set(classes).size).toBe(2)
    expect(
      suites.map((suite) =>
        attributeOf(suite.get("properties/property[@name='source']") as XmlElement | null, 'value'),
      ),
    ).toEqual(['first', null])
  })
})
