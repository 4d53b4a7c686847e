import { type Router, raw } from 'express'
import {
  deleteConnection,
  importMetadata,
  requireConnection,
  saveConnection,
  updateConnection,
} from '../../../app/connections/connections.ts'
import { HarnessError } from '../../../core/errors.ts'
import type { AppContext } from '../context.ts'
import { bodyOf, param } from './request.ts'

/** The types that a form of a foreign page cannot send. */
export const XML_TYPES = ['application/xml', 'text/xml', 'application/samlmetadata+xml']
const readXml = raw({ type: XML_TYPES, limit: '512kb' })

/** What the Flex Console's SSO page holds. */
export function connectionRoutes(router: Router, { store, clock }: AppContext): void {
  router.get('/connections', async (_request, response) => {
    response.json({ connections: await store.listConnections() })
  })
  router.post('/connections', async (request, response) => {
    const { connection, isNew } = await saveConnection(store, bodyOf(request), clock.now())
    response.status(isNew ? 201 : 200).json(connection)
  })
  router.get('/connections/:sid', async (request, response) => {
    response.json(await requireConnection(store, param(request, 'sid')))
  })
  router.patch('/connections/:sid', async (request, response) => {
    response.json(await updateConnection(store, param(request, 'sid'), bodyOf(request), clock.now()))
  })
  router.post('/connections/:sid/metadata', readXml, async (request, response) => {
    if (!Buffer.isBuffer(request.body)) {
      const hint =
        "Send the IdP's metadata as it is: curl -H 'Content-Type: application/xml' --data-binary @metadata.xml"
      throw new HarnessError('INVALID_REQUEST', `The request has no body of type ${XML_TYPES.join(', ')}.`, hint)
    }
    const { connection, isNew } = await importMetadata(store, param(request, 'sid'), request.body, clock.now())
    response.status(isNew ? 201 : 200).json(connection)
  })
  router.delete('/connections/:sid', async (request, response) => {
    await deleteConnection(store, param(request, 'sid'))
    response.status(204).end()
  })
}
