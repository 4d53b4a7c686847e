import { type Router, raw } from 'express'
import type { Connection } from '../../domain/login.ts'
import { HarnessError } from '../../errors.ts'
import { changeConnection, readConnection } from '../../login/connection.ts'
import { readIdpMetadata } from '../../saml/idp-metadata.ts'
import type { StoreOperations } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { bodyOf, param } from './request.ts'

/** The connection with this SID. @throws HarnessError UNKNOWN_CONNECTION */
export async function requireConnection(store: StoreOperations, sid: string): Promise<Connection> {
  const connection = await store.loadConnection(sid)
  if (connection) return connection
  throw new HarnessError(
    'UNKNOWN_CONNECTION',
    `There is no connection ${sid}.`,
    'Save one with POST /api/v1/connections.',
  )
}

/** The types that a form of a foreign page cannot send. */
export const XML_TYPES = ['application/xml', 'text/xml', 'application/samlmetadata+xml']
const readXml = raw({ type: XML_TYPES, limit: '512kb' })

/** What the Flex Console's SSO page holds. */
export function connectionRoutes(router: Router, { store, clock }: AppContext): void {
  router.get('/connections', async (_request, response) => {
    response.json({ connections: await store.listConnections() })
  })
  router.post('/connections', async (request, response) => {
    const connection = readConnection(bodyOf(request))
    const known = await store.loadConnection(connection.sid)
    await store.saveConnection(connection, clock.now())
    response.status(known ? 200 : 201).json(connection)
  })
  router.get('/connections/:sid', async (request, response) => {
    response.json(await requireConnection(store, param(request, 'sid')))
  })
  router.patch('/connections/:sid', async (request, response) => {
    const changes = bodyOf(request)
    const changed = await store.transaction(async (operations) => {
      const connection = changeConnection(await requireConnection(operations, param(request, 'sid')), changes)
      await operations.saveConnection(connection, clock.now())
      return connection
    })
    response.json(changed)
  })
  router.post('/connections/:sid/metadata', readXml, async (request, response) => {
    if (!Buffer.isBuffer(request.body)) {
      const hint =
        "Send the IdP's metadata as it is: curl -H 'Content-Type: application/xml' --data-binary @metadata.xml"
      throw new HarnessError('INVALID_REQUEST', `The request has no body of type ${XML_TYPES.join(', ')}.`, hint)
    }
    const described = readIdpMetadata(request.body, clock.now())
    const sid = param(request, 'sid')
    const { connection, isNew } = await store.transaction(async (operations) => {
      const known = await operations.loadConnection(sid)
      const changed = known ? changeConnection(known, described) : readConnection({ sid, ...described })
      await operations.saveConnection(changed, clock.now())
      return { connection: changed, isNew: known === null }
    })
    response.status(isNew ? 201 : 200).json(connection)
  })
  router.delete('/connections/:sid', async (request, response) => {
    const { sid } = await requireConnection(store, param(request, 'sid'))
    await store.deleteConnections(sid)
    response.status(204).end()
  })
}
