import { z } from 'zod'
import { readConnection } from '../connection/connection.ts'
import { asPosted, targetFor, unknownTenant } from '../connection/judge-target.ts'
import { connectionCheckSettings, connectionInput } from '../connection/schemas.ts'
import { GENERATIONS, type JudgeTarget, type Trust } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { sidPrefixOf } from '../domain/sid.ts'
import { HarnessError } from '../errors.ts'
import { ENDPOINTS } from '../flex/endpoints.ts'
import {
  BODY_CHARACTERS,
  instant,
  list,
  NAME_CHARACTERS,
  text,
  URL_CHARACTERS,
  WORD_CHARACTERS,
} from '../input/limits.ts'
import { parseInput } from '../input/parse-input.ts'
import { caseOf, type JudgedCase, judge, trustMessage } from './inspect.ts'
import type { Recording } from './recorded-login.ts'
import { type RecordedLogin, reread } from './recorded-login.ts'

const url = text(URL_CHARACTERS)
const urls = z.union([url, list(url, 100)]).transform((value) => [value].flat())

const { idpIssuer, certificates, signaturePolicy, clockSkewSeconds, product, ...others } = connectionCheckSettings

/** The settings that `checkResponse`, `POST /api/v1/check` and `check` share, in the order of the OpenAPI document. */
export const checkSettings = z.strictObject({
  account: text(WORD_CHARACTERS).optional(),
  connection: text(WORD_CHARACTERS).optional(),
  generation: z.enum(GENERATIONS).optional(),
  idpIssuer,
  certificates: certificates.unwrap().default([]),
  trustEmbedded: z.boolean().optional(),
  acs: urls.optional(),
  audience: text(NAME_CHARACTERS).optional(),
  signaturePolicy,
  clockSkewSeconds,
  product,
  ...others,
  relayState: text(BODY_CHARACTERS).nullable().optional(),
  now: z.union([instant(), z.date()]).optional(),
})

/**
 * What a message is judged against. `account` is AC + 32 hex, `connection` JQ + 32 hex (one of the two is required);
 * `certificates` PEM or bare base64. Without any, the signatures are not verified, unless `trustEmbedded` is set to trust
 * the certificate in the message. `now` is ISO 8601.
 */
export type CheckSettings = z.input<typeof checkSettings>

const HINT = `Correct the named settings. A check accepts ${Object.keys(checkSettings.shape).join(', ')}.`

/** Longer fields fail a check; this is the limit of a file. */
const MAX_FIELD_CHARACTERS = 48 * 1024 * 1024

/** Judges one message by the given settings. `now` is used if the settings do not name a time. */
export function checkMessage(samlResponse: unknown, input: unknown, now: Date, version: string): Report {
  const field = parseInput(
    z.string({ error: 'the SAMLResponse must be a string: the base64 form field' }).max(MAX_FIELD_CHARACTERS),
    samlResponse,
    'the message',
    'Send the base64 form field as it was captured.',
  )
  return judge(readCase([field], 'POST', input, now), version).report
}

/** What a form or query carried, and everything that its verdict depends on. */
export function readCase(fields: string[], method: 'GET' | 'POST', input: unknown, now: Date): JudgedCase {
  const { settings, relayState, at } = readInput(input, now)
  const judged = caseOf(asPosted(fields, relayState, settings, method), settings, at)
  return settings.trust === 'embedded' ? trustMessage(judged) : judged
}

/** A login from its bundle, with the settings of the bundle and the given ones. */
export function readRecorded(recording: Recording, input: unknown, now: Date): RecordedLogin {
  const { settings, relayState, at } = readInput(input, now, recording)
  const { id, fields, carried, oversize, before, configured } = recording
  const reached = recording.reached ?? asPosted(fields, relayState, settings).reached
  const { idpIssuer, certificates = [] } = settings.connection ?? {}
  const isGiven = configured || idpIssuer || certificates.length > 0 || settings.trust !== 'configured'
  const posted = { fields, carried, relayState, oversize, reached }
  const login = {
    id,
    posted,
    settings: { ...settings, connection: isGiven ? settings.connection : null },
    before,
    now: at,
  }
  return settings.trust === 'embedded' ? { ...login, settings: trustMessage(reread(login)).settings } : login
}

/** @param recording from a bundle; its message may have been posted to a URL without a tenant, or have no certificate */
function readInput(input: unknown, now: Date, recording: Recording | null = null) {
  const given = parseInput(checkSettings, input, 'the settings', HINT)
  const at = given.now === undefined ? now : new Date(given.now)
  const namesTenant = given.account !== undefined || given.connection !== undefined
  const isNobodys = recording?.reached?.isAcs === false && !namesTenant
  const settings = isNobodys ? unknownTenant(given.generation ?? 'legacy') : readSettings(given)
  const trust = trustOf(given, recording?.trust ?? 'nothing')
  return {
    settings: { ...settings, trust: isNobodys ? 'configured' : trust },
    relayState: given.relayState ?? null,
    at,
  }
}

/**
 * Which signatures count. A check without a certificate trusts none; a bundle without one means a tenant without one.
 * @throws HarnessError INVALID_REQUEST for both
 */
function trustOf({ certificates, trustEmbedded }: z.output<typeof checkSettings>, otherwise: Trust): Trust {
  if (trustEmbedded && certificates.length > 0) {
    const hint = 'Remove --trust-embedded (trustEmbedded), or the certificates.'
    throw new HarnessError(
      'INVALID_REQUEST',
      'A certificate was given, and the one in the message was to be trusted too.',
      hint,
    )
  }
  if (trustEmbedded) return 'embedded'
  return certificates.length > 0 ? 'configured' : otherwise
}

/** The generation comes only from the settings, never from the message. */
function readSettings(given: z.output<typeof checkSettings>): JudgeTarget {
  const generation = given.generation ?? (given.connection === undefined ? 'legacy' : 'enhanced')
  const sid = (ENDPOINTS[generation].sidPrefix === 'JQ' ? given.connection : given.account) ?? ''
  requireSid(generation, sid, given.account)
  const accountSid = generation === 'enhanced' ? given.account : undefined
  const twilioSsoUrl = given.twilioSsoUrl ?? (generation === 'preview' ? generation : undefined)
  const named = Object.entries({ ...given, sid, accountSid, twilioSsoUrl })
  const connection = readConnection(
    Object.fromEntries(named.filter(([name, value]) => name in connectionInput.shape && value !== undefined)),
  )
  const settings = targetFor(generation, sid, connection)
  return {
    ...settings,
    accountSid: connection.accountSid,
    acs: given.acs ?? settings.acs,
    audience: given.audience ?? settings.audience,
  }
}

function requireSid(generation: JudgeTarget['generation'], sid: string, account: string | undefined): void {
  const { sidPrefix } = ENDPOINTS[generation]
  const name = sidPrefix === 'JQ' ? 'connection' : 'account'
  if (sidPrefixOf(sid) !== sidPrefix) {
    const hint = `Set ${name} to ${sidPrefix} and 32 hexadecimal digits, as in the ACS URL.`
    throw new HarnessError('INVALID_REQUEST', `The ${generation} generation needs ${name}, but it is '${sid}'.`, hint)
  }
  if (account !== undefined && sidPrefixOf(account) !== 'AC') {
    throw new HarnessError(
      'INVALID_REQUEST',
      `The account '${account}' is not a valid account SID.`,
      'Set account to AC and 32 hexadecimal digits.',
    )
  }
}
