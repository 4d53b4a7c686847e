import { z } from 'zod'
import type { ApiDocument } from '../../pages/api-document.ts'
import { renderApiPage } from '../../pages/api-page.ts'
import { json, pageAnswer } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import type { Call } from '../call.ts'
import type { AppContext } from '../context.ts'
import { FROM_ANYONE } from '../misdirected.ts'
import { openApiDocument } from '../openapi/document.ts'
import { page } from '../reply.ts'
import { type DescribedRoute, route } from '../route.ts'

const apiDocument = z.looseObject({ openapi: z.string(), paths: z.looseObject({}) })

/**
 * The description of the API, for programs and for people. It is written on the first request.
 * @param routes returns all routes, including these
 */
export function describingRoutes(
  routes: () => readonly DescribedRoute[],
): [document: DescribedRoute, page: DescribedRoute] {
  const written = new WeakMap<AppContext, ApiDocument>()
  const documentFor = (call: Call, context: AppContext): ApiDocument => {
    const url = baseUrlOf(call, context)
    const document = written.get(context) ?? openApiDocument(routes(), context.version, url)
    written.set(context, document)
    return { ...document, servers: document.servers.map((server) => ({ ...server, url })) }
  }
  return [
    route({
      method: 'GET',
      path: '/openapi.json',
      id: 'readApi',
      tag: 'Harness',
      summary: 'Get the OpenAPI document',
      access: 'token',
      misdirected: FROM_ANYONE,
      answers: { 200: json('The OpenAPI 3.1 document', apiDocument) },
      handle: (call, context) => ({ status: 200, json: { ...documentFor(call, context) } }),
    }),
    route({
      method: 'GET',
      path: '/docs',
      id: 'readApiPage',
      tag: 'Harness',
      summary: 'Open the API reference',
      access: 'token',
      misdirected: FROM_ANYONE,
      answers: { 200: pageAnswer('The page') },
      handle: (call, context) => page(200, renderApiPage(documentFor(call, context))),
    }),
  ]
}
