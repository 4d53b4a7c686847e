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
import { json, noSuch, nothing, problems } from '../answer.ts'
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

/** Media types that a form on another site cannot send. */
const XML_TYPES = ['application/xml', 'text/xml', 'application/samlmetadata+xml']

const METADATA_BODY: RequestBody<Buffer> = {
  types: XML_TYPES,
  schema: text(BODY_CHARACTERS),
  read: readBy(raw({ type: XML_TYPES, limit: '512kb' })),
  parse: (read) => {
    if (Buffer.isBuffer(read)) return read
    const hint =
      "Send the IdP's metadata unchanged: curl -H 'Content-Type: application/xml' --data-binary @metadata.xml"
    throw new HarnessError('INVALID_REQUEST', `The request has no body of type ${XML_TYPES.join(', ')}.`, hint)
  },
}

/** The settings of the Flex Console's SSO page, and what to enter in the IdP. */
export const CONNECTION_ROUTES = [
  route({
    method: 'GET',
    path: '/api/v1/connections',
    id: 'listConnections',
    tag: 'Connections',
    summary: 'List connections',
    access: 'token',
    answers: { 200: json('The connections', z.strictObject({ connections: z.array(connection) })) },
    handle: async (_call, { store }) => ({ status: 200, json: { connections: await store.listConnections() } }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/connections',
    id: 'saveConnection',
    tag: 'Connections',
    summary: 'Create or replace a connection',
    access: 'token',
    body: jsonAsSent(connectionInput),
    answers: {
      201: json('The new connection', connection),
      200: json('The replaced connection', connection),
      ...problems(400),
    },
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
      'Replace an existing connection': { body: { sid: ACCOUNT, signaturePolicy: 'response' } },
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
    summary: 'Get a connection',
    access: 'token',
    answers: { 200: json('The connection', connection), ...noSuch('connection') },
    handle: async ({ params }, { store }) => ({ status: 200, json: await requireConnection(store, params.sid) }),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/connections/{sid}',
    id: 'changeConnection',
    tag: 'Connections',
    summary: 'Update a connection',
    description: 'Fields that are not sent keep their values. `null` resets a field to its default.',
    access: 'token',
    body: jsonAsSent(connectionInput),
    answers: { 200: json('The updated connection', connection), ...problems(400), ...noSuch('connection') },
    examples: { 'Set the clock skew and reset the name': { body: { clockSkewSeconds: 60, friendlyName: null } } },
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
    answers: { 204: nothing('Connection deleted'), ...noSuch('connection') },
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
    summary: 'Import IdP metadata',
    description: 'Saves the issuer, SSO URL and signing certificates as the connection of the tenant.',
    access: 'token',
    body: METADATA_BODY,
    answers: {
      200: json('The updated connection', connection),
      201: json('The new connection', connection),
      ...problems(400),
    },
    examples: { 'Metadata of an IdP': { body: METADATA } },
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
    summary: 'Get the setup guide of a tenant',
    description:
      'Lists what to enter in the IdP and in the Flex Console, with the menu names of the product. Works without a connection.',
    access: 'token',
    query: z.strictObject({
      product: text(WORD_CHARACTERS).optional().describe('The id of a product. Default: the product of the connection'),
    }),
    answers: { 200: json('The setup guide', idpSettings), ...problems(400) },
    examples: { 'For the product of the connection': {}, 'For Okta': { query: { product: 'okta' } } },
    handle: async (call, context) => {
      const { sid } = call.params
      if (sidPrefixOf(sid) === null)
        throw new HarnessError(
          'INVALID_REQUEST',
          `'${sid}' is not a valid tenant SID.`,
          'Use AC or JQ followed by 32 hexadecimal digits.',
        )
      const saved = await context.store.loadConnection(sid)
      const product = requireProduct(call.query.product ?? saved?.product ?? 'generic')
      return { status: 200, json: describeIdpSettings(sid, saved, product, baseUrlOf(call, context)) }
    },
  }),
]
