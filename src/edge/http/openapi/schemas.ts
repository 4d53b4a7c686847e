import { z } from 'zod'
import type { WhatIf } from '../../../app/what-if/what-if.ts'
import { connectionAnswer } from '../../../core/connection/schemas.ts'
import type { IdpSettings } from '../../../core/connection/setup-guide.ts'
import type { ClockReading } from '../../../core/domain/clock.ts'
import { type Connection, GENERATIONS } from '../../../core/domain/login.ts'
import { IDP_SETTINGS } from '../../../core/domain/product.ts'
import { CONSOLE_FIELDS, type ConsoleField } from '../../../core/domain/remedy.ts'
import type { LoginSummary } from '../../../core/domain/report.ts'
import { CLAIM_RULES, type Worker, type WorkerEvent } from '../../../core/domain/worker.ts'
import type { MissedLogin } from '../../../core/errors.ts'
import type { ReportDifference } from '../../../core/report/diff.ts'
import { attributeChange, attributeValue, finding, reportSchema } from '../../../core/report/schema.ts'
import type { MappedLogin } from '../../../core/what-if/map-claims.ts'
import type { Rehearsal } from '../../../core/what-if/migration.ts'
import type { SettingChange } from '../../../core/what-if/smallest-change.ts'

const text = z.string()
const maybe = z.string().nullable()
const time = z.iso.datetime()
const outcome = z.enum(['accepted', 'rejected'])
const generation = z.enum(GENERATIONS)

/** The cursor of a list. */
export const next = maybe.describe('Send it as `after` to get the next page. Null on the last page')

/** A problem document (RFC 9457). */
export const problemSchema = z.strictObject({
  type: z.literal('about:blank'),
  title: text,
  status: z.int(),
  detail: text.describe('What is wrong, and where'),
  code: text.describe('A stable code for programs'),
  hint: text.describe('How to fix it'),
})

/** A login in a list. */
export const loginSummary = z.strictObject({
  id: text,
  receivedAt: time,
  generation,
  account: text,
  connection: maybe,
  outcome,
  product: text,
  nameId: maybe,
  email: maybe,
  firstCause: maybe.describe('The id of the finding to read first'),
}) satisfies z.ZodType<LoginSummary>

/** A login that did not match. */
export const missedLogin = z.strictObject({
  login: loginSummary,
  because: text,
  expectation: maybe.describe('The expectation that it did not meet. Null if it failed another condition'),
  actual: maybe.describe('What was found instead'),
}) satisfies z.ZodType<MissedLogin>

/** No matching login arrived in time. */
export const timeoutProblem = problemSchema.extend({
  nearest: missedLogin.nullable().describe('The login that met the most conditions. Null if none arrived'),
  missed: z.array(missedLogin).describe('The latest attempts, newest first'),
})

/** An error in the format of Twilio. */
export const twilioProblem = z.strictObject({
  code: z.int().nullable(),
  detail: text.optional(),
  message: text,
  more_info: text.optional(),
  status: z.int(),
  flex_error_code: z.int().optional(),
})

/** An error of the enhanced ACS that has no Twilio error code. */
export const oauthProblem = z.strictObject({ error: text, error_description: text })

/** The attributes of a worker. */
export const attributes = z.record(text, attributeValue)

/** A worker. */
export const worker = z.strictObject({
  sid: text,
  accountSid: text,
  workspaceSid: text,
  friendlyName: text,
  identity: text,
  contactUri: text,
  activityName: text,
  available: z.boolean(),
  attributes,
  createdAt: time,
  updatedAt: time,
  lastLoginId: maybe.describe('Null if the worker was created over REST or by a seed and has never signed in'),
}) satisfies z.ZodType<Worker>

/** A change to a worker. */
export const workerEvent = z.strictObject({
  at: time,
  by: z.enum(['login', 'taskrouter', 'seed']),
  action: z.enum(['created', 'updated']),
  loginId: maybe,
  fields: z.array(z.strictObject({ field: text, before: attributeValue, after: attributeValue })),
  changes: z
    .array(
      z.strictObject({
        attribute: text,
        before: attributeValue,
        after: attributeValue,
        claim: maybe,
        valueIndex: z.int().nullable(),
        rule: z.enum([...CLAIM_RULES, 'attributes replaced whole']),
      }),
    )
    .nullable()
    .describe('Null if the login is no longer stored'),
}) satisfies z.ZodType<WorkerEvent>

/** A saved connection. */
export const connection = connectionAnswer satisfies z.ZodType<Connection>

/** The clock. */
export const clock = z.strictObject({
  now: time,
  mode: z.enum(['real', 'frozen', 'offset']),
  offsetSeconds: z.number(),
}) satisfies z.ZodType<ClockReading>

/** One change that helps a login pass. */
export const settingChange = z.strictObject({
  setting: z.enum([
    ...IDP_SETTINGS,
    ...(Object.keys(CONSOLE_FIELDS) as [ConsoleField, ...ConsoleField[]]),
    'signaturePolicy',
  ]),
  from: maybe,
  to: text,
  side: z.enum(['idp', 'console']),
  where: maybe.describe('Where to find the setting, by the menu names of the product'),
}) satisfies z.ZodType<SettingChange>

const settingChanges = z.array(settingChange).nullable()

/** A verdict under other settings. */
export const whatIf = z.strictObject({
  report: reportSchema,
  smallestChange: settingChanges.describe('Empty if the login is already accepted. Null if no known change is enough'),
}) satisfies z.ZodType<WhatIf>

const judgedInGeneration = z.strictObject({ generation, outcome, report: reportSchema })

/** A login in both generations. */
export const rehearsal = z.strictObject({
  from: judgedInGeneration,
  to: judgedInGeneration,
  steps: z.array(z.strictObject({ side: z.enum(['idp', 'console']), field: text, to: text, where: text, from: maybe })),
  besides: settingChanges.describe('What else the new generation requires. Null if no known change is enough'),
  warning: text,
}) satisfies z.ZodType<Rehearsal>

/** The worker that claims produce. */
export const mappedLogin = z.strictObject({
  attributes: attributes.nullable().describe('Null if Flex would refuse the claims'),
  changes: z.array(attributeChange),
  findings: z.array(finding),
}) satisfies z.ZodType<MappedLogin>

/** The differences between two logins. */
export const difference = z.strictObject({
  a: text,
  b: text,
  same: z.boolean(),
  differences: z.array(
    z.strictObject({
      what: text.describe('The path in the Report, such as `findings.audience-names-entity-id.received`'),
      a: attributeValue,
      b: attributeValue,
    }) satisfies z.ZodType<ReportDifference>,
  ),
})

const serviceProvider = z.strictObject({ acsUrl: text, entityId: text })

/** What to enter in the IdP and in the Flex Console. */
export const idpSettings = z.strictObject({
  sid: text,
  generation,
  product: text,
  harness: serviceProvider.extend({ metadataUrl: text, loginUrl: text }),
  live: serviceProvider,
  settings: z.array(
    z.strictObject({ setting: z.enum(IDP_SETTINGS), where: text, value: maybe, note: maybe, source: maybe }),
  ),
  setUp: z.array(text),
  beside: text,
  nothingArrives: z.array(z.strictObject({ symptom: text, cause: text, fix: text, source: maybe })),
  console: z.array(z.strictObject({ field: text, from: maybe, value: maybe })),
}) satisfies z.ZodType<IdpSettings>

const endpoint = z.strictObject({
  generation,
  sidPrefix: z.enum(['AC', 'JQ']),
  host: text,
  path: text,
  query: text,
  entityId: text,
  metadataPath: text,
  nameIdFormats: z.array(text),
})

/** A description of the harness. */
export const info = z.strictObject({
  name: z.literal('flex-iam-mock'),
  version: text,
  node: text,
  baseUrl: maybe,
  clock,
  endpoints: z.strictObject({ legacy: endpoint, preview: endpoint, enhanced: endpoint }),
})

/** A passed health check. */
export const health = z.strictObject({ status: z.literal('ok') })
