import { targetNear } from '../../app/login/misdirected.ts'
import { TENANT_SID_IN_ANY_CASE } from '../../core/domain/sid.ts'
import { baseUrlOf } from './base-url.ts'
import type { Call } from './call.ts'
import type { AppContext } from './context.ts'
import { readFormFields } from './form.ts'
import { carriesMessage, type IncomingMessage, messageOf, type Sent } from './incoming-message.ts'
import { recordLogin } from './record-login.ts'
import type { Reply } from './reply.ts'
import type { Misdirected } from './route.ts'

/** From anyone, because an IdP sends messages through a browser. */
export const FROM_ANYONE: Misdirected = { from: ({ method }) => method === 'GET' || method === 'POST' }

/** The login message in a request that reached a route by mistake. Null if there is none. */
export async function misdirectedMessage(
  call: Call,
  { from, unless }: Misdirected,
  readSent: () => Promise<Sent>,
): Promise<IncomingMessage | null> {
  if (!from(call)) return null
  const sent = await readSent()
  const message = messageOf(call, sent)
  return carriesMessage(message, call) && !unless?.(call, sent) ? message : null
}

/** Records a message that was sent to a path that is not an ACS. */
export async function receiveMisdirected(message: IncomingMessage, call: Call, context: AppContext): Promise<Reply> {
  const path = reachedPath(call)
  const settings = await targetNear(context.store, call.hostname, decode(path), () => baseUrlOf(call, context))
  const method = call.method === 'POST' ? 'POST' : 'GET'
  const reached = { method, path: shorten(path), isAcs: false } as const
  return recordLogin({ ...message, reached }, settings, call, context)
}

const MESSAGE_FIELDS = /^(SAML|RelayState$|w|code$|state$|id_token$|error)/

/** The path as requested, with only the query parameters that name a tenant or should: never those that may hold a message. */
function reachedPath({ path, queryText }: Call): string {
  const naming = queryText.split('&').filter((field) => {
    const [name = '', value = ''] = readFormFields(field)[0] ?? []
    const namesTenant =
      TENANT_SID_IN_ANY_CASE.test(name) || (TENANT_SID_IN_ANY_CASE.test(value) && !MESSAGE_FIELDS.test(name))
    return namesTenant || name.toLowerCase() === 'connection'
  })
  return path + (naming.length > 0 ? `?${naming.join('&')}` : '')
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const MAX_SHOWN = 300
const shorten = (path: string) => (path.length <= MAX_SHOWN ? path : `${path.slice(0, MAX_SHOWN)}…`)
