import { DEFAULT_CLAIM_SWITCHES, EMPTY_VALUES, SEVERAL_VALUES } from './claim-switches.ts'
import { defaultAccountSid, sidPrefixOf } from './sid.ts'
import { SIGNATURE_POLICIES } from './signature-policy.ts'

/** The kinds of fields, and the type of their values in a connection. A field of kind `choice` holds one of its choices. */
interface KindValues {
  tenantSid: string
  accountSid: string
  label: string
  word: string
  entityId: string | null
  webUrl: string | null
  landingUrl: string | null
  landingUrls: string[]
  certificates: string[]
  seconds: number
}

/** What a default may depend on. */
interface DefaultBasis {
  sid: string
  product: string
}
type Default<V> = V | ((basis: DefaultBasis) => V)

/**
 * What replaces a value in a redacted bundle: `sid` a pseudonym of the same form, `text` one for an entity ID or other
 * text, `webUrl` one for a URL, `certificate` a certificate whose key was thrown away, `product` the product that the Report
 * names, `blank` nothing. `keep`: the value itself, which must not reveal who uses the connection.
 */
export type Redaction = 'sid' | 'text' | 'webUrl' | 'certificate' | 'product' | 'blank' | 'keep'

interface FieldBasics {
  /** What it is: in the OpenAPI document and docs/connection-fields.md. */
  about: string
  /** The default, in words; null if there is none. */
  absent: string | null
  /** The key of its lines in a bundle; null if bundles do not contain it, or contain it as `account` and `connection`. */
  header: string | null
  redact: Redaction
  /** Its flag of `check`: `--name <value>`, with the field name in hyphens. Null if there is none, or one that reads a file. */
  flag: { name: string; value: string; help: string } | null
  /** Whether it is a setting of `checkResponse`, `POST /api/v1/check` and `check`. */
  isCheckSetting: boolean
  /** Whether what-if may change it. */
  isWhatIfChange: boolean
}
interface ChoiceField extends FieldBasics {
  kind: 'choice'
  choices: readonly string[]
  default: Default<string>
}
type KindField<K extends keyof KindValues> = FieldBasics & { kind: K; default: Default<KindValues[K]> }
type ConnectionField = ChoiceField | { [K in keyof KindValues]: KindField<K> }[keyof KindValues]

/** The products whose Flex guides sign only the response. */
const SIGN_RESPONSE_ONLY = new Set(['google', 'auth0'])

/**
 * The fields of a connection, with everything that is known about each, in one place. It defines the type `Connection`, validation and
 * defaults (core/connection), what a check and what-if take, bundles and their redaction (core/bundle), the OpenAPI document
 * and docs/connection-fields.md. Their order is the order of the keys of a connection as JSON. Null sets any field but `sid` back to its default.
 */
export const CONNECTION_FIELDS = {
  sid: {
    kind: 'tenantSid',
    about: 'AC (legacy and preview) or JQ (enhanced), followed by 32 hexadecimal digits',
    absent: 'a new JQ',
    default: ({ sid }) => sid,
    header: null,
    redact: 'sid',
    flag: null,
    isCheckSetting: false,
    isWhatIfChange: false,
  },
  accountSid: {
    kind: 'accountSid',
    about: 'The account that owns an enhanced connection',
    absent: 'AC and the same 32 digits',
    default: ({ sid }) => defaultAccountSid(sid),
    header: null,
    redact: 'sid',
    flag: null,
    isCheckSetting: false,
    isWhatIfChange: false,
  },
  friendlyName: {
    kind: 'label',
    about: 'A display name',
    absent: 'the SID',
    default: ({ sid }) => sid,
    header: null,
    redact: 'blank',
    flag: null,
    isCheckSetting: false,
    isWhatIfChange: false,
  },
  idpIssuer: {
    kind: 'entityId',
    about: 'The entity ID of the IdP, exactly as in its responses',
    absent: null,
    default: null,
    header: 'idp-issuer',
    redact: 'text',
    flag: { name: 'idp-issuer', value: 'id', help: 'the entity ID of the IdP, as in Identity Provider Issuer' },
    isCheckSetting: true,
    isWhatIfChange: true,
  },
  ssoUrl: {
    kind: 'webUrl',
    about: 'The single sign-on URL of the IdP',
    absent: null,
    default: null,
    header: 'sso-url',
    redact: 'webUrl',
    flag: null,
    isCheckSetting: true,
    isWhatIfChange: false,
  },
  certificates: {
    kind: 'certificates',
    about: 'The signing certificates of the IdP, PEM or bare base64; several during a key rollover',
    absent: null,
    default: () => [],
    header: 'idp-certificate',
    redact: 'certificate',
    flag: null,
    isCheckSetting: true,
    isWhatIfChange: true,
  },
  defaultRedirectUrl: {
    kind: 'landingUrl',
    about: 'The redirect target of IdP-initiated logins',
    absent: null,
    default: null,
    header: 'default-redirect-url',
    redact: 'webUrl',
    flag: null,
    isCheckSetting: true,
    isWhatIfChange: true,
  },
  trustedUrls: {
    kind: 'landingUrls',
    about: 'Other URLs to which RelayState may redirect',
    absent: null,
    default: () => [],
    header: 'trusted-url',
    redact: 'webUrl',
    flag: null,
    isCheckSetting: true,
    isWhatIfChange: false,
  },
  signaturePolicy: {
    kind: 'choice',
    choices: SIGNATURE_POLICIES,
    about: 'Which parts must be signed',
    absent: 'both, or response for the products google and auth0',
    default: ({ product }) => (SIGN_RESPONSE_ONLY.has(product) ? 'response' : 'both'),
    header: 'signature-policy',
    redact: 'keep',
    flag: { name: 'signature-policy', value: 'name', help: 'both, response, assertion or either' },
    isCheckSetting: true,
    isWhatIfChange: true,
  },
  product: {
    kind: 'word',
    about: 'The product whose menu names appear in fixes',
    absent: 'generic, until a response shows the product',
    default: ({ product }) => product,
    header: 'product',
    redact: 'product',
    flag: { name: 'product', value: 'id', help: 'the IdP product' },
    isCheckSetting: true,
    isWhatIfChange: true,
  },
  clockSkewSeconds: {
    kind: 'seconds',
    about: 'Tolerated clock skew',
    absent: '180',
    default: 180,
    header: 'clock-skew',
    redact: 'keep',
    flag: { name: 'clock-skew', value: 'seconds', help: 'tolerated clock skew' },
    isCheckSetting: true,
    isWhatIfChange: true,
  },
  twilioSsoUrl: {
    kind: 'choice',
    choices: ['iam', 'preview'],
    about: 'The ACS that the Console selects',
    absent: 'iam',
    default: 'iam',
    header: 'twilio-sso-url',
    redact: 'keep',
    flag: null,
    isCheckSetting: true,
    isWhatIfChange: true,
  },
  contactUriFrom: {
    kind: 'choice',
    choices: ['email', 'nameId'],
    about: 'The source of contact_uri',
    absent: 'nameId for AC, email for JQ',
    default: ({ sid }) => (sidPrefixOf(sid) === 'AC' ? 'nameId' : 'email'),
    header: 'contact-uri-from',
    redact: 'keep',
    flag: null,
    isCheckSetting: true,
    isWhatIfChange: false,
  },
  emptyValue: {
    kind: 'choice',
    choices: EMPTY_VALUES,
    about: 'What an empty claim value becomes (not known for Flex)',
    absent: 'empty-string',
    default: DEFAULT_CLAIM_SWITCHES.emptyValue,
    header: 'empty-value',
    redact: 'keep',
    flag: null,
    isCheckSetting: true,
    isWhatIfChange: false,
  },
  severalValues: {
    kind: 'choice',
    choices: SEVERAL_VALUES,
    about: 'What several values without a type suffix become (not known for Flex)',
    absent: 'array',
    default: DEFAULT_CLAIM_SWITCHES.severalValues,
    header: 'several-values',
    redact: 'keep',
    flag: null,
    isCheckSetting: true,
    isWhatIfChange: false,
  },
} as const satisfies Record<string, ConnectionField>

/** The rows as written, so that the compiler knows the kind, choices and header of each field. */
export type ConnectionFields = typeof CONNECTION_FIELDS
export type FieldName = keyof ConnectionFields

/** The type of a field in a connection. */
export type FieldValue<F extends FieldName> = ConnectionFields[F] extends { choices: readonly (infer C)[] }
  ? C
  : ConnectionFields[F] extends { kind: infer K extends keyof KindValues }
    ? KindValues[K]
    : never

/** The fields whose row has this value under this key. */
export type FieldsWith<Key extends keyof FieldBasics, Value> = {
  [F in FieldName]: ConnectionFields[F][Key] extends Value ? F : never
}[FieldName]

/** The row of a field, typed as any row. */
export const fieldOf = (name: FieldName): ConnectionField => CONNECTION_FIELDS[name]

type ListKind = { [K in keyof KindValues]: KindValues[K] extends string[] ? K : never }[keyof KindValues]
const LIST_KINDS: Record<ListKind, true> = { landingUrls: true, certificates: true }
/** Whether a field holds a list. */
export const isListField = (name: FieldName) => fieldOf(name).kind in LIST_KINDS

/*
 * The only casts of this table are in the next two lines: for TypeScript, Object.keys returns strings, and
 * Object.fromEntries loses which value belongs to which name. test/connection/fields.test.ts checks every row.
 */
export const FIELD_NAMES = Object.keys(CONNECTION_FIELDS) as FieldName[]

/** An object with a value for each of these fields. */
export const byField = <T extends object>(names: readonly (keyof T)[], make: (name: keyof T) => unknown): T =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as T
