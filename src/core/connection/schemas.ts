import { z } from 'zod'
import {
  byField,
  type ConnectionFields,
  FIELD_NAMES,
  type FieldName,
  type FieldsWith,
  fieldOf,
} from '../domain/connection-fields.ts'
import {
  list,
  NAME_CHARACTERS,
  text,
  URL_CHARACTERS,
  VALUE_CHARACTERS,
  WORD_CHARACTERS,
  webUrl,
} from '../input/limits.ts'
import { accountSid, tenantSid } from '../input/sids.ts'

/** A redirect target. Flex does not accept wildcards in it (documented). */
const landing = webUrl().refine((text) => !text.includes('*'), 'must be a full URL: Flex does not accept wildcards')
const url = text(URL_CHARACTERS)
const word = text(WORD_CHARACTERS)
const label = text(200)
const entityId = text(NAME_CHARACTERS)
const certificates = list(text(VALUE_CHARACTERS), 20)
const seconds = z.number().int().min(0).max(86_400)
const oneAsList = (given: unknown) => (typeof given === 'string' ? [given] : given)
const answer = { text: z.string(), maybe: z.string().nullable(), list: z.array(z.string()) }

/**
 * How a value of each kind is validated when a connection is saved (`input`; null resets it), how a check and what-if
 * accept it (they create a connection from it, which is validated as `input`), and how it is returned.
 */
const KINDS = {
  tenantSid: { input: tenantSid(), check: tenantSid(), whatIf: tenantSid(), answer: answer.text },
  accountSid: { input: accountSid().nullable(), check: accountSid(), whatIf: accountSid(), answer: answer.text },
  label: { input: label.nullable(), check: label, whatIf: label, answer: answer.text },
  word: { input: word.nullable(), check: word, whatIf: word, answer: answer.text },
  entityId: { input: entityId.min(1).nullable(), check: entityId, whatIf: entityId, answer: answer.maybe },
  webUrl: { input: webUrl().nullable(), check: url, whatIf: url.nullable(), answer: answer.maybe },
  landingUrl: { input: landing.nullable(), check: url, whatIf: url.nullable(), answer: answer.maybe },
  landingUrls: {
    input: list(landing, 100).nullable(),
    check: list(url, 100),
    whatIf: list(url, 100),
    answer: answer.list,
  },
  certificates: {
    input: z.preprocess(oneAsList, certificates.nullable()),
    check: certificates,
    whatIf: certificates,
    answer: answer.list,
  },
  seconds: { input: seconds.nullable(), check: seconds, whatIf: z.number().min(0).max(86_400), answer: z.int() },
}
type Use = 'input' | 'check' | 'whatIf' | 'answer'

type Choice<C extends string, U extends Use> = U extends 'input'
  ? z.ZodNullable<z.ZodEnum<{ [V in C]: V }>>
  : z.ZodEnum<{ [V in C]: V }>

/** The schema of a field for one use. */
type SchemaOf<F extends FieldName, U extends Use> = ConnectionFields[F] extends {
  choices: readonly (infer C extends string)[]
}
  ? Choice<C, U>
  : ConnectionFields[F] extends { kind: infer K extends keyof typeof KINDS }
    ? (typeof KINDS)[K][U]
    : never

function schemaOf(name: FieldName, use: Use): z.ZodType {
  const field = fieldOf(name)
  if (field.kind !== 'choice') return KINDS[field.kind][use]
  const choice = z.enum(field.choices)
  return use === 'input' ? choice.nullable() : choice
}

function inputOf(name: FieldName): z.ZodType {
  const { about, absent } = fieldOf(name)
  return schemaOf(name, 'input').describe(absent === null ? about : `${about}. Default: ${absent}`)
}

/** The fields of a connection as a caller may give them; everything is optional, null clears. */
export const connectionInput = z
  .strictObject(byField<{ [F in FieldName]: SchemaOf<F, 'input'> }>(FIELD_NAMES, inputOf))
  .partial()

export type ConnectionInput = z.infer<typeof connectionInput>

/** A connection as it is returned, field by field. */
export const connectionAnswer = z.strictObject(
  byField<{ [F in FieldName]: SchemaOf<F, 'answer'> }>(FIELD_NAMES, (name) =>
    schemaOf(name, 'answer').describe(fieldOf(name).about),
  ),
)

type CheckField = FieldsWith<'isCheckSetting', true>
const isCheckField = (name: FieldName): name is CheckField => fieldOf(name).isCheckSetting

/** The fields that are settings of a check. */
export const connectionCheckSettings = byField<{ [F in CheckField]: z.ZodOptional<SchemaOf<F, 'check'>> }>(
  FIELD_NAMES.filter(isCheckField),
  (name) => schemaOf(name, 'check').optional(),
)

type WhatIfField = FieldsWith<'isWhatIfChange', true>
const isWhatIfField = (name: FieldName): name is WhatIfField => fieldOf(name).isWhatIfChange

/** The fields that what-if may change. */
export const connectionWhatIfChanges = byField<{ [F in WhatIfField]: SchemaOf<F, 'whatIf'> }>(
  FIELD_NAMES.filter(isWhatIfField),
  (name) => schemaOf(name, 'whatIf'),
)
