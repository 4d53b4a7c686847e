import { FOREIGN_FIELDS, GENERATIONS, type PriorState } from '../domain/login.ts'
import { RELAY_STATES_BACK } from '../domain/sign-in.ts'
import type { Recording } from '../judge/recorded-login.ts'
import { type Header, type Headers, oneOf, readHeaders, readJson, unreadable } from './bundle-header.ts'
import { type BundledConnection, readConnectionLines } from './connection-lines.ts'

/** A captured response as a file: what to judge it against, what was received, and the expected verdict. */
export interface Bundle {
  settings: BundledConnection & {
    account?: string
    connection?: string
    generation?: (typeof GENERATIONS)[number]
    certificates: string[]
    trustEmbedded?: true
    acs?: string[]
    audience?: string
    relayState?: string
    now: string
  }
  samlResponse: string
  recording: Recording
  /** The version that wrote it. */
  version: string | null
  comment: string | null
  expect: 'accepted' | 'rejected' | null
  /** Ids of every failed finding, of any severity. */
  expectFail: string[] | null
  /** What a redacted bundle states about the original; null if it is not redacted. */
  redacted: { outcome: 'accepted' | 'rejected'; failed: string[]; removed: string } | null
  /** Which other judges disagree on the message, and why that is right. */
  disagreements: Partial<Record<Judge, string>>
}

const JUDGES = ['xml-crypto', 'xmlsec1', 'node-xmllint', 'samlify'] as const
/** Software that is asked for a second opinion on each fixture. */
export type Judge = (typeof JUDGES)[number]

/** Whether a text starts with the header of a bundle. */
export function looksLikeBundle(text: string): boolean {
  return /^\ufeff?[a-z][a-z-]*\*?: /.test(text)
}

/**
 * Reads a bundle: header lines `key: value`, an empty line, the form field (or the form body with `encoding: form`).
 * @param content the text of the file; line ends and byte order marks of other systems are accepted too
 * @param readFile returns the text of a file that the header names
 * @throws HarnessError UNREADABLE_INPUT naming the line
 */
export function readBundle(content: string, readFile: (path: string) => string): Bundle {
  const text = content.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  const end = text.indexOf('\n\n')
  if (end < 0) throw unreadable('The bundle has no empty line after its header.')
  const headers = readHeaders(text.slice(0, end).split('\n'))
  const one = (name: Header): string | undefined => headers.get(name)?.[0]
  const now = one('now')
  if (now === undefined) throw unreadable("The header has no 'now' line.")
  const body = text.slice(end + 2).trimEnd()
  const form = one('encoding') === 'form' ? new URLSearchParams(body) : null
  const oversize = readOversize(one('oversize'))
  const fields = oversize === null ? (form?.getAll('SAMLResponse') ?? [body]) : []
  const relayState = form ? form.get('RelayState') : decodeRelayState(one('relay-state'))
  const settings = { ...readSettings(headers, readFile), relayState: relayState ?? undefined, now }
  return {
    settings: Object.fromEntries(
      Object.entries(settings).filter(([, value]) => value !== undefined),
    ) as unknown as Bundle['settings'],
    samlResponse: fields[0] ?? '',
    recording: { ...readRecording(headers), fields, oversize },
    version: one('version') ?? null,
    comment: one('comment') ?? null,
    expect: oneOf(['accepted', 'rejected'] as const, one('expect')) ?? null,
    expectFail: one('expect-fail')?.split(' ').filter(Boolean) ?? null,
    redacted: readRedacted(headers),
    disagreements: readDisagreements(headers.get('disagreement') ?? []),
  }
}

function readRedacted(headers: Headers): Bundle['redacted'] {
  if (oneOf(['true'], headers.get('redacted')?.[0]) === undefined) return null
  const outcome = oneOf(['accepted', 'rejected'] as const, headers.get('stated-outcome')?.[0])
  if (outcome === undefined) throw unreadable("The redacted bundle has no 'stated-outcome' line.")
  const failed = headers.get('stated-fail')?.[0]?.split(' ').filter(Boolean) ?? []
  return { outcome, failed, removed: headers.get('removed')?.[0] ?? '' }
}

function readSettings(headers: Headers, readFile: (path: string) => string) {
  const one = (name: Header): string | undefined => headers.get(name)?.[0]
  return {
    account: one('account'),
    connection: one('connection'),
    generation: oneOf(GENERATIONS, one('generation')),
    acs: headers.get('acs'),
    audience: one('audience'),
    trustEmbedded: oneOf(['nothing', 'embedded'], one('trust')) === 'embedded' ? (true as const) : undefined,
    ...readConnectionLines(headers),
    certificates: (headers.get('idp-certificate') ?? []).map((value) =>
      /\.(crt|pem|cer)$/.test(value) ? readFile(value) : value,
    ),
  }
}

function readRecording(headers: Headers): Omit<Recording, 'fields' | 'oversize'> {
  const one = (name: Header): string | undefined => headers.get(name)?.[0]
  const requested = oneOf(['true', 'false'], one('requested'))
  return {
    id: one('id') ?? null,
    carried: readCarried(one('carried')),
    reached: readReached(one('reached'), oneOf(['true'], one('wrong-door')) === undefined),
    before: {
      acceptedBefore: one('accepted-before') ?? null,
      requested: requested === undefined ? null : requested === 'true',
      relayStateBack: oneOf(RELAY_STATES_BACK, one('relay-state-back')) ?? null,
      clockOffsets: readOffsets(one('clock-offsets')),
      worker: readWorker(one('worker-before')),
    },
    configured: oneOf(['true'], one('unconfigured')) === undefined,
    trust: one('trust') === 'nothing' ? 'nothing' : 'configured',
  }
}

function readOffsets(text = ''): number[] {
  const offsets = text.split(' ').filter(Boolean).map(Number)
  if (offsets.every(Number.isSafeInteger)) return offsets
  throw unreadable(`The clock-offsets '${text.slice(0, 60)}' are not valid numbers of seconds.`)
}

function readCarried(text = ''): Recording['carried'] {
  return text.split(' ').flatMap((name) => oneOf(FOREIGN_FIELDS, name || undefined) ?? [])
}

function readReached(text: string | undefined, isAcs: boolean): Recording['reached'] {
  if (text === undefined) return null
  const [, method, path] = /^(GET|POST) (.*)$/s.exec(text) ?? []
  if (path === undefined) throw unreadable(`The 'reached' line is '${text.slice(0, 60)}', not 'POST /path'.`)
  return { method: method === 'GET' ? 'GET' : 'POST', path, isAcs }
}

function readOversize(text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw unreadable(`The 'oversize' line is '${text.slice(0, 60)}', not a number of bytes.`)
}

function readWorker(text: string | undefined): PriorState['worker'] {
  if (text === undefined) return null
  const worker = readJson(text) as PriorState['worker'] | undefined
  const isWorker = typeof worker?.friendlyName === 'string' && isObject(worker.attributes)
  if (isWorker && isNested(worker.attributes, DEEPEST)) return worker
  throw unreadable(`The 'worker-before' line is not a JSON object with friendlyName and attributes.`)
}

const DEEPEST = 1_000

/** Whether a JSON value is shallow enough to be written again. */
function isNested(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((each) => isNested(each, depth - 1))
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

function readDisagreements(lines: string[]): Bundle['disagreements'] {
  const disagreements: Bundle['disagreements'] = {}
  for (const line of lines) {
    const [, name, why] = /^([^:]*): (.*\S)$/.exec(line) ?? []
    const judge = JUDGES.find((each) => each === name)
    if (judge === undefined || why === undefined || disagreements[judge] !== undefined) {
      throw unreadable(
        `The disagreement '${line.slice(0, 60)}' is not 'JUDGE: WHY', one for each of ${JUDGES.join(', ')}.`,
      )
    }
    disagreements[judge] = why
  }
  return disagreements
}

function decodeRelayState(value: string | undefined): string | null {
  if (value === undefined) return null
  try {
    return decodeURIComponent(value)
  } catch {
    throw unreadable(`The relay-state '${value.slice(0, 60)}' is not percent-encoded.`)
  }
}
