import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoginSummary } from '../../core/domain/report.ts'

/** The URLs to which each login is sent by HTTP: only those that the harness was started with. */
export interface WebhookOptions {
  urls: readonly string[]
  /** The secret that signs deliveries: `whsec_` and base64, or any text. */
  secret: string
  /** Called for deliveries that failed for good, never with a URL's path, a name or an address. */
  failed: (facts: { host: string; status: number | null; dropped: boolean }) => void
}

/** The deliveries of one harness. */
export interface Webhooks {
  send(login: LoginSummary): void
  /** Waits a moment for deliveries in progress, and drops the rest. */
  close(): Promise<void>
}

/** Milliseconds before each retry. */
const PAUSES = [500, 2_000, 8_000]
const TIMEOUT_MS = 5_000
const MAX_WAITING = 1_000
const CLOSING_MS = 2_000

/** Sends logins in order, to each URL independently, signed according to Standard Webhooks. Logins do not wait for it. */
export function createWebhooks({ urls, secret, failed }: WebhookOptions): Webhooks {
  const giveUp = new AbortController()
  const queues = urls.map((url) => ({ url, waiting: [] as LoginSummary[], worker: null as Promise<void> | null }))
  const work = async (queue: (typeof queues)[number]) => {
    for (let login = queue.waiting.shift(); login; login = queue.waiting.shift()) {
      const status = await deliver(queue.url, login, secret, giveUp.signal)
      if (status !== 'delivered') failed({ host: new URL(queue.url).host, status, dropped: false })
    }
    queue.worker = null
  }
  return {
    send: (login) => {
      for (const queue of queues) {
        if (queue.waiting.length >= MAX_WAITING) failed({ host: new URL(queue.url).host, status: null, dropped: true })
        else queue.waiting.push(login)
        queue.worker ??= work(queue)
      }
    },
    close: async () => {
      const timer = setTimeout(() => giveUp.abort(), CLOSING_MS)
      await Promise.all(queues.map(({ worker }) => worker))
      clearTimeout(timer)
    },
  }
}

/** Tries a few times. Returns the last status, or null if there was none. */
async function deliver(
  url: string,
  login: LoginSummary,
  secret: string,
  signal: AbortSignal,
): Promise<'delivered' | number | null> {
  const body = JSON.stringify({ type: 'login', timestamp: login.receivedAt, data: login })
  for (const pause of [0, ...PAUSES]) {
    if (pause > 0) await sleep(pause, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return null
    const status = await post(url, `msg_${login.id}`, body, secret, signal)
    if (status !== null && status >= 200 && status < 300) return 'delivered'
    if (pause === PAUSES.at(-1)) return status
  }
  return null
}

async function post(
  url: string,
  id: string,
  body: string,
  secret: string,
  signal: AbortSignal,
): Promise<number | null> {
  const timestamp = String(Math.floor(Date.now() / 1_000)) // the real time: receivers compare it with theirs
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${sign(secret, `${id}.${timestamp}.${body}`)}`,
  }
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
    const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal: limit })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return null
  }
}

function sign(secret: string, text: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret)
  return createHmac('sha256', key).update(text).digest('base64')
}
