import { readdirSync } from 'node:fs'
import { readCase } from '../../src/login/check-response.ts'
import { judge } from '../../src/login/inspect.ts'
import { loadFixture } from './fixtures.ts'

const FOLDER = new URL('../../fixtures/', import.meta.url)

/** The messages of one folder of fixtures/, by their names. */
export const fixturesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, FOLDER))
    .filter((name) => name.endsWith('.response'))
    .map((name) => `${folder}/${name.replace('.response', '')}`)

/** A message of fixtures/ as it is judged. */
export const caseOf = (name: string) => {
  const { samlResponse, settings } = loadFixture(name)
  return readCase([samlResponse], 'POST', settings, new Date(settings.now))
}

/** The errors that fail in a message of fixtures/. */
export const failedErrorsOf = (name: string) =>
  judge(caseOf(name), '').report.findings.filter(({ severity, status }) => severity === 'error' && status === 'fail')
