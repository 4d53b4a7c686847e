import type { StoredAttempt } from '../domain/attempt.ts'
import type { JudgedContext, JudgeTarget, PostedResponse, PriorState } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { type JudgedCase, judge, readPosted } from './inspect.ts'

/** A case that was judged before, with its id; null if it was not recorded. */
export interface RecordedLogin extends Omit<JudgedCase, 'message'> {
  id: string | null
}

/** What must be stored in addition to Report and form field, so that the case can be restored. */
export function judgedContextOf(
  { fields, relayState: _, ...posted }: PostedResponse,
  { connection }: JudgeTarget,
  { worker, ...memory }: PriorState,
): JudgedContext {
  const { friendlyName, attributes } = worker ?? {}
  const before = friendlyName !== undefined && attributes ? { friendlyName, attributes } : null
  return {
    fields: fields.length === 1 && !fields[0]?.includes('\0') ? null : fields,
    posted,
    connection,
    before: { ...memory, worker: before },
  }
}

/** A login as it was judged. */
export function replayInput({ report, samlResponse, basis }: StoredAttempt): RecordedLogin {
  const { id, generation, account, connection, judged, relayState } = report
  const settings = {
    generation,
    sid: connection ?? account,
    accountSid: account,
    connectionSid: connection,
    connection: basis.connection,
    acs: judged.acs,
    audience: judged.audience,
    trust: 'configured' as const,
  }
  const posted = { ...basis.posted, fields: basis.fields ?? [samlResponse ?? ''], relayState }
  return { id, posted, settings, before: basis.before, now: new Date(judged.now) }
}

/** A recorded login with its message read again. */
export type ReadLogin = RecordedLogin & JudgedCase

/** Reads the message of a recorded login. */
export function reread(login: RecordedLogin): ReadLogin {
  return { ...login, message: readPosted(login.posted, login.settings) }
}

/** The Report of a recorded login by this version; the recording version gives the recorded Report. */
export function rejudge({ id, ...judged }: ReadLogin, version: string): Report {
  const { report } = judge(judged, version)
  return id === null ? report : { ...report, id, receivedAt: judged.now.toISOString() }
}

/** What a bundle says about a login apart from the settings; in a handwritten bundle, the defaults. */
export interface Recording {
  /** Null if the login was not recorded by a harness. */
  id: string | null
  fields: string[]
  carried: PostedResponse['carried']
  oversize: number | null
  /** Null if it was posted to the ACS of its tenant. */
  reached: PostedResponse['reached'] | null
  before: PriorState
  /** False if the tenant had no connection. */
  configured: boolean
  /** `nothing` if a check without a certificate wrote it; otherwise a bundle without one means a tenant without one. */
  trust: 'configured' | 'nothing'
}
