import { z } from 'zod'
import type { WorkerPlace } from '../../../store/routed-workers.ts'
import { badParameter, TwilioProblem } from '../twilio-problem.ts'
import { type Reader, reader, textParameter, wholeNumber } from './parameters.ts'

/** Where a page begins or ends. */
interface PageStart {
  place: WorkerPlace
  side: 'after' | 'before'
}

/** The requested page. */
export interface PageRequest {
  size: number
  number: number
  from: PageStart | undefined
}

/** The results, and whether there are more on either side. */
export interface Page<T> {
  items: T[]
  before: WorkerPlace | null
  after: WorkerPlace | null
}

const MAX_PAGE_SIZE = 1_000
const DEFAULT_PAGE_SIZE = 50

const pageSize = reader(z.int().min(1).max(MAX_PAGE_SIZE), (value, name) => {
  if (/^\d+$/.test(value) && Number(value) > MAX_PAGE_SIZE)
    throw new TwilioProblem('pageTooLarge', `${name} must be at most ${MAX_PAGE_SIZE}, not ${value.slice(0, 20)}`)
  return wholeNumber(1, MAX_PAGE_SIZE)(value, name)
})

/** The parameters of every list. */
export const PAGE_PARAMETERS = {
  PageSize: pageSize,
  Page: wholeNumber(0, 999_999_999),
  PageToken: textParameter,
} as const

/** Reads the page parameters of a list whose SIDs have this prefix. */
export function readPageRequest(
  values: { PageSize?: number; Page?: number; PageToken?: string },
  prefix: string,
): PageRequest {
  const { PageSize: size = DEFAULT_PAGE_SIZE, Page: number = 0, PageToken: token } = values
  if (token === undefined && number > 0)
    throw new TwilioProblem(
      'absolutePaging',
      'Absolute paging is not supported. Follow next_page_url, which has a PageToken',
    )
  return { size, number, from: token === undefined ? undefined : readToken(token, prefix) }
}

/** PA is the page after a place, PB the one before it. Then follow the SID at that place and its sort value. */
function readToken(token: string, prefix: string): PageStart {
  const [, side, sid = '', encoded = ''] =
    /^P([AB])([A-Z]{2}[0-9a-fA-F]{32})\.([A-Za-z0-9_-]{0,400})$/.exec(token) ?? []
  if (side === undefined || !sid.startsWith(prefix)) throw invalidToken()
  const value = Buffer.from(encoded, 'base64url').toString('utf8')
  return { place: { sid, value }, side: side === 'A' ? 'after' : 'before' }
}

/** The token does not belong to this list. */
function invalidToken(): TwilioProblem {
  return new TwilioProblem('badPageToken', 'Invalid PageToken')
}

const writeToken = (side: 'A' | 'B', { sid, value }: WorkerPlace) =>
  `P${side}${sid}.${Buffer.from(value).toString('base64url')}`

/**
 * A list in the format of Twilio. Its URLs point to this harness, because clients follow them with their credentials.
 * @param url the URL of the list, without its query
 * @param sent the query as sent; parameters that are not about paging are repeated in every URL
 */
export function envelope<T>(
  key: string,
  url: string,
  sent: [name: string, value: string][],
  { size, number, from }: PageRequest,
  { items, before, after }: Page<T>,
): Record<string, unknown> {
  const filters = sent.filter(([name]) => !Object.hasOwn(PAGE_PARAMETERS, name))
  const link = (page: number, token?: string) => {
    const query = new URLSearchParams([...filters, ['PageSize', String(size)], ['Page', String(page)]])
    if (token !== undefined) query.append('PageToken', token)
    return `${url}?${query}`
  }
  const own = from && writeToken(from.side === 'after' ? 'A' : 'B', from.place)
  return {
    [key]: items,
    meta: {
      page: number,
      page_size: size,
      first_page_url: link(0),
      previous_page_url: before && link(Math.max(number - 1, 0), writeToken('B', before)),
      url: link(number, own),
      next_page_url: after && link(number + 1, writeToken('A', after)),
      key,
    },
  }
}

/**
 * Makes a page of the results after or before its start.
 * @param found in the order of the list; one more than fits if there are more
 */
export function pageOf<T>(found: T[], { size, from }: PageRequest, placeOf: (item: T) => WorkerPlace): Page<T> {
  const back = from?.side === 'before'
  const more = found.length > size
  const items = more ? (back ? found.slice(-size) : found.slice(0, size)) : found
  const [first, last] = [items[0], items.at(-1)]
  return {
    items,
    before: first !== undefined && (back ? more : from !== undefined) ? placeOf(first) : null,
    after: last !== undefined && (back || more) ? placeOf(last) : null,
  }
}

/** A page of a list that never changes. */
export function pageOfAll<T extends { sid: string }>(all: T[], request: PageRequest): Page<T> {
  const { size, from } = request
  const at = from === undefined ? -1 : all.findIndex(({ sid }) => sid === from.place.sid)
  if (from !== undefined && at < 0) throw invalidToken()
  const found = from?.side === 'before' ? all.slice(Math.max(at - size - 1, 0), at) : all.slice(at + 1, at + size + 2)
  return pageOf(found, request, ({ sid }) => ({ sid, value: '' }))
}

const ORDERING = /^([A-Za-z]+)(?::(asc|desc))?$/i

/** One of these names, optionally followed by `:asc` or `:desc`. */
export function ordering<O extends string>(names: Record<string, O>): Reader<{ order: O; descending: boolean }> {
  const choices = Object.keys(names).flatMap((name) => [name, `${name}:asc`, `${name}:desc`])
  return reader(z.enum(choices), (value, name) => {
    const [, by = '', direction = 'asc'] = ORDERING.exec(value) ?? []
    const order = Object.hasOwn(names, by) ? names[by] : undefined
    if (order !== undefined) return { order, descending: direction.toLowerCase() === 'desc' }
    throw badParameter(`${name} must be one of ${Object.keys(names).join(', ')}, followed by :asc or :desc`)
  })
}
