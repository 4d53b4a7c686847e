import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { DEFAULT_CLOCK_SKEW_SECONDS } from '../../core/checks/facts.ts'
import { causesOf } from '../../core/checks/index.ts'
import { withConnection } from '../../core/connection/judge-target.ts'
import type { IdpClock } from '../../core/domain/attempt.ts'
import type { Connection, JudgeTarget, PostedResponse, PriorState } from '../../core/domain/login.ts'
import type { ReadMessage } from '../../core/domain/message.ts'
import type { LoginSummary, Report } from '../../core/domain/report.ts'
import type { SignedAssertion } from '../../core/domain/saml.ts'
import type { ReturnTo, SentRequest } from '../../core/domain/sign-in.ts'
import { parseInstant } from '../../core/domain/time.ts'
import type { Worker, WorkerChange } from '../../core/domain/worker.ts'
import { workspaceSidOf } from '../../core/flex/endpoints.ts'
import type { ProvisionedWorker } from '../../core/flex/worker.ts'
import { DEFAULT_ACTIVITY } from '../../core/flex/workspace.ts'
import { judge, readPosted } from '../../core/judge/inspect.ts'
import { judgedContextOf } from '../../core/judge/recorded-login.ts'
import type { Store, StoreOperations } from '../../store/index.ts'
import type { LoginEvents } from '../events/login-events.ts'
import type { MessageReader } from '../reading/message-reader.ts'
import { nameOf } from '../workers/worker-history.ts'
import { newWorkerSid } from '../workers/workers.ts'
import { compareRelayState } from './relay-state.ts'

/** What `receive` needs from its environment. */
export interface ReceiveContext {
  store: Store
  events: LoginEvents
  examiner: MessageReader
  now: () => Date
  version: string
}

/** An attempt that was recorded. */
export interface ReceivedLogin {
  report: Report
  /** The connection by which it was judged. */
  connection: Connection | null
  /** The URL to which the Flex page that started the login wants it to return; null if no page did, or if the RelayState of the answer differs. */
  returnTo: ReturnTo | null
}

/**
 * One POST, in a straight line: examine what arrived, then recall, judge and record in one transaction, so that an
 * attempt and its worker are stored together or not at all.
 * @param arrival the facts at the time when the message arrived
 */
export async function receiveLogin(
  posted: PostedResponse,
  arrival: JudgeTarget,
  { store, events, examiner, now, version }: ReceiveContext,
): Promise<ReceivedLogin> {
  const read = await examiner.examine(posted, arrival)
  const { login, change, ...received } = await store.transaction(async (operations) => {
    const receivedAt = now()
    const settings = await settingsNow(operations, arrival)
    const message = settings === arrival ? read : readPosted(posted, settings)
    const request = await findRequest(operations, settings, message, receivedAt)
    const relayStateBack = request && compareRelayState(request.relayState, posted.relayState)
    const requested = message.response?.inResponseTo == null || settings.sid === '' ? null : request !== null
    const before = { ...(await recall(operations, settings, message, receivedAt)), requested, relayStateBack }
    const { report, worker } = judge({ posted, settings, message, before, now: receivedAt }, version)
    const stamped = { ...report, id: randomBytes(16).toString('base64url'), receivedAt: receivedAt.toISOString() }
    const change = worker && (await saveProvisioned(operations, before.worker, worker, settings.accountSid, stamped))
    const assertion = message.verification?.signedAssertion
    if (worker && assertion)
      await remember(operations, settings.sid, usedId(message), assertion, stamped.id, receivedAt)
    const recorded = { summary: summarize(stamped), report: stamped }
    const cursor = await operations.addAttempt({
      ...recorded,
      samlResponse: posted.fields[0] ?? null,
      basis: judgedContextOf(posted, settings, before),
      clock: clockOf(message, receivedAt),
    })
    const returnTo = relayStateBack === 'unchanged' ? (request?.returnTo ?? null) : null
    return { login: { cursor, ...recorded }, change, returnTo, connection: settings.connection }
  })
  events.announce(login)
  if (change) events.announceWorker(change)
  return { report: login.report, ...received }
}

/** The current facts: while a message is read, its connection may be changed or deleted. */
async function settingsNow(operations: StoreOperations, arrival: JudgeTarget): Promise<JudgeTarget> {
  if (arrival.sid === '') return arrival
  const connection = await operations.loadConnection(arrival.sid)
  return isDeepStrictEqual(connection, arrival.connection) ? arrival : withConnection(arrival, connection)
}

/** The request of this tenant that a response answers; null if there is none. */
function findRequest(
  operations: StoreOperations,
  { sid }: JudgeTarget,
  { response }: ReadMessage,
  now: Date,
): Promise<SentRequest | null> | null {
  const id = response?.inResponseTo ?? null
  return id === null || sid === '' ? null : operations.findRequest(sid, id, now)
}

async function recall(
  operations: StoreOperations,
  settings: JudgeTarget,
  message: ReadMessage,
  now: Date,
): Promise<Pick<PriorState, 'acceptedBefore' | 'clockOffsets'> & { worker: Worker | null }> {
  const assertion = message.verification?.signedAssertion
  if (!assertion) return { acceptedBefore: null, clockOffsets: [], worker: null }
  const acceptedBefore = await operations.findAccepted(settings.sid, usedId(message))
  const worker = await operations.findWorkerByName(settings.accountSid, assertion.nameId?.value ?? '')
  const clockOffsets = await recallOffsets(operations, settings, message, now)
  return { acceptedBefore, clockOffsets, worker }
}

/** How far off the IdP's clock was in its last logins, if it is off in this one. */
async function recallOffsets(
  operations: StoreOperations,
  settings: JudgeTarget,
  message: ReadMessage,
  now: Date,
): Promise<number[]> {
  const clock = clockOf(message, now)
  const allowed = settings.connection?.clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS
  if (clock === null || Math.abs(clock.offsetSeconds) <= allowed) return []
  return operations.loadClockOffsets(settings.accountSid, clock.issuer)
}

/** The issuer and its clock, from a message that a trusted key signed; null for any other message. */
function clockOf({ verification }: ReadMessage, now: Date): IdpClock | null {
  const { issuer = null, issueInstant = null } = verification?.signedAssertion ?? {}
  const issued = parseInstant(issueInstant)
  if (!issuer || issued === null) return null
  return { issuer, offsetSeconds: Math.round((issued.getTime() - now.getTime()) / 1_000) }
}

/**
 * The ID that a login uses up: that of the assertion, or of the response if the assertion has none. One of them is
 * signed, because a signature names what it covers by its ID.
 */
function usedId({ verification, response }: ReadMessage): string {
  return verification?.signedAssertion?.id || response?.id || ''
}

const DAY_MS = 86_400_000
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59Z')

/** An assertion may be used once. It is remembered until one day after it expires. */
function remember(
  operations: StoreOperations,
  tenant: string,
  assertionId: string,
  assertion: SignedAssertion,
  loginId: string,
  now: Date,
): Promise<void> {
  const ends = [assertion.conditions, ...assertion.confirmations.map(({ data }) => data)].map((each) =>
    parseInstant(each?.notOnOrAfter ?? null),
  )
  const end = Math.max(now.getTime(), ...ends.map((each) => each?.getTime() ?? 0))
  const expiresAt = new Date(Math.min(end, LAST_MOMENT)) // compared as text, so the year needs four digits
  const accepted = { tenant, assertionId, loginId, expiresAt: expiresAt.toISOString() }
  return operations.rememberAssertion(accepted, new Date(now.getTime() - DAY_MS))
}

function summarize(report: Report & { id: string; receivedAt: string }): LoginSummary {
  const { id, receivedAt, generation, account, connection, outcome } = report
  return {
    id,
    receivedAt,
    generation,
    account,
    connection,
    outcome,
    product: report.idp.product,
    nameId: report.subject.nameId,
    email: report.claims.find(({ mappedTo }) => mappedTo === 'email')?.values[0] ?? null,
    firstCause: causesOf(report.findings)[0]?.id ?? null,
  }
}

interface Stamp {
  id: string
  receivedAt: string
}

/** Saves the worker of a login, and an event in the worker's history. The changes are in the Report. */
async function saveProvisioned(
  operations: StoreOperations,
  before: Worker | null,
  login: ProvisionedWorker,
  accountSid: string,
  stamp: Stamp,
): Promise<WorkerChange> {
  const worker = nextWorker(before, login, accountSid, stamp)
  await operations.saveWorker(worker)
  const action = before === null ? 'created' : 'updated'
  const event = { by: 'login', action, loginId: stamp.id } as const
  await operations.addWorkerEvent(worker.sid, { ...event, at: stamp.receivedAt, edit: null })
  return { ...event, account: accountSid, worker: nameOf(worker) }
}

function nextWorker(
  before: Worker | null,
  login: ProvisionedWorker,
  accountSid: string,
  { id, receivedAt }: Stamp,
): Worker {
  const { changes: _, ...provisioned } = login
  const kept = before ?? {
    activityName: DEFAULT_ACTIVITY.name,
    available: DEFAULT_ACTIVITY.available,
    sid: newWorkerSid(),
    accountSid,
    workspaceSid: workspaceSidOf(accountSid),
    createdAt: receivedAt,
  }
  return { ...kept, ...provisioned, updatedAt: receivedAt, lastLoginId: id }
}
