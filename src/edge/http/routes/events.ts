import { z } from 'zod'
import type { ResetScope } from '../../../app/events/login-events.ts'
import type { LoginSummary } from '../../../core/domain/report.ts'
import { defaultAccountSid } from '../../../core/domain/sid.ts'
import type { WorkerChange } from '../../../core/domain/worker.ts'
import { text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import type { Store } from '../../../store/index.ts'
import { problems, textAnswer } from '../answer.ts'
import type { AppContext } from '../context.ts'
import type { EventStream } from '../event-stream.ts'
import { route } from '../route.ts'

const eventsQuery = z.strictObject({
  account: text(WORD_CHARACTERS).optional().describe('The SID of an account'),
  connection: text(WORD_CHARACTERS).optional().describe('The SID of an SSO connection'),
  lastEventId: text(WORD_CHARACTERS)
    .optional()
    .describe('Like the header `Last-Event-ID`, for clients that cannot set headers'),
})

type Tenant = Pick<z.output<typeof eventsQuery>, 'account' | 'connection'>

/** Server-sent events about everything that is recorded. A client can resume where it left off. */
export const readEvents = route({
  method: 'GET',
  path: '/api/v1/events',
  id: 'readEvents',
  tag: 'Logins',
  summary: 'Stream events',
  description:
    'Streams server-sent events: `login` (data: a Summary; the event id is the id of the login), `worker` (data: the worker, the change and its cause), `reset`, and `gap` if attempts after `Last-Event-ID` may have been removed.',
  access: 'token',
  query: eventsQuery,
  headers: {
    'Last-Event-ID': z.string().optional().describe('The id of the last event that the client received, or a cursor'),
  },
  answers: { 200: textAnswer('The event stream', 'text/event-stream'), ...problems(400) },
  examples: { 'New events only': {}, 'All stored logins': { query: { lastEventId: '0' } } },
  handle: async ({ query, headers }, context) => {
    const given = headers['last-event-id']
    const { lastEventId = typeof given === 'string' ? given : undefined, ...tenant } = query
    const account = await findAccount(context.store, tenant)
    return { status: 200, events: (stream) => follow(stream, tenant, account, lastEventId, context) }
  },
})

/** Sends a client the events of its tenant, from where it left off until it disconnects. */
function follow(
  stream: EventStream,
  tenant: Tenant,
  account: string | null,
  lastEventId: string | undefined,
  { store, events }: AppContext,
): void {
  const unsubscribe = events.subscribe({
    recorded: ({ cursor, summary }) => {
      if (isOf(tenant, summary)) stream.tell(loginEvent(summary), cursor)
    },
    workerChanged: (change) => {
      if (account === null || change.account === null || change.account === account) stream.tell(workerEvent(change))
    },
    forgotten: (scope) => {
      if (scope.account === null) stream.restart(resetEvent(scope))
      else if (isTold(scope, tenant, account)) stream.tell(resetEvent(scope))
    },
    ended: stream.end,
  })
  stream.onClose(unsubscribe)
  catchUp(store, tenant, lastEventId, stream).catch(stream.cut)
}

const resetEvent = (scope: ResetScope) => `event: reset\ndata: ${JSON.stringify(scope)}\n\n`

const loginEvent = (summary: LoginSummary) => `id: ${summary.id}\nevent: login\ndata: ${JSON.stringify(summary)}\n\n`

/** Has no id because it is not replayed. The list of workers has the result. */
const workerEvent = (change: WorkerChange) => `event: worker\ndata: ${JSON.stringify(change)}\n\n`

const gapEvent = (lastEventId: string) =>
  `event: gap\ndata: ${JSON.stringify({ lastEventId: lastEventId.slice(0, MAX_ECHO) })}\n\n`

const MAX_ECHO = 60

const isOf = ({ account, connection }: Tenant, summary: LoginSummary) =>
  (account === undefined || summary.account === account) &&
  (connection === undefined || summary.connection === connection)

/** Whether a client is notified of the reset of a tenant: only if it receives that tenant's logins. */
const isTold = (scope: ResetScope, { connection }: Tenant, account: string | null) =>
  (account === null || account === scope.account) &&
  (connection === undefined || scope.connection === null || connection === scope.connection)

/** The account whose worker events a client receives. A connection has the workers of its account. Null: all accounts. */
async function findAccount(store: Store, { account, connection }: Tenant): Promise<string | null> {
  if (account !== undefined || connection === undefined) return account ?? null
  return (await store.loadConnection(connection))?.accountSid ?? defaultAccountSid(connection)
}

const PAGE = 200

/** Sends what was recorded after the client's last event. A client without one gets the id at which it starts. */
async function catchUp(
  store: Store,
  tenant: Tenant,
  lastEventId: string | undefined,
  stream: EventStream,
): Promise<void> {
  if (!lastEventId) {
    const [newest] = await store.findLogins({ limit: 1 })
    if (!stream.isCatchingUp()) return
    stream.write(`id: ${newest?.summary.id ?? BEFORE_ALL}\n\n`)
    return stream.goLive(0)
  }
  const known = await findCursor(store, lastEventId)
  if (known === null) stream.write(gapEvent(lastEventId))
  for (let since = known ?? 0; stream.isCatchingUp(); await stream.drained()) {
    const page = await store.findLogins({ ...tenant, since, limit: PAGE, order: 'asc' })
    if (!stream.isCatchingUp()) return
    for (const { summary } of page) stream.write(loginEvent(summary))
    since = page.at(-1)?.cursor ?? since
    if (page.length < PAGE) return stream.goLive(since)
  }
}

const BEFORE_ALL = '0'

/** Where a client left off, from the id of a login or a cursor. Null if later logins may have been removed. */
async function findCursor(store: Store, lastEventId: string): Promise<number | null> {
  if (!/^\d{1,15}$/.test(lastEventId)) return store.findCursor(lastEventId)
  const cursor = Number(lastEventId)
  const [oldest] = await store.findLogins({ limit: 1, order: 'asc' })
  const newest = (await store.findCursor()) ?? 0
  return cursor <= newest && (oldest?.cursor ?? 0) <= cursor + 1 ? cursor : null
}
