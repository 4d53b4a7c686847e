import type { ApiParameter } from '../../pages/api-document.ts'
import { ACCOUNT, ACTIVITY, EARLIER_LOGIN, LOGIN, WORKER, WORKSPACE } from './examples.ts'

/** The path parameters: description, pattern and example. */
const PATH_PARAMETERS: Record<string, [description: string, pattern: string | null, example: string]> = {
  sid: ['The SID of the tenant: AC (legacy and preview) or JQ (enhanced)', '^(AC|JQ)[0-9a-fA-F]{32}$', ACCOUNT],
  id: ['The id of an attempt', null, LOGIN],
  a: ['The id of an attempt', null, EARLIER_LOGIN],
  b: ['The id of another attempt', null, LOGIN],
  worker: ['The SID or friendly name of a worker', null, 'ada@example.com'],
  domain: ['`agent-desktop`, or a runtime domain: the friendly name of a connection', null, 'agent-desktop'],
  product: ['The id of the product whose response style is used', null, 'entra'],
  workspaceSid: [
    'The SID of the workspace: WS followed by the digits of the account SID',
    '^WS[0-9a-f]{32}$',
    WORKSPACE,
  ],
  activitySid: ['The SID of an activity', '^WA[0-9a-fA-F]{32}$', ACTIVITY],
  workerSid: ['The SID of a worker', '^WK[0-9a-fA-F]{32}$', WORKER],
  channelSid: ['The SID or unique name of a channel', null, 'voice'],
}

/** The path parameter of this name. */
export function pathParameter(name: string): ApiParameter {
  const [description, pattern, example] = PATH_PARAMETERS[name] ?? [name, null, name]
  const schema = { type: 'string', ...(pattern === null ? {} : { pattern }) }
  return { name, in: 'path', required: true, description, schema, example }
}
