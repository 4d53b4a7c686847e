import { z } from 'zod'
import { readConnection } from '../../core/connection/connection.ts'
import type { Connection } from '../../core/domain/login.ts'
import { HarnessError } from '../../core/errors.ts'
import { MAX_FRIENDLY_NAME_CHARACTERS } from '../../core/flex/merge.ts'
import { ACTIVITIES, DEFAULT_ACTIVITY, MAX_CHANNEL_CAPACITY, TASK_CHANNELS } from '../../core/flex/workspace.ts'
import { instant, NAME_CHARACTERS, text } from '../../core/input/limits.ts'
import { parseInput, parseItems } from '../../core/input/parse-input.ts'
import { accountSid, workerSid } from '../../core/input/sids.ts'
import { workerAttributes } from '../../core/input/worker-attributes.ts'
import { nameKey } from '../../store/workers.ts'
import { clockSetting } from './clock-setting.ts'

/** A time as the store holds it: UTC, with milliseconds. */
const time = instant().transform((text) => new Date(text).toISOString())

const NAME_FAULT = `must have at most ${MAX_FRIENDLY_NAME_CHARACTERS} characters`

const channel = z.strictObject({
  capacity: z.number().int().min(0).max(MAX_CHANNEL_CAPACITY),
  available: z.boolean(),
  updatedAt: time.optional(),
})
type Channels = Record<(typeof TASK_CHANNELS)[number], z.ZodOptional<typeof channel>>

/** A worker as written in a seed. */
export const seedWorker = z.strictObject({
  accountSid: accountSid(),
  friendlyName: text(2 * MAX_FRIENDLY_NAME_CHARACTERS, NAME_FAULT)
    .min(1)
    .refine((name) => Array.from(name).length <= MAX_FRIENDLY_NAME_CHARACTERS, {
      error: NAME_FAULT,
    })
    .refine((name) => !/[\0\p{Surrogate}]/u.test(name), 'must be text without NUL')
    .meta({ maxLength: MAX_FRIENDLY_NAME_CHARACTERS }),
  attributes: workerAttributes.default({}),
  activityName: z.enum(ACTIVITIES.map(({ name }) => name)).default(DEFAULT_ACTIVITY.name),
  channels: z
    .strictObject(Object.fromEntries(TASK_CHANNELS.map((name) => [name, channel.optional()])) as Channels)
    .default({}),
  sid: workerSid().optional(),
  identity: text(NAME_CHARACTERS)
    .regex(/^[A-Za-z0-9_]*$/, 'must be letters, digits and underscores')
    .optional(),
  createdAt: time.optional(),
  updatedAt: time.optional(),
  activityChangedAt: time.optional(),
  lastLoginId: text(64, 'must be the id of a login')
    .regex(/^[\w-]{1,64}$/, 'must be the id of a login')
    .nullable()
    .optional(),
})

/** The maximum in a seed: TaskRouter allows 15,000 workers in a workspace (documented). */
export const MAX_SEED_CONNECTIONS = 10_000
export const MAX_SEED_WORKERS = 50_000

/** A seed without its connections and workers, which are read one by one. */
export const seedDocument = z.strictObject({
  connections: z.array(z.unknown()).max(MAX_SEED_CONNECTIONS).default([]),
  workers: z.array(z.unknown()).max(MAX_SEED_WORKERS).default([]),
  clock: clockSetting.nullable().default(null),
})

/**
 * The state to apply to a harness: connections as in POST /api/v1/connections, each with its `sid`, workers, and the clock
 * setting.
 */
export type SeedDocument = Omit<z.input<typeof seedDocument>, 'workers'> & { workers?: z.input<typeof seedWorker>[] }

/** A worker read from a seed. */
export type SeedWorker = z.output<typeof seedWorker>

/** A seed that has been read and does not contradict itself. */
export interface Seed {
  connections: Connection[]
  workers: SeedWorker[]
  clock: z.output<typeof seedDocument>['clock']
}

const HINT = 'Correct the places named. GET /api/v1/export of a harness returns an example.'

/**
 * Reads a whole seed.
 * @throws HarnessError INVALID_REQUEST that names the path in the document
 */
export function readSeed(document: unknown): Seed {
  const { connections, workers, clock } = parseInput(seedDocument, document, 'the seed', HINT)
  const seed = {
    clock,
    connections: connections.map(readSeedConnection),
    workers: parseItems(seedWorker, workers, 'the seed', 'workers', HINT),
  }
  requireDistinct('connections', 'sid', seed.connections, ({ sid }) => sid)
  requireDistinct('workers', 'sid', seed.workers, ({ sid }) => sid)
  requireDistinct(
    'workers',
    'friendlyName',
    seed.workers,
    ({ accountSid, friendlyName }) => `${accountSid} ${nameKey(friendlyName)}`,
  )
  return seed
}

function readSeedConnection(given: unknown, index: number): Connection {
  const path = `connections.${index}`
  try {
    const connection = readConnection(given)
    if ((given as Partial<Connection>).sid !== undefined) return connection
  } catch (error) {
    throw error instanceof HarnessError ? inSeed(path, error.message, error.hint) : error
  }
  throw inSeed(
    `${path}.sid`,
    'it is missing.',
    'Add the SID: without it, each seeding would create another connection.',
  )
}

function requireDistinct<T>(list: string, field: string, items: T[], keyOf: (item: T) => string | undefined): void {
  const seen = new Map<string, number>()
  for (const [index, item] of items.entries()) {
    const key = keyOf(item)
    const before = key === undefined ? undefined : seen.get(key)
    if (before !== undefined)
      throw inSeed(`${list}.${index}.${field}`, `${list}.${before} has the same value.`, 'Remove one of the two.')
    if (key !== undefined) seen.set(key, index)
  }
}

/** What is wrong at one place of a seed. */
export function inSeed(path: string, message: string, hint: string): HarnessError {
  return new HarnessError('INVALID_REQUEST', `In the seed: ${path}: ${message}`, hint)
}
