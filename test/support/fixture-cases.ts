import { readdirSync } from 'node:fs'
import type { Bundle } from '../../src/core/bundle/bundle.ts'
import { NO_PRIOR_STATE } from '../../src/core/domain/login.ts'
import { type CheckSettings, readRecorded } from '../../src/core/judge/check-response.ts'
import { judge } from '../../src/core/judge/inspect.ts'
import { reread } from '../../src/core/judge/recorded-login.ts'
import type { Report } from '../../src/index.ts'
import { VERSION } from '../../src/version.ts'
import { loadFixture } from './fixtures.ts'

const FOLDER = new URL('../../fixtures/', import.meta.url)

/** The messages of one folder of fixtures/, by their names. */
export const fixturesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, FOLDER))
    .filter((name) => name.endsWith('.response'))
    .map((name) => `${folder}/${name.replace('.response', '')}`)

/** A message of fixtures/ as it is judged. */
export const caseOf = (name: string) => {
  const { recording, settings } = loadFixture(name)
  return reread(readRecorded(recording, settings, new Date(settings.now)))
}

/** What a bundle that a person wrote tells: a tenant has a connection, whatever is in it. */
export const USUAL_RECORDING: Bundle['recording'] = {
  id: null,
  fields: [],
  carried: [],
  oversize: null,
  reached: null,
  before: NO_PRIOR_STATE,
  configured: true,
  trust: 'configured',
}

/** A message at a tenant whose connection has these settings, and no others: without a certificate, that is what it has. */
export const caseAtTenant = (samlResponse: string, settings: CheckSettings, now: string) =>
  reread(readRecorded({ ...USUAL_RECORDING, fields: [samlResponse] }, settings, new Date(now)))

/** The Report of a message of fixtures/. */
export const reportOf = (name: string): Report => judge(caseOf(name), VERSION).report

/** The errors that fail in a message of fixtures/. */
export const failedErrorsOf = (name: string) =>
  reportOf(name).findings.filter(({ severity, status }) => severity === 'error' && status === 'fail')
