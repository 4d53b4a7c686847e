import express, { type Request } from 'express'
import type { ApiDocument } from '../../pages/api-document.ts'
import { renderApiPage } from '../../pages/api-page.ts'
import { baseUrlOf } from '../base-url.ts'
import type { AppContext } from '../context.ts'
import { openApiDocument } from './document.ts'

/** The description of the API, for programs and for people. It is written when somebody first asks. */
export function apiDescription(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  let written: ApiDocument | undefined
  const documentFor = (request: Request): ApiDocument => {
    const url = baseUrlOf(request, context)
    written ??= openApiDocument(context.version, url)
    return { ...written, servers: written.servers.map((server) => ({ ...server, url })) }
  }
  router.get('/openapi.json', (request, response) => void response.json(documentFor(request)))
  router.get('/docs', (request, response) => {
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(renderApiPage(documentFor(request)))
  })
  return router
}
