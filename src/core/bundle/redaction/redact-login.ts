import { byField, FIELD_NAMES, type FieldName, fieldOf, type Redaction } from '../../domain/connection-fields.ts'
import type { Connection, JudgeTarget, PostedResponse, PriorState } from '../../domain/login.ts'
import type { Report } from '../../domain/report.ts'
import { MAX_RELAY_STATE_BYTES } from '../../domain/sign-in.ts'
import type { AttributeValue } from '../../domain/worker.ts'
import { escapeIdentity } from '../../flex/identity.ts'
import type { RecordedLogin } from '../../judge/recorded-login.ts'
import { readTree } from '../../saml/read-tree.ts'
import { createPseudonyms, type Pseudonyms } from './pseudonyms.ts'
import { createTextRedaction, type TextRedaction } from './redact-text.ts'
import { redactXml } from './redact-xml.ts'

/** A login with pseudonyms instead of names, addresses and values, and what was replaced. */
export interface RedactedLogin {
  login: RecordedLogin
  removed: ReturnType<Pseudonyms['counts']>
}

/**
 * Replaces every name, address and value of a login, equal ones with equal pseudonyms. It keeps the structure, the times,
 * and the words of the specifications and of Flex. Its signatures are no longer valid.
 */
export function redactLogin({ posted, settings, before, now }: RecordedLogin, report: Report): RedactedLogin {
  const pseudonyms = createPseudonyms()
  const text = createTextRedaction(pseudonyms)
  pseudonyms.omit('certificates', settings.connection?.certificates.length)
  const login = {
    id: null,
    posted: redactPosted(posted, text, pseudonyms),
    settings: redactSettings(settings, report.idp.product, text),
    before: redactBefore(before, namesOf(report, before), text, pseudonyms),
    now,
  }
  return { login, removed: pseudonyms.counts() }
}

function redactPosted(posted: PostedResponse, text: TextRedaction, pseudonyms: Pseudonyms): PostedResponse {
  const { fields, carried, relayState, oversize, reached } = posted
  const tree = fields.length === 1 ? readTree(fields[0] ?? '') : null
  if (tree === null) pseudonyms.omit('unreadable messages', fields.length)
  const field = tree ? Buffer.from(redactXml(tree, text, pseudonyms)).toString('base64') : ''
  return {
    fields: fields.map(() => field),
    carried,
    relayState: relayState === null ? null : redactRelayState(relayState, text),
    oversize,
    reached: { ...reached, path: text.path(reached.path) },
  }
}

/** A RelayState that is too long stays too long. */
function redactRelayState(relayState: string, text: TextRedaction): string {
  const isTooLong = Buffer.byteLength(relayState) > MAX_RELAY_STATE_BYTES
  return text.value(relayState).padEnd(isTooLong ? MAX_RELAY_STATE_BYTES + 1 : 0, 'x')
}

/** A certificate whose key was thrown away, so nothing can be signed with it. */
const NOBODYS_CERTIFICATE =
  'MIIBfTCCASOgAwIBAgIUH68QmVfwOKxUTkqhDysA1dIAcTYwCgYIKoZIzj0EAwIwEzERMA8GA1UEAwwIcmVkYWN0ZWQwIBcNMjYxMTIyMjMzOTE1WhgPMjEyNjEwMjkyMzM5MTVaMBMxETAPBgNVBAMMCHJlZGFjdGVkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAExXm6pGNsI/lSUd5OBzNza4GY13rCkB6wnxg4q6U/SplksWcD6BGYh3pdct8lyxFVLjJJmvI/lx8jWDTeO9jEA6NTMFEwHQYDVR0OBBYEFJllkk+p8JUl76xBek+LndsjTjlIMB8GA1UdIwQYMBaAFJllkk+p8JUl76xBek+LndsjTjlIMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgF7Gyel4bau+8IJYHBhY3TuDH9khnrLI7x7PA9fQ+jB8CIQDwuVCdESu1sMW46DFRWv5zQD71j6ySjm3dRvs1KJ6LLg=='

function redactSettings(settings: JudgeTarget, product: string, text: TextRedaction): JudgeTarget {
  const sid = (original: string) => (original === '' ? '' : text.sid(original))
  const { generation, connection, connectionSid, acs, audience, trust } = settings
  return {
    generation,
    sid: sid(settings.sid),
    accountSid: sid(settings.accountSid),
    connectionSid: connectionSid === null ? null : sid(connectionSid),
    connection: connection && redactConnection(connection, product, text),
    acs: acs.map(text.entity),
    audience: text.entity(audience),
    trust,
  }
}

type Redact = (value: Connection[FieldName]) => Connection[FieldName]

function redactConnection(connection: Connection, product: string, text: TextRedaction): Connection {
  const redactions: Record<Redaction, Redact> = {
    sid: redactStrings(text.sid),
    text: redactStrings(text.entity),
    webUrl: redactStrings(text.webUrl),
    certificate: (value) => (Array.isArray(value) && value.length > 0 ? [NOBODYS_CERTIFICATE] : value),
    product: () => product,
    blank: () => '',
    keep: (value) => value,
  }
  return byField(FIELD_NAMES, (name) => redactions[fieldOf(name).redact](connection[name]))
}

/** One string, or each of a list. */
const redactStrings =
  (redact: (text: string) => string): Redact =>
  (value) => {
    if (Array.isArray(value)) return value.map(redact)
    return typeof value === 'string' ? redact(value) : value
  }

/** The names from which a contact URI may have been made. */
function namesOf({ subject, claims }: Report, { worker }: PriorState): string[] {
  const emails = claims.filter(({ mappedTo }) => mappedTo === 'email').flatMap(({ values }) => values)
  const { email } = worker?.attributes ?? {}
  return [subject.nameId ?? '', ...emails, worker?.friendlyName ?? '', typeof email === 'string' ? email : '']
}

function redactBefore(before: PriorState, names: string[], text: TextRedaction, pseudonyms: Pseudonyms): PriorState {
  const { acceptedBefore, worker, ...plain } = before
  const used = acceptedBefore === null ? null : `login-${pseudonyms.of('logins', acceptedBefore).number}`
  if (worker === null) return { ...plain, acceptedBefore: used, worker }
  const attributes = Object.entries(worker.attributes).map(([name, value]): [string, AttributeValue] => {
    const named = names.find((each) => each !== '' && value === `client:${escapeIdentity(each)}`)
    if (named !== undefined) return [text.claimName(name), `client:${escapeIdentity(text.value(named))}`]
    return [text.claimName(name), redactAttribute(name, value, text)]
  })
  const friendlyName = text.value(worker.friendlyName)
  return {
    ...plain,
    acceptedBefore: used,
    worker: { friendlyName, attributes: Object.fromEntries(attributes) },
  }
}

function redactAttribute(name: string, value: AttributeValue, text: TextRedaction): AttributeValue {
  if (typeof value === 'string') return text.claimValue(name, value)
  if (typeof value === 'number') return Number(text.value(String(Math.trunc(value)))) || 0
  if (Array.isArray(value)) return value.map((each) => redactAttribute(name, each, text))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [text.claimName(key), redactAttribute(key, each, text)])
  return Object.fromEntries(entries)
}
