import { InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../../core/domain/duration.ts'
import { GENERATIONS } from '../../core/domain/login.ts'
import { sidPrefixOf } from '../../core/domain/sid.ts'
import { SIGNATURE_POLICIES } from '../../core/domain/signature-policy.ts'
import { parseInstant } from '../../core/domain/time.ts'
import { PRODUCTS, RESPONSE_STYLES } from '../../core/products/index.ts'

/** Options of several commands, and readers of their values. The message of a reader follows the flag and its value. */
type Reader<T> = (text: string) => T | null

/** Reads a value. If the reader returns null, the message says what is wrong: "--timeout 'soon' is not a duration …". */
export const parsed =
  <T>(read: Reader<T>, message: string | ((text: string) => string)) =>
  (text: string): T => {
    const value = read(text)
    if (value !== null) return value
    throw new InvalidArgumentError(typeof message === 'string' ? message : message(text))
  }

/** Collects the values of an option that can be repeated. */
export const repeatable = (value: string, list: string[] = []): string[] => [...list, value]

/** `--format`: one of these, the first as the default. */
export function formatOption(only: Iterable<string>, about = 'output format'): Option {
  const names = [...only]
  return new Option('--format <name>', about).choices(names).default(names[0])
}

/** The value that a choice of an option stands for. */
export function chosen<T>(table: ReadonlyMap<string, T>, name: string): T {
  const value = table.get(name)
  if (value !== undefined) return value
  throw new Error(`not a choice: ${name}`)
}

export const outputOption = (): Option =>
  new Option('-o, --output <file>', 'write to this file instead of standard output')

/** The flag that names a tenant by a SID with this prefix. */
export const TENANT_FLAGS = { AC: '--account', JQ: '--connection' }

const sid = (prefix: 'AC' | 'JQ') =>
  parsed(
    (text) => (sidPrefixOf(text) === prefix ? text : null),
    `is not a valid SID. Use ${prefix} and 32 hexadecimal digits, as in the ACS URL.`,
  )

export const accountOption = (about = 'the account SID of the tenant (legacy, preview)'): Option =>
  new Option('--account <AC>', about).argParser(sid('AC'))

export const connectionOption = (about = 'the SSO connection SID of the tenant (enhanced)'): Option =>
  new Option('--connection <JQ>', about).argParser(sid('JQ'))

export const generationOption = (): Option =>
  new Option('--generation <name>', 'the generation of Flex single sign-on').choices(GENERATIONS)

export const signaturePolicyOption = (): Option =>
  new Option('--signature-policy <name>', 'which parts must be signed').choices(SIGNATURE_POLICIES)

export const productOption = (about = 'the IdP product'): Option =>
  new Option('--product <id>', about).choices(PRODUCTS.map(({ id }) => id))

/** The product that the built-in IdP imitates. */
export const responseStyleOption = (): Option =>
  new Option('--product <id>', 'the product that the built-in IdP imitates')
    .choices(RESPONSE_STYLES.map(({ id }) => id))
    .default('plain')

export const nowOption = (about: string): Option =>
  new Option('--now <ISO8601>', about).argParser(
    parsed(
      (text) => parseInstant(text.replace(/(T\d\d:\d\d)(?=Z|[+-]|$)/, '$1:00')),
      'is not a valid ISO 8601 time, such as 2026-11-22T10:00:00Z.',
    ),
  )

/** A duration, in milliseconds. */
export const timeoutOption = (about: string): Option =>
  new Option('--timeout <duration>', about).argParser(
    parsed(parseDuration, 'is not a duration, such as 500ms, 30s or 2m.'),
  )

/** A running harness. Its default port comes from the same environment variable as that of `serve`. */
export function urlOption(): Option {
  const port = /^[1-9]\d{0,4}$/.exec(process.env.FLEX_IAM_PORT ?? '')?.[0] ?? '8080'
  return new Option('--url <url>', 'the URL of the harness')
    .default(`http://localhost:${port}`)
    .argParser(parsed((text) => (isWebUrl(text) ? text : null), aboutUrl))
}

const isWebUrl = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** The likely mistake is a missing scheme. */
function aboutUrl(text: string): string {
  const example = /^(localhost|[\w-]+(\.[\w-]+)+|[\w-]+(?=:\d))(:\d{1,5})?(\/|$)/.test(text)
    ? `http://${text}`
    : 'http://localhost:8080'
  return `is not a valid URL. Use ${example}.`
}

export const adminTokenOption = (): Option =>
  new Option('--admin-token <token>', 'the admin token of the harness, if it has one')

export const userOption = (about = ''): Option =>
  new Option('--user <file>', `JSON object: email, fullName, roles, claims, nameId${about}`)
