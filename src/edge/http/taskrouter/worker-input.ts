import { z } from 'zod'
import type { WorkerAttributes } from '../../../core/domain/worker.ts'
import { MAX_ATTRIBUTES_CHARACTERS, MAX_FRIENDLY_NAME_CHARACTERS } from '../../../core/flex/merge.ts'
import { matchesExpression } from '../../../core/flex/worker-expression/evaluate.ts'
import {
  MAX_EXPRESSION_CHARACTERS,
  parseWorkerExpression,
  type WorkerExpression,
} from '../../../core/flex/worker-expression/parse.ts'
import { ExpressionError } from '../../../core/flex/worker-expression/tokens.ts'
import type { WorkerCandidate } from '../../../store/routed-workers.ts'
import { badParameter } from '../twilio-problem.ts'
import { reader } from './parameters.ts'

/** A worker's name: 1 to 64 characters. */
export const friendlyName = reader(z.string().max(MAX_FRIENDLY_NAME_CHARACTERS).min(1), (value, name) => {
  if (value === '') throw badParameter(`${name} must not be empty`)
  if (value.length <= 2 * MAX_FRIENDLY_NAME_CHARACTERS && Array.from(value).length <= MAX_FRIENDLY_NAME_CHARACTERS)
    return value
  throw badParameter(`${name} must have at most ${MAX_FRIENDLY_NAME_CHARACTERS} characters`)
})

const JSON_OBJECT = z.string().max(MAX_ATTRIBUTES_CHARACTERS).meta({ contentMediaType: 'application/json' })

/** A JSON object as text, of at most 4,096 characters including white space. */
export const attributesParameter = reader<WorkerAttributes>(JSON_OBJECT, (value, name) => {
  if (value.length > MAX_ATTRIBUTES_CHARACTERS) throw tooLong(name, value.length)
  const read = parseJson(value)
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw badParameter(`${name} is not a valid JSON object`)
  const characters = JSON.stringify(read).length
  if (characters <= MAX_ATTRIBUTES_CHARACTERS) return read as WorkerAttributes
  throw tooLong(name, characters)
})

const tooLong = (name: string, characters: number) =>
  badParameter(`${name} has ${characters} characters, more than the limit of ${MAX_ATTRIBUTES_CHARACTERS}`)

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

/** An expression over workers. */
export const expression = reader<WorkerExpression>(z.string().max(MAX_EXPRESSION_CHARACTERS), (value, name) => {
  try {
    return parseWorkerExpression(value)
  } catch (error) {
    if (error instanceof ExpressionError) throw badParameter(`${name} is not valid, ${error.message}`)
    throw error
  }
})

/** Whether a worker of the store matches an expression. */
export function matcherOf(
  wanted: WorkerExpression | undefined,
  activitySids: Map<string, string>,
): ((worker: WorkerCandidate) => boolean) | undefined {
  if (wanted === undefined) return undefined
  return ({ sid, friendlyName: name, activityName, attributes: stored }) => {
    const activity = { activity_sid: activitySids.get(activityName) ?? '', activity_name: activityName }
    return matchesExpression(wanted, { attributes: stored, fields: { sid, friendly_name: name, ...activity } })
  }
}
