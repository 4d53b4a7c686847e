import { z } from 'zod'
import { readConnection } from '../../core/connection/connection.ts'
import { targetFor, withPrefix } from '../../core/connection/judge-target.ts'
import { connectionWhatIfChanges } from '../../core/connection/schemas.ts'
import type { StoredAttempt } from '../../core/domain/attempt.ts'
import { type Connection, GENERATIONS, type JudgeTarget } from '../../core/domain/login.ts'
import type { Report } from '../../core/domain/report.ts'
import { sidPrefixOf } from '../../core/domain/sid.ts'
import { HarnessError } from '../../core/errors.ts'
import { ENDPOINTS } from '../../core/flex/endpoints.ts'
import { instant, list, NAME_CHARACTERS, text, URL_CHARACTERS } from '../../core/input/limits.ts'
import { parseInput } from '../../core/input/parse-input.ts'
import { tenantSid } from '../../core/input/sids.ts'
import { caseOf, type JudgedCase, judge } from '../../core/judge/inspect.ts'
import { replayInput, reread } from '../../core/judge/recorded-login.ts'
import { findSmallestChange, type SettingChange } from '../../core/what-if/smallest-change.ts'
import type { Store } from '../../store/index.ts'
import { asRecorded, requireTenant } from '../login/misdirected.ts'

/** Enough for a harness that is reached under several names. */
const MOST_ACS = 20

const { idpIssuer, certificates, signaturePolicy, clockSkewSeconds, twilioSsoUrl, defaultRedirectUrl, ...others } =
  connectionWhatIfChanges

/** What may be changed: fields of the connection and of the judge target, in the order of the OpenAPI document. */
export const whatIfChanges = z
  .strictObject({
    generation: z.enum(GENERATIONS),
    sid: tenantSid(),
    idpIssuer,
    certificates,
    signaturePolicy,
    clockSkewSeconds,
    twilioSsoUrl,
    defaultRedirectUrl,
    ...others,
    acs: list(text(URL_CHARACTERS).min(1), MOST_ACS, 1),
    audience: text(NAME_CHARACTERS).min(1),
    now: instant(),
  })
  .partial()
type WhatIfChanges = z.infer<typeof whatIfChanges>

/** A verdict under other settings, and the smallest change from there to an accepted login (null: no known change is enough). */
export interface WhatIf {
  report: Report
  smallestChange: SettingChange[] | null
}

/** The Report of a case, and the smallest change that would make it accepted. */
function answerWhatIf(judged: JudgedCase, version: string): WhatIf {
  return { report: judge(judged, version).report, smallestChange: findSmallestChange(judged) }
}

/**
 * Judges the bytes of a recorded login again, as it was judged then except for the given changes. Stores nothing.
 * @throws HarnessError UNKNOWN_LOGIN, INVALID_REQUEST, INVALID_CONFIG (no certificate)
 */
export async function askWhatIf(store: Store, id: string, changes: unknown, version: string): Promise<WhatIf> {
  const given = parseInput(whatIfChanges, changes ?? {}, 'the changes')
  return answerWhatIf(await loadCase(store, id, given), version)
}

/** The smallest change for a rejected login, as it was judged then; empty if there is none. */
export function smallestChangeFor(attempt: StoredAttempt): SettingChange[] {
  if (attempt.report.outcome === 'accepted' || attempt.report.account === '') return []
  return findSmallestChange(reread(replayInput(attempt))) ?? []
}

/** A recorded login as it would be judged with these changes. */
export async function loadCase(store: Store, id: string, changes: WhatIfChanges): Promise<JudgedCase> {
  const attempt = await store.loadAttempt(id)
  const kept = attempt?.samlResponse ?? null
  if (!attempt || kept === null) {
    const hint = 'The newest one is at /api/v1/logins/latest. A message that was too large is not kept.'
    throw new HarnessError('UNKNOWN_LOGIN', `There is no login ${id} with a stored message.`, hint)
  }
  const { report } = attempt
  if (changes.sid === undefined) requireTenant(report)
  const recorded = replayInput(attempt)
  const settings = changedSettings(report, recorded.settings.connection, changes)
  const isSameAcs = settings.generation === report.generation && settings.sid === tenantOf(report)
  const posted = isSameAcs ? recorded.posted : asRecorded(report, kept, settings)
  return { ...caseOf(posted, settings, new Date(changes.now ?? report.judged.now)), before: recorded.before }
}

const tenantOf = ({ connection, account }: Report) => connection ?? account

function changedSettings(report: Report, saved: Connection | null, changes: WhatIfChanges): JudgeTarget {
  const { generation = report.generation, sid: named, acs, audience, now: _, ...fields } = changes
  const before = tenantOf(report)
  const { sidPrefix } = ENDPOINTS[generation]
  const sid = named ?? withPrefix(before, sidPrefix)
  if (sidPrefixOf(sid) !== sidPrefix) {
    const hint = `Use ${sidPrefix} and 32 hexadecimal digits, or the generation to which it belongs.`
    throw new HarnessError('INVALID_REQUEST', `${sid} is not a SID of ${generation}.`, hint)
  }
  const { accountSid: __, ...base } = saved ?? { accountSid: null }
  const changed = saved || Object.keys(fields).length > 0 ? readConnection({ ...base, ...fields, sid }) : null
  const same = generation === report.generation && sid === before
  const settings = targetFor(generation, sid, changed, same ? report.judged.acs : [])
  return {
    ...settings,
    acs: acs ?? settings.acs,
    audience: audience ?? (same ? report.judged.audience : settings.audience),
  }
}
