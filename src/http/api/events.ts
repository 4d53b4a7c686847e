import { once } from 'node:events'
import type { Response, Router } from 'express'
import { z } from 'zod'
import type { LoginSummary } from '../../domain/report.ts'
import { parseInput } from '../../login/input.ts'
import type { Store } from '../../store/index.ts'
import type { AppContext } from '../context.ts'

/** Which events. */
export const eventsQuery = z.strictObject({
  account: z.string().optional().describe('An account by its SID'),
  connection: z.string().optional().describe('An SSO connection by its SID'),
  lastEventId: z.string().optional().describe('As the header Last-Event-ID, for clients that cannot set one'),
})

type Tenant = Pick<z.output<typeof eventsQuery>, 'account' | 'connection'>

const HEARTBEAT_MS = 15_000
const RETRY_MS = 2_000
/** What may wait for a client that does not read; then it is sent away, and may come back behind what it has. */
const MAX_BACKLOG_BYTES = 1_048_576

/** What is recorded, as it is recorded: server-sent events that go on where a client left off. */
export function eventRoutes(router: Router, { store, events }: AppContext): void {
  router.get('/events', async (request, response) => {
    const { lastEventId = request.get('last-event-id'), ...tenant } = parseInput(
      eventsQuery,
      request.query,
      'the query',
    )
    const stream = openStream(response, tenant)
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS)
    const unsubscribe = events.subscribe({
      recorded: stream.tell,
      forgotten: () => stream.write('event: reset\ndata: {}\n\n'),
      ended: () => response.end(),
    })
    response.once('close', () => {
      clearInterval(heartbeat)
      unsubscribe()
    })
    await stream.catchUp(store, lastEventId)
  })
}

interface Told {
  cursor: number
  summary: LoginSummary
}

/** One client: what is recorded while it catches up waits for its turn. */
function openStream(response: Response, tenant: Tenant) {
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' })
  const state: { last: number; waiting: Told[] | null } = { last: 0, waiting: [] }
  const write = (text: string) => {
    if (response.destroyed || response.writableEnded) return
    response.write(text)
    if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy()
  }
  const send = ({ cursor, summary }: Told) => {
    if (cursor <= state.last) return
    state.last = cursor
    write(`id: ${cursor}\nevent: login\ndata: ${JSON.stringify(summary)}\n\n`)
  }
  const tell = (login: Told) => {
    if (!isOf(tenant, login.summary)) return
    if (state.waiting) state.waiting.push(login)
    else send(login)
  }
  const catchUp = async (store: Store, lastEventId: string | undefined) => {
    write(`retry: ${RETRY_MS}\n\n`)
    if (lastEventId !== undefined) await resend(store, tenant, lastEventId, response, { write, send })
    for (const login of state.waiting ?? []) send(login)
    state.waiting = null
  }
  return { write, tell, catchUp }
}

const isOf = ({ account, connection }: Tenant, summary: LoginSummary) =>
  (account === undefined || summary.account === account) &&
  (connection === undefined || summary.connection === connection)

const PAGE = 200

/** Sends what was recorded behind the last event that a client has, and says so where some of it is gone. */
async function resend(
  store: Store,
  tenant: Tenant,
  lastEventId: string,
  response: Response,
  { write, send }: { write(text: string): void; send(login: Told): void },
): Promise<void> {
  const from = /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : Number.NaN
  const [oldest] = await store.findLogins({ limit: 1, order: 'asc' })
  const newest = await store.findCursor()
  const isGap = !(from <= (newest ?? 0)) || (oldest !== undefined && oldest.cursor > from + 1)
  if (isGap)
    write(
      `event: gap\ndata: ${JSON.stringify({ lastEventId: lastEventId.slice(0, 60), oldest: oldest?.cursor ?? null })}\n\n`,
    )
  for (let since = from <= (newest ?? 0) ? from : 0; !response.destroyed; ) {
    const page = await store.findLogins({ ...tenant, since, limit: PAGE, order: 'asc' })
    page.forEach(send)
    if (page.length < PAGE) return
    since = page.at(-1)?.cursor ?? since
    if (response.writableNeedDrain) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
}
