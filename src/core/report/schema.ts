import { z } from 'zod'
import type { CheckId } from '../domain/check-ids.ts'
import type { Report } from '../domain/report.ts'
import { type AttributeChange, type AttributeValue, CLAIM_RULES } from '../domain/worker.ts'
import { HarnessError } from '../errors.ts'

const text = z.string()
const maybe = z.string().nullable()

/** Any string: a Report of another version may have a check that this version lacks. The type gives the known ones. */
const checkId = text as z.ZodType<string> as z.ZodType<CheckId>
const confidence = z.enum(['documented', 'observed', 'inferred'])

/** A JSON value of a worker attribute. */
export const attributeValue: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([text, z.number(), z.boolean(), z.null(), z.array(attributeValue), z.record(text, attributeValue)]),
)

/** One check and its result. */
export const finding = z.strictObject({
  id: checkId,
  title: text,
  severity: z.enum(['error', 'warning', 'notice']),
  enforcedBy: z.enum(['flex', 'policy', 'standard']),
  status: z.enum(['pass', 'fail', 'not-run', 'not-applicable', 'crashed']),
  blockedBy: checkId.nullable(),
  because: maybe,
  expected: maybe,
  received: maybe,
  difference: maybe,
  location: maybe,
  fix: maybe,
  reference: z.strictObject({
    document: z.enum([
      'saml-core-2.0',
      'saml-bindings-2.0',
      'saml-profiles-2.0',
      'xmldsig-core',
      'xml-1.0',
      'flex-docs',
      'java-saml',
    ]),
    section: text,
  }),
  confidence,
})

/** What a login changed. */
export const attributeChange = z.strictObject({
  attribute: text,
  before: attributeValue,
  after: attributeValue,
  claim: text,
  valueIndex: z.number().int().nullable(),
  rule: z.enum(CLAIM_RULES),
}) satisfies z.ZodType<AttributeChange>

/** The Report as a schema: docs/report.schema.json is generated from it. */
export const reportSchema = z.strictObject({
  schema: z.literal(1),
  id: maybe,
  receivedAt: z.iso.datetime().nullable(),
  generation: z.enum(['legacy', 'preview', 'enhanced']),
  account: text,
  connection: maybe,
  acs: text,
  relayState: maybe,
  initiatedBy: z.enum(['idp', 'sp']).nullable(),
  outcome: z.enum(['accepted', 'rejected']),
  flexVerdict: z.enum(['accepted', 'rejected', 'unknown']),
  headline: text,
  judged: z.strictObject({
    now: z.iso.datetime(),
    clockSkewSeconds: z.number().int(),
    signaturePolicy: z.enum(['both', 'response', 'assertion', 'either']),
    acs: z.array(text),
    audience: text,
    version: text,
  }),
  twilioError: z
    .strictObject({
      status: z.number().int(),
      code: z.number().int().nullable(),
      flexErrorCode: z.number().int().nullable(),
      message: text,
      confidence,
    })
    .nullable(),
  idp: z.strictObject({ product: text, evidence: z.array(text), issuer: maybe }),
  findings: z.array(finding),
  signatures: z.array(
    z.strictObject({
      over: z.enum(['Response', 'Assertion']),
      valid: z.boolean(),
      algorithm: maybe,
      digest: maybe,
      certificate: z.strictObject({ sha256: text, notAfter: text }).nullable(),
    }),
  ),
  subject: z.strictObject({ nameId: maybe, format: maybe, verified: z.boolean() }),
  claims: z.array(
    z.strictObject({
      name: text,
      values: z.array(text),
      verified: z.boolean(),
      mappedTo: maybe,
      ignoredBecause: maybe,
    }),
  ),
  worker: z.strictObject({ friendlyName: text, attributes: z.record(text, attributeValue) }).nullable(),
  changes: z.array(attributeChange),
}) satisfies z.ZodType<Report>

/**
 * Reads a Report from JSON.
 * @throws HarnessError UNREADABLE_INPUT
 */
export function readReport(text: string): Report {
  const hint = 'Use a bundle, or a Report as printed by the API or check --format json.'
  try {
    const result = reportSchema.safeParse(JSON.parse(text))
    if (result.success) return result.data
    const { path, message } = result.error.issues[0] ?? { path: [], message: '' }
    throw new HarnessError('UNREADABLE_INPUT', `The JSON is not a Report: ${path.join('.')}: ${message}.`, hint)
  } catch (error) {
    if (error instanceof HarnessError) throw error
    throw new HarnessError('UNREADABLE_INPUT', 'The file is neither a bundle nor JSON.', hint, { cause: error })
  }
}

/** The JSON Schema (2020-12) of a Report. */
export function reportJsonSchema(): object {
  return { title: 'flex-iam-mock Report', ...z.toJSONSchema(reportSchema) }
}
