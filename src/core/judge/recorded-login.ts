import type { StoredAttempt } from '../domain/attempt.ts'
import type { JudgedContext, JudgeTarget, PostedResponse, PriorState } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { type JudgedCase, judge, readPosted } from './inspect.ts'

/** A case that was judged before, and under which id; null when it was not recorded. */
export interface RecordedLogin extends Omit<JudgedCase, 'message'> {
  id: string | null
}

/** What has to be kept beside Report and form field, so that the case can be put together again. */
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

/** A login as it was when it was judged. */
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

/** A recorded login with its message read once more. */
export type ReadLogin = RecordedLogin & JudgedCase

/** Reads the message of a recorded login. */
export function reread(login: RecordedLogin): ReadLogin {
  return { ...login, message: readPosted(login.posted, login.settings) }
}

/** The Report that a recorded login gets from this version; the same one from the version that recorded it. */
export function rejudge({ id, ...judged }: ReadLogin, version: string): Report {
  const { report } = judge(judged, version)
  return id === null ? report : { ...report, id, receivedAt: judged.now.toISOString() }
}

/** What a bundle says of a login beside the settings; in one that a person wrote, what is usual. */
export interface Recording {
  /** Null when the login was not recorded by a harness. */
  id: string | null
  fields: string[]
  carried: PostedResponse['carried']
  oversize: number | null
  /** Null: it was posted to its tenant's ACS. */
  reached: PostedResponse['reached'] | null
  before: PriorState
  /** False: nobody had saved a connection for the tenant. */
  configured: boolean
  /** `nothing`: a check without certificate wrote it; else one without certificate tells of a tenant without. */
  trust: 'configured' | 'nothing'
}
