import { z } from 'zod'
import { GENERATIONS, type Settings, SIGNATURE_POLICIES } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import { ENDPOINTS, sidPrefixOf } from '../flex/endpoints.ts'
import { readConnection } from './connection.ts'
import { parseInput } from './input.ts'
import { type Case, caseOf, judge } from './inspect.ts'
import { asPosted, settingsFor } from './settings.ts'

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())

/** The settings that `checkResponse`, `POST /api/v1/check` and `check` share. */
const checkSettings = z.strictObject({
  account: z.string().optional(),
  connection: z.string().optional(),
  generation: z.enum(GENERATIONS).optional(),
  idpIssuer: z.string().optional(),
  certificates: z.array(z.string()).default([]),
  acs: texts.optional(),
  audience: z.string().optional(),
  signaturePolicy: z.enum(SIGNATURE_POLICIES).optional(),
  clockSkewSeconds: z.number().int().min(0).optional(),
  product: z.string().optional(),
  relayState: z.string().nullable().optional(),
  now: z.union([z.iso.datetime({ offset: true }), z.date()]).optional(),
})

/**
 * What a message is held against. Shapes: `account` AC + 32 hex, `connection` JQ + 32 hex (one of the two is required);
 * `certificates` PEM or bare base64; `clockSkewSeconds` in seconds; `now` ISO 8601.
 */
export type CheckSettings = z.input<typeof checkSettings>

/** Judges one message by the given settings. `now` is the time where the settings name none. */
export function checkMessage(samlResponse: unknown, input: unknown, now: Date, version: string): Report {
  const field = parseInput(
    z.string({ error: 'the SAMLResponse has to be text: the base64 form field' }),
    samlResponse,
    'the message',
  )
  return checkFields([field], 'POST', input, now, version)
}

/** Judges what a form or a query carried, as `checkMessage` does. */
export function checkFields(
  fields: string[],
  method: 'GET' | 'POST',
  input: unknown,
  now: Date,
  version: string,
): Report {
  return judge(readCase(fields, method, input, now), version).report
}

/** What a form or a query carried, and all that a verdict on it depends on. */
export function readCase(fields: string[], method: 'GET' | 'POST', input: unknown, now: Date): Case {
  const given = parseInput(checkSettings, input, 'the settings')
  const settings = readSettings(given)
  const posted = asPosted(fields, given.relayState ?? null, settings, method)
  return caseOf(posted, settings, given.now === undefined ? now : new Date(given.now))
}

/** The generation comes from the settings alone, never from the message. */
function readSettings(given: z.output<typeof checkSettings>): Settings {
  const generation = given.generation ?? (given.connection === undefined ? 'legacy' : 'enhanced')
  const sid = (ENDPOINTS[generation].sidPrefix === 'JQ' ? given.connection : given.account) ?? ''
  requireSid(generation, sid, given.account)
  const { idpIssuer, certificates, signaturePolicy, clockSkewSeconds, product } = given
  const accountSid = generation === 'enhanced' ? given.account : undefined
  const twilioSsoUrl = generation === 'preview' ? generation : undefined
  const fields = { sid, accountSid, idpIssuer, certificates, signaturePolicy, clockSkewSeconds, product, twilioSsoUrl }
  const connection = readConnection(
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  )
  const settings = settingsFor(generation, sid, connection)
  return {
    ...settings,
    accountSid: connection.accountSid,
    acs: given.acs ?? settings.acs,
    audience: given.audience ?? settings.audience,
  }
}

function requireSid(generation: Settings['generation'], sid: string, account: string | undefined): void {
  const { sidPrefix } = ENDPOINTS[generation]
  const name = sidPrefix === 'JQ' ? 'connection' : 'account'
  if (sidPrefixOf(sid) !== sidPrefix) {
    const hint = `Give ${name} as ${sidPrefix} and 32 hexadecimal digits: it names the tenant, as in the ACS URL.`
    throw new HarnessError('INVALID_REQUEST', `The ${generation} generation needs ${name}, but it is '${sid}'.`, hint)
  }
  if (account !== undefined && sidPrefixOf(account) !== 'AC') {
    throw new HarnessError(
      'INVALID_REQUEST',
      `The account is '${account}'.`,
      'Give account as AC and 32 hexadecimal digits.',
    )
  }
}
