import type { AppContext } from '../context.ts'
import { envelope, PAGE_PARAMETERS, type Page, type PageRequest, readPageRequest } from './page.ts'
import { type Readers, readParameters, type Values } from './parameters.ts'

/** A request to one workspace, in the form that operations receive. */
export interface OperationCall {
  context: AppContext
  account: string
  workspaceSid: string
  /** The URL of the workspace. */
  workspaceUrl: string
  /** The requested URL, without its query. */
  url: string
  /** The requested path, without the version. */
  path: string
  /** The values of the placeholders in the path. */
  params: Record<string, string>
  /** The query of a GET, the form of a POST. */
  sent: [name: string, value: string][]
  ifMatch: string | undefined
}

/** The answer of an operation. */
export interface TaskRouterReply {
  status: 200 | 201 | 204
  body?: Record<string, unknown>
  etag?: string
}

/** Answers a call, or throws a TwilioProblem. */
export interface TaskRouterOperation {
  (call: OperationCall): Promise<TaskRouterReply>
  /** The parameters that it takes. */
  readers: Readers
}

/** An operation that takes these parameters and no others. */
export function operation<R extends Readers>(
  readers: R,
  answer: (call: OperationCall, values: Values<R>) => Promise<TaskRouterReply>,
): TaskRouterOperation {
  return Object.assign((call: OperationCall) => answer(call, readParameters(call.sent, readers)), { readers })
}

/** An operation that lists the results of `find` under this key. */
export function listing<R extends Readers, T>(
  { key, prefix, readers }: { key: string; prefix: string; readers: R },
  find: (call: OperationCall, values: Values<R>, page: PageRequest) => Promise<Page<T>>,
  present: (item: T, call: OperationCall) => Record<string, unknown>,
): TaskRouterOperation {
  const all = { ...readers, ...PAGE_PARAMETERS }
  const answer = async (call: OperationCall): Promise<TaskRouterReply> => {
    const values = readParameters(call.sent, all)
    const request = readPageRequest(values as Values<typeof PAGE_PARAMETERS>, prefix)
    const page = await find(call, values as Values<R>, request)
    const items = page.items.map((item) => present(item, call))
    return { status: 200, body: envelope(key, call.url, call.sent, request, { ...page, items }) }
  }
  return Object.assign(answer, { readers: all })
}

/** A time in the format of TaskRouter, in whole seconds. */
export function seconds(time: string): string {
  return `${time.slice(0, 19)}Z`
}
