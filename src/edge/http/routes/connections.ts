import { raw } from 'express'
import { z } from 'zod'
import {
  deleteConnection,
  importMetadata,
  requireConnection,
  saveConnection,
  updateConnection,
} from '../../../app/connections/connections.ts'
import { requireProduct } from '../../../core/connection/product.ts'
import { connectionInput } from '../../../core/connection/schemas.ts'
import { describeIdpSettings } from '../../../core/connection/setup-guide.ts'
import { sidPrefixOf } from '../../../core/domain/sid.ts'
import { HarnessError } from '../../../core/errors.ts'
import { BODY_CHARACTERS, text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { json, nothing, problems } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import { jsonAsSent, type RequestBody, readBy } from '../body.ts'
import { ACCOUNT, CERTIFICATE } from '../openapi/examples.ts'
import { connection, idpSettings } from '../openapi/schemas.ts'
import { route } from '../route.ts'

const METADATA = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/metadata">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
      <X509Certificate>${CERTIFICATE}</X509Certificate>
    </X509Data></KeyInfo></KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>
  </IDPSSODescriptor>
</EntityDescriptor>`

/** The types that a form of a foreign page cannot send. */
const XML_TYPES = ['application/xml', 'text/xml', 'application/samlmetadata+xml']

const METADATA_BODY: RequestBody<Buffer> = {
  types: XML_TYPES,
  schema: text(BODY_CHARACTERS),
  read: readBy(raw({ type: XML_TYPES, limit: '512kb' })),
  parse: (read) => {
    if (Buffer.isBuffer(read)) return read
    const hint = "Send the IdP's metadata as it is: curl -H 'Content-Type: application/xml' --data-binary @metadata.xml"
    throw new HarnessError('INVALID_REQUEST', `The request has no body of type ${XML_TYPES.join(', ')}.`, hint)
  },
}

/** What the Flex Console's SSO page holds, and what to enter in the IdP. */
export const CONNECTION_ROUTES = [
  route({
    method: 'GET',
    path: '/api/v1/connections',
    id: 'listConnections',
    tag: 'Connections',
    summary: 'All connections',
    access: 'token',
    answers: { 200: json('The connections', z.strictObject({ connections: z.array(connection) })) },
    handle: async (_call, { store }) => ({ status: 200, json: { connections: await store.listConnections() } }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/connections',
    id: 'saveConnection',
    tag: 'Connections',
    summary: 'Save a connection, or replace the one with its SID',
    access: 'token',
    body: jsonAsSent(connectionInput),
    answers: { 201: json('It is new', connection), 200: json('It replaced another', connection), ...problems(400) },
    examples: {
      'An account without a certificate yet': {
        body: { sid: 'AC00000000000000000000000000000001', idpIssuer: 'https://idp.example.com/metadata' },
        status: 201,
      },
      'A new SSO connection': {
        body: {
          friendlyName: 'Staging',
          idpIssuer: 'https://idp.example.com/metadata',
          ssoUrl: 'https://idp.example.com/sso',
          certificates: [CERTIFICATE],
          product: 'okta',
        },
        status: 201,
      },
      'One that is there': { body: { sid: ACCOUNT, signaturePolicy: 'response' } },
    },
    handle: async ({ body }, { store, clock }) => {
      const saved = await saveConnection(store, body, clock.now())
      return { status: saved.isNew ? 201 : 200, json: saved.connection }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/connections/{sid}',
    id: 'readConnection',
    tag: 'Connections',
    summary: 'One connection',
    access: 'token',
    answers: { 200: json('The connection', connection), ...problems(404) },
    handle: async ({ params }, { store }) => ({ status: 200, json: await requireConnection(store, params.sid) }),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/connections/{sid}',
    id: 'changeConnection',
    tag: 'Connections',
    summary: 'Change some fields; null sets one back to its default',
    access: 'token',
    body: jsonAsSent(connectionInput),
    answers: { 200: json('The connection', connection), ...problems(400, 404) },
    examples: { 'Another tolerance, and no name': { body: { clockSkewSeconds: 60, friendlyName: null } } },
    handle: async ({ params, body }, { store, clock }) => ({
      status: 200,
      json: await updateConnection(store, params.sid, body, clock.now()),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/connections/{sid}',
    id: 'deleteConnection',
    tag: 'Connections',
    summary: 'Delete a connection',
    access: 'token',
    answers: { 204: nothing('Deleted'), ...problems(404) },
    handle: async ({ params }, { store }) => {
      await deleteConnection(store, params.sid)
      return { status: 204 }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/connections/{sid}/metadata',
    id: 'readMetadata',
    tag: 'Connections',
    summary: 'Take issuer, single sign-on URL and signing certificates from the metadata of the IdP',
    access: 'token',
    body: METADATA_BODY,
    answers: { 200: json('The connection', connection), 201: json('A new connection', connection), ...problems(400) },
    examples: { 'The file of the IdP': { body: METADATA } },
    handle: async ({ params, body }, { store, clock }) => {
      const saved = await importMetadata(store, params.sid, body, clock.now())
      return { status: saved.isNew ? 201 : 200, json: saved.connection }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/settings/{sid}',
    id: 'readSettings',
    tag: 'Connections',
    summary: 'What to enter in the IdP and in the Console, in the words of the product; needs no connection',
    access: 'token',
    query: z.strictObject({
      product: text(WORD_CHARACTERS).optional().describe('A product by its id; absent: that of the connection'),
    }),
    answers: { 200: json('The set-up', idpSettings), ...problems(400) },
    examples: { 'Of the connection’s product': {}, 'In the words of Okta': { query: { product: 'okta' } } },
    handle: async (call, context) => {
      const { sid } = call.params
      if (sidPrefixOf(sid) === null)
        throw new HarnessError('INVALID_REQUEST', `'${sid}' is no SID.`, 'Use AC or JQ and 32 hexadecimal digits.')
      const saved = await context.store.loadConnection(sid)
      const product = requireProduct(call.query.product ?? saved?.product ?? 'generic')
      return { status: 200, json: describeIdpSettings(sid, saved, product, baseUrlOf(call, context)) }
    },
  }),
]
