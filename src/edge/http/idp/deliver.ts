import { HarnessError } from '../../../core/errors.ts'
import type { DeliveryChange } from '../../../core/mutations/mutation.ts'

/** A message to deliver: to which ACS, and how. */
export interface Delivery {
  acsUrl: string
  samlResponse: string
  relayState: string | null
  change: DeliveryChange | undefined
}

/** The request with which a browser delivers a message. `fields` go into the body of a POST or the query of a GET. */
export interface BrowserRequest {
  method: 'GET' | 'POST'
  url: string
  fields: [name: string, value: string][]
}

/** The request that the browser sends, with the changes of the fault. */
export function requestOf({ acsUrl, samlResponse, relayState, change = {} }: Delivery): BrowserRequest {
  const { origin, pathname, search } = new URL(acsUrl)
  const state = change.relayState?.(relayState ?? '') ?? relayState
  return {
    method: change.method ?? 'POST',
    url: origin + (change.path?.(pathname + search) ?? pathname + search),
    fields: [['SAMLResponse', samlResponse], ...(state === null ? [] : [['RelayState', state] as [string, string]])],
  }
}

/** Sends the message to a harness, as often as the fault requires. Returns the id of the last attempt. @throws HarnessError STORE_UNAVAILABLE */
export async function deliver(delivery: Delivery): Promise<string> {
  const { method, url, fields } = requestOf(delivery)
  const form = new URLSearchParams(fields)
  const init = { method, redirect: 'manual', headers: { accept: 'application/json' } } as const
  let id: string | null = null
  for (let time = 0; time < (delivery.change?.times ?? 1); time += 1) {
    const answer =
      method === 'POST'
        ? await fetch(url, { ...init, body: form })
        : await fetch(`${url}${url.includes('?') ? '&' : '?'}${form}`, init)
    await answer.arrayBuffer()
    if (answer.status === 503) throw unrecorded()
    if (answer.status === 431) throw tooLongForUrl()
    id = answer.headers.get('flex-iam-mock-login')
  }
  if (id === null) throw new Error('the harness recorded no attempt of its own IdP')
  return id
}

const unrecorded = () =>
  new HarnessError('STORE_UNAVAILABLE', 'The login could not be recorded.', 'See GET /readyz for the cause.')

const tooLongForUrl = () =>
  new HarnessError(
    'INVALID_REQUEST',
    'The message and its RelayState are too long for a URL, and this fault sends them in one.',
    'Use fewer claims or a shorter RelayState.',
  )
