import { z } from 'zod'
import { CLAIM_CHECKS } from '../checks/index.ts'
import { readConnection } from '../connection/connection.ts'
import { asPosted, unknownTenant } from '../connection/judge-target.ts'
import type { Finding } from '../domain/check.ts'
import { EMPTY_VALUES, SEVERAL_VALUES } from '../domain/claim-switches.ts'
import { GENERATIONS, NO_PRIOR_STATE } from '../domain/login.ts'
import type { AttributeChange, WorkerAttributes } from '../domain/worker.ts'
import { ENDPOINTS } from '../flex/endpoints.ts'
import { LIST_ITEMS, list, NAME_CHARACTERS, text, VALUE_CHARACTERS, WORD_CHARACTERS } from '../input/limits.ts'
import { parseInput } from '../input/parse-input.ts'
import { workerAttributes } from '../input/worker-attributes.ts'
import { runChecksAndMap } from '../judge/inspect.ts'
import { productOf } from '../products/index.ts'
import { assumeClaims } from './hypothetical.ts'

const CLAIM_FAULT = `must be an array of strings: at most ${LIST_ITEMS}, each of at most ${VALUE_CHARACTERS} characters`
const claimValues = list(text(VALUE_CHARACTERS), LIST_ITEMS)

/** Lists of strings under any names. The record of zod would omit one of them. */
const claims = z
  .custom<Record<string, string[]>>(
    (given) => typeof given === 'object' && given !== null && !Array.isArray(given),
    'must be an object',
  )
  .superRefine((given, context) => {
    const names = Object.keys(given)
    if (names.length > LIST_ITEMS)
      return context.addIssue({ code: 'custom', message: `must have at most ${LIST_ITEMS} names, not ${names.length}` })
    for (const name of names)
      if (name.length > NAME_CHARACTERS || !claimValues.safeParse(given[name]).success)
        context.addIssue({ code: 'custom', path: [name.slice(0, WORD_CHARACTERS)], message: CLAIM_FAULT })
  })
  .meta({
    type: 'object',
    maxProperties: LIST_ITEMS,
    propertyNames: { type: 'string', maxLength: NAME_CHARACTERS },
    additionalProperties: {
      type: 'array',
      maxItems: LIST_ITEMS,
      items: { type: 'string', maxLength: VALUE_CHARACTERS },
    },
  })

/** The request of `mapClaims`. */
export const mapRequest = z.strictObject({
  generation: z.enum(GENERATIONS),
  nameId: text(VALUE_CHARACTERS),
  claims,
  emptyValue: z.enum(EMPTY_VALUES).optional().describe('The same as the field of a connection'),
  severalValues: z.enum(SEVERAL_VALUES).optional().describe('The same as the field of a connection'),
  worker: z.object({ friendlyName: text(NAME_CHARACTERS).optional(), attributes: workerAttributes }).optional(),
})

/**
 * The claims of one login, by name; `worker` is the existing worker, of which only
 * the attributes matter.
 */
export type MapRequest = z.input<typeof mapRequest>

/** The worker that the claims produce; null, without changes, if Flex would reject them, as `findings` says. */
export interface MappedLogin {
  attributes: WorkerAttributes | null
  changes: AttributeChange[]
  findings: Finding[]
}

const HINT = `Correct the named fields. A mapping has ${Object.keys(mapRequest.shape).join(', ')}.`

/**
 * The worker that a login with these claims would produce, using the code of a login: the checks on NameID and claims, the
 * mapping, and the merge. No server, no store.
 * @throws HarnessError INVALID_REQUEST
 */
export function mapClaims(input: MapRequest): MappedLogin {
  const {
    worker,
    emptyValue = null,
    severalValues = null,
    ...given
  } = parseInput(mapRequest, input, 'the claims to map', HINT)
  const connection = readConnection({
    sid: ENDPOINTS[given.generation].sidPrefix + '0'.repeat(32),
    emptyValue,
    severalValues,
  })
  const settings = { ...unknownTenant(given.generation), connection }
  const supposed = {
    posted: asPosted([], null, settings),
    settings,
    message: assumeClaims(given.nameId, Object.entries(given.claims)),
    before: {
      ...NO_PRIOR_STATE,
      worker: worker ? { friendlyName: given.nameId, attributes: worker.attributes } : null,
    },
    now: NO_TIME,
  }
  const { findings, worker: made } = runChecksAndMap(supposed, productOf('generic'), null, CLAIM_CHECKS)
  return { attributes: made?.attributes ?? null, changes: made?.changes ?? [], findings }
}

/** None of these checks uses the time. */
const NO_TIME = new Date(0)
