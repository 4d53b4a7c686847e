import { HarnessError } from '../../../core/errors.ts'
import type { DeliveryChange } from '../../../core/mutations/mutation.ts'

/** A message on its way: to which ACS, and how. */
export interface Delivery {
  acsUrl: string
  samlResponse: string
  relayState: string | null
  bringing: DeliveryChange | undefined
}

/** A request by which a browser brings a message. `fields` go into the body of a POST, or the query of a GET. */
export interface BrowserRequest {
  method: 'GET' | 'POST'
  url: string
  fields: [name: string, value: string][]
}

/** The request that a browser is made to send, as a fault wants it brought. */
export function requestOf({ acsUrl, samlResponse, relayState, bringing = {} }: Delivery): BrowserRequest {
  const { origin, pathname, search } = new URL(acsUrl)
  const state = bringing.relayState?.(relayState ?? '') ?? relayState
  return {
    method: bringing.method ?? 'POST',
    url: origin + (bringing.path?.(pathname + search) ?? pathname + search),
    fields: [['SAMLResponse', samlResponse], ...(state === null ? [] : [['RelayState', state] as [string, string]])],
  }
}

/** Sends it to a harness, as often as the fault wants, and gives the id of the attempt that the last one became. @throws HarnessError STORE_UNAVAILABLE */
export async function deliver(delivery: Delivery): Promise<string> {
  const { method, url, fields } = requestOf(delivery)
  const form = new URLSearchParams(fields)
  const init = { method, redirect: 'manual', headers: { accept: 'application/json' } } as const
  let id: string | null = null
  for (let time = 0; time < (delivery.bringing?.times ?? 1); time += 1) {
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
  new HarnessError('STORE_UNAVAILABLE', 'The login could not be recorded.', 'GET /readyz says what ails the store.')

const tooLongForUrl = () =>
  new HarnessError(
    'INVALID_REQUEST',
    'The message and its RelayState are too long for a URL, which is how this fault brings them.',
    'Give fewer claims or a shorter RelayState.',
  )
