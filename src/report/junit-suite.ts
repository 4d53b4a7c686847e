import type { ExpectationResult } from '../domain/expectation.ts'
import { printable, shorten } from './printable.ts'

/** One case: how it ended, with the element that says so. */
export interface Case {
  name: string
  ending: 'passed' | 'failures' | 'errors' | 'skipped'
  content: string[]
}

/** One suite; `timestamp` is ISO 8601, and facts are left out where they are null. */
export interface Suite {
  name: string
  classname: string
  timestamp: string
  facts: Record<string, string | null>
  cases: Case[]
}

/** The whole document. */
export function renderSuites(suites: Suite[]): string {
  const { skipped: _, ...counted } = countCases(suites.flatMap(({ cases }) => cases))
  const content = suites.map(renderSuite)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'flex-iam-mock', ...counted }, content)}\n`
}

function renderSuite({ name, classname, timestamp, facts, cases }: Suite): string {
  const properties = Object.entries(facts).flatMap(([key, value]) =>
    value === null ? [] : [element('property', { name: key, value })],
  )
  const attributes = {
    name,
    ...countCases(cases),
    time: '0',
    timestamp: timestamp.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length),
  }
  return element('testsuite', attributes, [
    element('properties', {}, properties),
    ...cases.map((each) => element('testcase', { name: each.name, classname, time: '0' }, each.content)),
  ])
}

function countCases(cases: Case[]) {
  const count = (wanted: Case['ending']) => String(cases.filter(({ ending }) => ending === wanted).length)
  return {
    tests: String(cases.length),
    failures: count('failures'),
    errors: count('errors'),
    skipped: count('skipped'),
  }
}

/** A case for each expectation. */
export function expectationCases(results: readonly ExpectationResult[]): Case[] {
  return results.map(({ expectation, holds, expected, received }) => {
    if (holds) return { name: expectation, ending: 'passed', content: [] }
    const message = `Expected ${expected}, received ${received}.`
    const details = [`expected: ${expected}`, `received: ${received}`].map((line) => escapeXml(shorten(line)))
    return failed(expectation, 'expectation', message, details)
  })
}

/** A case that failed; the lines of its details are XML already. */
export function failed(name: string, type: string, message: string, details: string[]): Case {
  return { name, ending: 'failures', content: [element('failure', { message, type }, [details.join('\n')])] }
}

/** A case that was not tried. */
export function skipped(name: string, message: string): Case {
  return { name, ending: 'skipped', content: [element('skipped', { message })] }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text as XML; what XML 1.0 does not allow is not printable either. */
export const escapeXml = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

/** An element; its attributes are escaped and shortened here, its content is XML already. */
export function element(name: string, attributes: Record<string, string>, content: string[] = []): string {
  const open = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(shorten(value))}"`)
  return `<${name}${open.join('')}>${content.join('\n')}</${name}>`
}
