import { isIP, isIPv6 } from 'node:net'
import { z } from 'zod'
import { DEFAULT_USERS, type IdpUserInput, readUsers } from '../app/idp/user.ts'
import type { SeedDocument } from '../app/state/seed-document.ts'
import type { IdpUser } from '../core/domain/idp.ts'
import { HarnessError } from '../core/errors.ts'
import { LIST_ITEMS, list, NAME_CHARACTERS, text, URL_CHARACTERS, VALUE_CHARACTERS } from '../core/input/limits.ts'
import { isObject, readJsonFile, readTextFile } from './read-file.ts'

const flag = z.union(
  [z.boolean(), z.enum(['1', 'true', '0', 'false', '']).transform((text) => text === '1' || text === 'true')],
  'must be 1, true, 0 or false',
)

/** A whole number in a range, also as text. */
function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  const number = z.number().int(error).min(least, error).max(most, error)
  const digits = text(9, error)
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
  return z.union([number, digits], error).pipe(number)
}

/** Names of proxies that Express knows, addresses, and networks. */
function isProxyList(text: string): boolean {
  return text.split(',').every((each) => {
    const [address = '', bits, ...more] = each.trim().split('/')
    if (['loopback', 'linklocal', 'uniquelocal'].includes(address)) return bits === undefined
    return (
      isIP(address) > 0 &&
      more.length === 0 &&
      /^(\d{1,3})?$/.test(bits ?? '') &&
      Number(bits ?? 0) <= (isIPv6(address) ? 128 : 32)
    )
  })
}

const HOST_NAME = /^([a-z0-9._-]+|\[[0-9a-f:]+\])$/

const hasCredentials = ({ username, password }: URL) => username !== '' || password !== ''

/** A URL to which paths can be appended. */
function isBaseUrl(text: string): boolean {
  const url = new URL(text)
  return !url.search && !url.hash && !hasCredentials(url)
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const WEBHOOK_KEY_BYTES = 24

/** A secret of Standard Webhooks holds a key of at least 24 bytes. If it were not valid base64, part of the key would be lost. */
function isWebhookSecret(text: string): boolean {
  const [, key] = /^whsec_(.*)$/s.exec(text) ?? []
  return key === undefined || (BASE64.test(key) && Buffer.byteLength(key, 'base64') >= WEBHOOK_KEY_BYTES)
}

const url = text(URL_CHARACTERS).check(
  z.url({ protocol: /^https?$/, abort: true, error: 'must be a URL such as http://localhost:8080' }),
)

const webhookUrl = url.refine((text) => !hasCredentials(new URL(text)), {
  error: 'must be a URL without credentials: deliveries are signed',
  abort: true,
})

const path = text(4_096).min(1)

/** All options of `serve` with their defaults. Each has an environment variable: FLEX_IAM_BASE_URL for `baseUrl`, and so on. */
export const serveConfig = z.strictObject({
  /** TCP port. 0 picks a free one. */
  port: wholeNumber(0, 65_535).default(8080),
  /** Address to listen on. Loopback means both 127.0.0.1 and ::1. */
  host: text(255).min(1).default('127.0.0.1'),
  /** The URL at which IdPs and browsers reach the harness, if it differs from the one in their requests. */
  baseUrl: url
    .refine(isBaseUrl, { error: 'must be a plain URL without query, fragment or credentials', abort: true })
    .transform((url) => url.replace(/\/+$/, ''))
    .nullable()
    .default(null),
  /** An SQLite file, or `:memory:`. */
  db: path.default('flex-iam-mock.db'),
  /** The seed to apply at startup, as JSON or as a file name. */
  seed: z
    .union([path, z.custom<SeedDocument>(isObject)], 'must be a file name or a seed')
    .nullable()
    .default(null),
  /** The users of the built-in IdP, as a JSON list or a file name. Null: its default users. */
  users: z
    .union([path, z.custom<readonly IdpUserInput[]>(Array.isArray)], 'must be a file name or a list of users')
    .nullable()
    .default(null),
  /** The signing key of the built-in IdP: an RSA private key as PEM, or a file name. Null: a new key. */
  idpKey: text(VALUE_CHARACTERS).min(1).nullable().default(null),
  /** How many attempts are kept. Beyond that the oldest are removed. */
  retain: wholeNumber(1, 1_000_000).default(10_000),
  /** URLs that are notified of each login, separated by spaces. */
  webhook: z
    .union([text(VALUE_CHARACTERS), list(text(VALUE_CHARACTERS), 10)])
    .transform((given) =>
      [given]
        .flat()
        .flatMap((text) => text.split(/\s+/))
        .filter((text) => text !== ''),
    )
    .pipe(list(webhookUrl, 10))
    .default([]),
  /** The secret with which webhook deliveries are signed. */
  webhookSecret: text(NAME_CHARACTERS)
    .min(16, 'must have at least 16 characters')
    .refine(isWebhookSecret, 'must have base64 of at least 24 bytes after whsec_')
    .nullable()
    .default(null),
  /** The token that all requests need, local ones too, except at the endpoints of Flex. */
  adminToken: text(NAME_CHARACTERS).min(16, 'must have at least 16 characters').nullable().default(null),
  /** Requires no token from requests to the host names in `openHosts`: for networks where everyone may do everything. */
  open: flag.default(false),
  /** The host names to which `open` applies, separated by commas. */
  openHosts: z
    .union([text(VALUE_CHARACTERS), list(text(NAME_CHARACTERS), LIST_ITEMS)])
    .transform((given) => [given].flat().flatMap((names) => names.split(',').map((name) => name.trim().toLowerCase())))
    .pipe(
      list(
        text(NAME_CHARACTERS).regex(HOST_NAME, 'must list host names without port, separated by commas'),
        LIST_ITEMS,
      ),
    )
    .default(['localhost', '127.0.0.1', '[::1]']),
  /** Addresses of proxies whose forwarded headers are trusted, separated by commas. */
  trustProxy: text(NAME_CHARACTERS)
    .refine(isProxyList, 'must list addresses, networks, loopback, linklocal or uniquelocal')
    .nullable()
    .default(null),
})

export type ServeConfig = z.output<typeof serveConfig>
/** The options, with the content of files instead of their names. */
export type ReadConfig = Omit<ServeConfig, 'seed' | 'users'> & { seed: SeedDocument | null; users: readonly IdpUser[] }
type Given = Record<string, unknown>

/**
 * Reads the configuration of `serve`: flag, then environment, then `--config` file (JSON), then default.
 * @throws HarnessError INVALID_CONFIG naming the option, UNREADABLE_INPUT for the file
 */
export function readServeConfig(flags: Given, environment: NodeJS.ProcessEnv = process.env): ReadConfig {
  const names = Object.keys(serveConfig.shape)
  const { config = environment.FLEX_IAM_CONFIG, ...given } = flags
  const result = serveConfig.safeParse({ ...readConfigFile(config), ...fromEnvironment(names, environment), ...given })
  if (result.success) {
    const { seed, users, idpKey } = result.data
    refuseContradictions(result.data)
    return {
      ...result.data,
      seed: typeof seed === 'string' ? readSeedFile(seed) : seed,
      users: users === null ? DEFAULT_USERS : readUsers(typeof users === 'string' ? readUsersFile(users) : users),
      idpKey: idpKey === null || idpKey.includes('-----BEGIN') ? idpKey : readKeyFile(idpKey),
    }
  }
  const faults = result.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? '')
    return name ? `--${dashed(name)} (${envVariable(name)}): ${message}` : message
  })
  throw new HarnessError(
    'INVALID_CONFIG',
    `The configuration is not valid: ${faults.join('; ')}.`,
    'flex-iam-mock serve --help lists the options.',
  )
}

/** Refuses options that cannot be combined. */
function refuseContradictions({ webhook, webhookSecret, open, adminToken }: ServeConfig): void {
  if (webhook.length > 0 && webhookSecret === null) {
    const message = '--webhook needs --webhook-secret (FLEX_IAM_WEBHOOK_SECRET).'
    const hint = 'Deliveries are signed. Set a secret of at least 16 characters that the receiver knows too.'
    throw new HarnessError('INVALID_CONFIG', message, hint)
  }
  if (open && adminToken !== null) {
    const message = '--open (FLEX_IAM_OPEN) and --admin-token (FLEX_IAM_ADMIN_TOKEN) cannot be used together.'
    const hint = 'Remove --open to require the token from everyone, or remove the token.'
    throw new HarnessError('INVALID_CONFIG', message, hint)
  }
}

/** The values of these options in the environment. An empty variable counts as not set. */
function fromEnvironment(
  names: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[envVariable(name)]
      return value ? [[name, value]] : []
    }),
  )
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const envVariable = (name: string) => `FLEX_IAM_${dashed(name).replaceAll('-', '_').toUpperCase()}`

/** The environment variables that configure `serve`. */
export const SERVE_VARIABLES: readonly string[] = ['config', ...Object.keys(serveConfig.shape)].map((name) =>
  envVariable(name),
)

function readConfigFile(path: unknown): Given {
  const hint = 'Give --config a JSON object with the names of the options.'
  return typeof path === 'string' ? readJsonFile(path, 'configuration', 'object', hint) : {}
}

function readSeedFile(path: string): SeedDocument {
  return readJsonFile(
    path,
    'seed',
    'object',
    'Give --seed a JSON object with connections and workers, as GET /api/v1/export returns it.',
  )
}

const readUsersFile = (path: string) =>
  readJsonFile<unknown[]>(path, 'users', 'list', 'Give --users a JSON list of users: [{"email": …, "roles": […]}].')

const readKeyFile = (path: string) =>
  readTextFile(path, 'key', 'Give --idp-key an RSA private key as PEM: openssl genrsa 2048.')
