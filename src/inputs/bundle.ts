import { GENERATIONS, SIGNATURE_POLICIES } from '../domain/login.ts'
import { HarnessError } from '../errors.ts'

/** A captured response as a file: what to hold it against, what arrived, and what is expected of the verdict. */
export interface Bundle {
  settings: {
    account?: string
    connection?: string
    generation?: (typeof GENERATIONS)[number]
    idpIssuer?: string
    certificates: string[]
    acs?: string[]
    audience?: string
    signaturePolicy?: (typeof SIGNATURE_POLICIES)[number]
    clockSkewSeconds?: number
    product?: string
    relayState?: string
    now: string
  }
  samlResponse: string
  comment: string | null
  expect: 'accepted' | 'rejected' | null
  /** Ids of every failed finding, of any severity. */
  expectFail: string[] | null
  /** Which other judges see the message differently, and why that is right. */
  disagreements: Partial<Record<Judge, string>>
}

const JUDGES = ['xml-crypto', 'xmlsec1', 'node-xmllint', 'samlify'] as const
/** Software whose opinion of a fixture is asked beside ours. */
export type Judge = (typeof JUDGES)[number]

const HEADERS = [
  'account',
  'connection',
  'generation',
  'idp-issuer',
  'idp-certificate',
  'acs',
  'audience',
  'signature-policy',
  'clock-skew',
  'product',
  'now',
  'relay-state',
  'encoding',
  'version',
  'comment',
  'expect',
  'expect-fail',
  'disagreement',
] as const
type Header = (typeof HEADERS)[number]

/** Whether a text starts with a bundle's header. */
export function looksLikeBundle(text: string): boolean {
  return /^\ufeff?[a-z][a-z-]*: /.test(text)
}

/**
 * Reads a bundle: header lines `key: value`, an empty line, the form field (or the form body with `encoding: form`).
 * @param content the text of the file; line ends and byte order mark of other systems are taken too
 * @param readFile gives the text of a file that the header names
 * @throws HarnessError UNREADABLE_INPUT naming the line
 */
export function readBundle(content: string, readFile: (path: string) => string): Bundle {
  const text = content.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  const end = text.indexOf('\n\n')
  if (end < 0) throw unreadable('The bundle has no empty line after its header.')
  const headers = readHeaders(text.slice(0, end).split('\n'))
  const one = (name: Header): string | undefined => headers.get(name)?.[0]
  const now = one('now')
  if (now === undefined) throw unreadable('The header has no now.')
  const body = text.slice(end + 2).trimEnd()
  const form = one('encoding') === 'form' ? new URLSearchParams(body) : null
  const relayState = form ? form.get('RelayState') : decodeRelayState(one('relay-state'))
  const settings = {
    account: one('account'),
    connection: one('connection'),
    generation: oneOf(GENERATIONS, one('generation')),
    idpIssuer: one('idp-issuer'),
    acs: headers.get('acs'),
    audience: one('audience'),
    signaturePolicy: oneOf(SIGNATURE_POLICIES, one('signature-policy')),
    clockSkewSeconds: one('clock-skew') === undefined ? undefined : Number(one('clock-skew')),
    product: one('product'),
    relayState: relayState ?? undefined,
    now,
    certificates: (headers.get('idp-certificate') ?? []).map((value) =>
      /\.(crt|pem|cer)$/.test(value) ? readFile(value) : value,
    ),
  }
  return {
    settings: Object.fromEntries(
      Object.entries(settings).filter(([, value]) => value !== undefined),
    ) as unknown as Bundle['settings'],
    samlResponse: form ? (form.get('SAMLResponse') ?? '') : body,
    comment: one('comment') ?? null,
    expect: oneOf(['accepted', 'rejected'] as const, one('expect')) ?? null,
    expectFail: one('expect-fail')?.split(' ').filter(Boolean) ?? null,
    disagreements: readDisagreements(headers.get('disagreement') ?? []),
  }
}

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

function readHeaders(lines: string[]): Map<Header, string[]> {
  const headers = new Map<Header, string[]>()
  for (const [index, line] of lines.entries()) {
    const [, name, value = ''] = /^([a-z-]+):(?: (.*))?$/.exec(line) ?? []
    const known = HEADERS.find((header) => header === name)
    if (known === undefined) throw unreadable(`Line ${index + 1} of the header is '${line.slice(0, 60)}'.`)
    headers.set(known, [...(headers.get(known) ?? []), value])
  }
  return headers
}

function decodeRelayState(value: string | undefined): string | null {
  if (value === undefined) return null
  try {
    return decodeURIComponent(value)
  } catch {
    throw unreadable(`The relay-state '${value.slice(0, 60)}' is not percent-encoded.`)
  }
}

function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  if (value === undefined) return undefined
  const found = allowed.find((each) => each === value)
  if (found === undefined) throw unreadable(`The header has '${value}' where one of ${allowed.join(', ')} is needed.`)
  return found
}

function unreadable(message: string): HarnessError {
  return new HarnessError(
    'UNREADABLE_INPUT',
    message,
    `A bundle is lines of 'key: value' (${HEADERS.join(', ')}), an empty line, and the field.`,
  )
}
