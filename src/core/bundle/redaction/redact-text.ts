import { TENANT_SID_IN_ANY_CASE } from '../../domain/sid.ts'
import { isKnownRole, meantRole } from '../../flex/roles.ts'
import { CLAIM_WORDS, CONSTANTS, HOSTS, PORTS, URL_WORDS } from './known-words.ts'
import type { Kind, Pseudonyms } from './pseudonyms.ts'

/** Replaces texts by what they are; what only shape tells (blanks around, a list, a number) stays. */
export interface TextRedaction {
  value(text: string): string
  /** A value of the specifications stays. */
  constant(text: string): string
  /** An entity ID: a URL, a URN or any other text. */
  entity(text: string): string
  /** A path and query. */
  path(text: string): string
  /** A URL where nothing else is allowed. */
  webUrl(text: string): string
  sid(text: string): string
  id(text: string): string
  claimName(text: string): string
  /** A value of the claim with this name: roles that Flex knows stay. */
  claimValue(name: string, text: string): string
  time(text: string): string
}

const URL_PARTS = /^(https?):\/\/([^/?#]*)([^#]*)(#.*)?$/is
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const TIME = /^(-?\d{4,5}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?\d*(Z|[+-]\d\d:\d\d)?$/
const NC_NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u
/** How long a number is that JSON does not hold; what is none stays so. */
const UNSAFE_DIGITS = 17
/** A friendly name has at most 64 characters, so longer ones stay longer. */
const LONG = 65

/** Makes the redaction of one bundle. */
export function createTextRedaction(pseudonyms: Pseudonyms): TextRedaction {
  const name = (kind: Kind, original: string, write: (number: number) => string): string => {
    const { number, variant } = pseudonyms.of(kind, original)
    const text = write(number)
    return variant === 0 ? text : variant === 1 ? text.toUpperCase() : `${text}-v${variant}`
  }
  const long = (text: string) => (text.length >= LONG ? 'x' : '')
  const person = (text: string) =>
    name('e-mail addresses', text, (n) => `${`person-${n}`.padEnd(long(text) ? LONG : 0, 'x')}@example.invalid`)
  const plain = (text: string) => name('values', text, (n) => `value-${n}`.padEnd(long(text) ? LONG : 0, 'x'))
  const guid = (text: string) => name('GUIDs', text, (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)

  const sid = (text: string) => {
    const [, prefix = '', digits = ''] = TENANT_SID_IN_ANY_CASE.exec(text) ?? []
    const { number, variant } = pseudonyms.of('accounts', digits)
    const pseudonym = `${variant < 2 ? '' : `b${variant}`}a${number}`.padStart(32, '0')
    return prefix + (variant === 1 ? pseudonym.toUpperCase() : pseudonym)
  }
  const urlPart = (text: string) => {
    if (text === '' || URL_WORDS.has(text.toLowerCase()) || isClaimWord(text)) return text
    if (TENANT_SID_IN_ANY_CASE.test(text)) return sid(text)
    return name('parts of URLs', text, (n) => `part-${n}`)
  }
  const query = (text: string) =>
    text
      .split('&')
      .map((field) => field.split('=').map(urlPart).join('='))
      .join('&')
  const path = (text: string) => {
    const [before = '', ...after] = text.split('?')
    const parts = before.split('/').map(dotted(urlPart))
    return [parts.join('/'), ...after.map(query)].join('?')
  }
  const host = (text: string) =>
    HOSTS.has(text.toLowerCase()) || text === '' ? text : name('hosts', text, (n) => `host-${n}.example.invalid`)
  const port = (text: string) => (PORTS.has(text) ? text : name('ports', text, String))
  const authority = (text: string) => {
    const [, user, hostName = '', number] = /^(.*@)?(.*?)(?::(\d*))?$/s.exec(text) ?? []
    return (user ? 'user@' : '') + host(hostName) + (number ? `:${port(number)}` : '')
  }
  const url = (text: string): string | null => {
    const [, scheme, host = '', rest = '', fragment] = URL_PARTS.exec(text) ?? []
    return scheme === undefined ? null : `${scheme}://${authority(host)}${path(rest)}${fragment ? '#part' : ''}`
  }

  const core = (text: string): string => {
    if (text === '' || /^(true|false)$/i.test(text)) return text
    const whole = url(text)
    if (whole !== null) return whole
    if (text.includes('@') && !text.includes(',')) return person(text)
    if (GUID.test(text)) return guid(text)
    if (/^[+-]?\d+$/.test(text))
      return name('numbers', text, (n) => String(n).padEnd(Number.isSafeInteger(Number(text)) ? 0 : UNSAFE_DIGITS, '0'))
    return text.includes(',') ? text.split(',').map(value).join(',') : plain(text)
  }
  const value = keepBlanks(core)
  const entity = keepBlanks((text) => {
    const flexSid = /^urn:flex:([A-Z]{2}[0-9a-f]{32})$/i.exec(text)?.[1]
    if (flexSid !== undefined && TENANT_SID_IN_ANY_CASE.test(flexSid)) return `urn:flex:${sid(flexSid)}`
    return /^urn:/i.test(text) ? name('URNs', text, (n) => `urn:redacted:${n}`) : core(text)
  })
  const claimPart = (text: string) =>
    text === '' || isClaimWord(text) ? text : name('claim names', text, (n) => `claim-${n}`)
  const claimName = keepBlanks((text) => {
    if (/^urn:/i.test(text)) return entity(text)
    return url(text) ?? text.split('/').map(dotted(claimPart)).join('/')
  })
  return {
    value,
    constant: (text) => (CONSTANTS.has(text) ? text : entity(text)),
    entity,
    path,
    webUrl: (text) => url(text) ?? `https://${host(text)}/`,
    sid,
    id: (text) => (text === '' ? '' : name('IDs', text, (n) => (NC_NAME.test(text) ? `_id-${n}` : `1-id-${n}`))),
    claimName,
    claimValue: (claim, text) => {
      if (!/role|group|memberof/i.test(claim.split(/[/:]/).at(-1) ?? '')) return value(text)
      const role = (part: string) => (isKnownRole(part.trim()) || meantRole(part) ? part : value(part))
      return text.split(',').map(keepBlanks(role)).join(',')
    },
    time: (text) => {
      const [, seconds, fraction = '', zone = ''] = TIME.exec(text) ?? []
      return seconds === undefined ? value(text) : seconds + fraction + zone
    },
  }
}

const isClaimWord = (text: string) =>
  /^[a-z _-]{1,40}$/i.test(text) && CLAIM_WORDS.has(text.toLowerCase().replace(/[ _-]/g, ''))

/** Each part between dots by itself. */
const dotted = (redact: (part: string) => string) => (text: string) =>
  text.includes('.') && /^[^.]/.test(text) ? text.split('.').map(redact).join('.') : redact(text)

/** Blanks at the ends are a fault that is looked for; which ones they are is not. */
const keepBlanks = (redact: (text: string) => string) => (text: string) => {
  const bare = text.trim()
  if (bare === '') return text === '' ? '' : ' '
  return (/^\s/.test(text) ? ' ' : '') + redact(bare) + (/\s$/.test(text) ? ' ' : '')
}
