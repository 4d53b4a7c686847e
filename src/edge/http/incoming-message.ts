import express, { type Request, type Response } from 'express'
import type { ForeignField, PostedResponse } from '../../core/domain/login.ts'
import { MAX_BODY_BYTES } from '../../core/saml/decode.ts'
import { looksLikeLogoutRequest } from '../../core/saml/logout-request.ts'
import { readFormFields } from './form.ts'

/** What a request brought, wherever it came to. */
export type IncomingMessage = Omit<PostedResponse, 'reached'>

/** Whatever was sent becomes a value: a body too large is one too, without its content. */
export async function readIncoming(request: Request, response: Response): Promise<IncomingMessage> {
  if (request.method !== 'POST') return readFields(queryOf(request))
  if (!(await readRaw(request, response)))
    return readFields(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '')
  const declared = Number(request.headers['content-length'])
  const oversize = declared > MAX_BODY_BYTES ? declared : MAX_BODY_BYTES + 1
  return { fields: [], carried: [], relayState: null, oversize }
}

/** Whether it is a message of a sign-in, be it of the wrong kind; a form that was too large to be read may be one. */
export function carriesMessage({ fields, carried, oversize }: IncomingMessage, request: Request): boolean {
  if (oversize !== null) return request.is('application/x-www-form-urlencoded') !== false
  return fields.length > 0 || carried.some((name) => name !== 'wa')
}

/** A GET that brings a message in its query. */
export function queryCarriesMessage(request: Request): boolean {
  return request.method === 'GET' && carriesMessage(readFields(queryOf(request)), request)
}

/** The query as it was sent. */
export function queryOf({ originalUrl }: Request): string {
  const start = originalUrl.indexOf('?')
  return start < 0 ? '' : originalUrl.slice(start + 1)
}

function readFields(text: string): IncomingMessage {
  const form = readFormFields(text)
  const valuesOf = (name: string) => form.flatMap((field) => (field[0] === name ? [field[1]] : []))
  const [relayState = null] = valuesOf('RelayState')
  return { fields: valuesOf('SAMLResponse'), carried: carriedIn(new Map(form)), relayState, oversize: null }
}

/** Fields of other protocols. `code` and `error` are common words, so they count only with the `state` of OAuth. */
const OTHERS: [name: ForeignField, besides: string | null][] = [
  ['wresult', null],
  ['wa', null],
  ['id_token', null],
  ['code', 'state'],
  ['error', 'state'],
]

/** The names alone: what these fields hold is a secret of somebody's, or no business of this harness. */
function carriedIn(form: Map<string, string>): ForeignField[] {
  const request = form.get('SAMLRequest')
  const others = OTHERS.filter(([name, besides]) => form.has(name) && (besides === null || form.has(besides)))
  return [
    ...(request === undefined ? [] : ([looksLikeLogoutRequest(request) ? 'LogoutRequest' : 'SAMLRequest'] as const)),
    ...others.map(([name]) => name),
  ]
}

const readBody = express.raw({ type: () => true, limit: MAX_BODY_BYTES })

/** Reads the body; true when it was too large. */
function readRaw(request: Request, response: Response): Promise<boolean> {
  return new Promise((resolve, reject) => {
    readBody(request, response, (error?: unknown) => {
      if ((error as { type?: string } | undefined)?.type === 'entity.too.large') resolve(true)
      else if (error) reject(error)
      else resolve(false)
    })
  })
}
