import type { ApiParameter } from '../../pages/api-document.ts'
import { ACCOUNT, ACTIVITY, EARLIER_LOGIN, LOGIN, WORKER, WORKSPACE } from './examples.ts'

/** What stands in paths: what it is, its pattern where it has one, and an example. */
const PATH_PARAMETERS: Record<string, [description: string, pattern: string | null, example: string]> = {
  sid: ['The SID of the tenant: AC (legacy and preview) or JQ (enhanced)', '^(AC|JQ)[0-9a-fA-F]{32}$', ACCOUNT],
  id: ['The id of an attempt', null, LOGIN],
  a: ['The id of an attempt', null, EARLIER_LOGIN],
  b: ['The id of another', null, LOGIN],
  worker: ['A SID or a friendly name', null, 'ada@example.com'],
  domain: ['agent-desktop, or a runtime domain: the friendly name of a connection', null, 'agent-desktop'],
  product: ['A product in whose hand it writes', null, 'entra'],
  workspaceSid: ['The workspace of the account: WS and the digits of its SID', '^WS[0-9a-f]{32}$', WORKSPACE],
  activitySid: ['The SID of an activity', '^WA[0-9a-fA-F]{32}$', ACTIVITY],
  workerSid: ['The SID of a worker', '^WK[0-9a-fA-F]{32}$', WORKER],
  channelSid: ['The SID of a channel, or its unique name', null, 'voice'],
}

/** A parameter of a path by its name. */
export function pathParameter(name: string): ApiParameter {
  const [description, pattern, example] = PATH_PARAMETERS[name] ?? [name, null, name]
  const schema = { type: 'string', ...(pattern === null ? {} : { pattern }) }
  return { name, in: 'path', required: true, description, schema, example }
}
