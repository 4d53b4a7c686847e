import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readBundle } from '../../src/core/bundle/bundle.ts'
import { renderConnectionFields } from '../../src/core/connection/render-fields.ts'
import { connectionAnswer } from '../../src/core/connection/schemas.ts'
import { FIELD_NAMES, type FieldName, fieldOf, type Redaction } from '../../src/core/domain/connection-fields.ts'
import type { Connection } from '../../src/core/domain/login.ts'
import { readRecorded } from '../../src/core/judge/check-response.ts'
import { type FlexIamMock, type Report, startFlexIamMock } from '../../src/index.ts'
import { loadFixture } from '../support/fixtures.ts'
import { latest, post, send } from '../support/harness.ts'
import { IDP_CERTIFICATE } from '../support/response.ts'

const SID = 'JQ0f1e2d3c4b5a69788796a5b4c3d2e1f0'

/** A value of each kind that no field has by default. */
const SAMPLES = {
  tenantSid: SID,
  accountSid: 'ACaf1e2d3c4b5a69788796a5b4c3d2e1fa',
  label: 'A name of canary',
  word: 'okta',
  entityId: 'https://canary.example.org/metadata',
  webUrl: 'https://canary.example.org/sso',
  landingUrl: 'https://canary.example.org/landing',
  landingUrls: ['https://canary.example.org/one', 'https://canary.example.org/two'],
  certificates: [IDP_CERTIFICATE.replace(/-----(BEGIN|END) CERTIFICATE-----|\s/g, '')],
  seconds: 7,
}

function sampleOf(name: FieldName, defaults: Connection): unknown {
  const field = fieldOf(name)
  return field.kind === 'choice' ? field.choices.find((choice) => choice !== defaults[name]) : SAMPLES[field.kind]
}

type Json = { properties: Record<string, { description?: string }> }

let harness: FlexIamMock
let defaults: Connection
let samples: Record<string, unknown>
let saved: Connection
let schemas: Record<string, Json>
let report: Report
let bundle: string
let redacted: string

const save = async (body: unknown) =>
  (await (await send(`${harness.url}/api/v1/connections`, 'POST', body)).json()) as Connection
const change = async (body: unknown) =>
  (await (await send(`${harness.url}/api/v1/connections/${SID}`, 'PATCH', body)).json()) as Connection
const bundleOf = async (id: string | null, query = '') =>
  (await fetch(`${harness.url}/api/v1/logins/${id}/bundle${query}`)).text()

beforeAll(async () => {
  harness = await startFlexIamMock()
  defaults = await save({ sid: SID })
  samples = Object.fromEntries(FIELD_NAMES.map((name) => [name, sampleOf(name, defaults)]))
  saved = await save(samples)
  await post(harness.acsUrl(SID), { SAMLResponse: loadFixture('responses/entra/both').samlResponse })
  report = await latest(harness)
  ;[bundle, redacted] = await Promise.all([bundleOf(report.id), bundleOf(report.id, '?redact=1')])
  schemas = ((await (await fetch(`${harness.url}/openapi.json`)).json()) as { components: { schemas: typeof schemas } })
    .components.schemas
})
afterAll(() => harness.close())

/** The connection that a bundle is judged by. */
function connectionIn(text: string): Connection | null {
  const { recording, settings } = readBundle(text, () => '')
  return readRecorded(recording, settings, new Date()).settings.connection
}

test.each(FIELD_NAMES)('%s has a default, may be saved, and null sets it back', async (name) => {
  expect(connectionAnswer.shape[name].safeParse(defaults[name]).error).toBeUndefined()
  expect(saved[name]).toEqual(samples[name])
  if (name === 'sid') return // it names the connection, and cannot be changed
  expect((await change({ [name]: null }))[name]).toEqual(defaults[name])
  expect((await change({ [name]: samples[name] }))[name]).toEqual(samples[name])
})

test.each(FIELD_NAMES)('%s is described, and taken where its row says so', (name) => {
  const { about, absent, isCheckSetting, isWhatIfChange } = fieldOf(name)
  expect(about).toMatch(/^[A-Z].*[^.]$/)
  const description = absent === null ? about : `${about}. Default: ${absent}`
  expect(schemas.ConnectionInput?.properties[name]).toMatchObject({ description })
  expect(schemas.Connection?.properties[name]).toMatchObject({ description: about })
  if (name !== 'sid') expect(Object.keys(schemas.WhatIfChanges?.properties ?? {}).includes(name)).toBe(isWhatIfChange)
  expect(Object.keys(schemas.CheckSettings?.properties ?? {}).includes(name)).toBe(isCheckSetting)
})

test.each(FIELD_NAMES.filter((name) => fieldOf(name).header !== null))('%s comes back from a bundle', (name) => {
  expect(samples[name]).not.toEqual(defaults[name])
  expect(connectionIn(bundle)?.[name]).toEqual(saved[name])
})

/** What a redacted bundle has of a value. */
const REDACTED: Record<Redaction, (value: unknown, original: unknown) => void> = {
  sid: (value) => expect(value).toMatch(/^(AC|JQ)0{30}a\d$/),
  text: (value) => expect(value).toMatch(/^(https:\/\/host-\d\.example\.invalid|value-\d)/),
  webUrl: (value) =>
    [value].flat().forEach((each) => {
      expect(each).toMatch(/^https:\/\/host-\d\.example\.invalid/)
    }),
  certificate: (value, original) => {
    expect(value).toHaveLength(1)
    expect(value).not.toEqual(original)
  },
  product: (value) => expect(value).toBe(report.idp.product),
  blank: (value, original) => expect(value).not.toBe(original),
  keep: (value, original) => expect(value).toBe(original),
}

test.each(FIELD_NAMES)('%s is redacted as its row says', (name) => {
  const { redact } = fieldOf(name)
  REDACTED[redact](connectionIn(redacted)?.[name], samples[name])
  const mayStay = redact === 'keep' || redact === 'product'
  for (const each of mayStay ? [] : [samples[name]].flat()) expect(redacted).not.toContain(each)
})

test('docs/connection-fields.md is up to date', () => {
  expect(readFileSync(new URL('../../docs/connection-fields.md', import.meta.url), 'utf8')).toBe(
    renderConnectionFields(),
  )
})

test('a default may depend on the SID and the product', async () => {
  const account = `AC${SID.slice(2)}`
  expect(await save({ sid: account })).toMatchObject({ accountSid: account, contactUriFrom: 'nameId' })
  expect(defaults).toMatchObject({ accountSid: account, contactUriFrom: 'email', signaturePolicy: 'both' })
  for (const product of ['google', 'auth0'])
    expect(await save({ sid: account, product })).toMatchObject({ signaturePolicy: 'response' })
})
