import { z } from 'zod'
import { connectionInput } from '../../../core/connection/schemas.ts'
import { BODY_CHARACTERS, text } from '../../../core/input/limits.ts'
import { XML_TYPES } from '../api/connections.ts'
import { settingsQuery } from '../api/settings.ts'
import { connection, idpSettings } from './answers.ts'
import { ACCOUNT, CERTIFICATE } from './examples.ts'
import { json, jsonBody, nothing, type Operations, problems } from './operation.ts'

const METADATA = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/metadata">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
      <X509Certificate>${CERTIFICATE}</X509Certificate>
    </X509Data></KeyInfo></KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>
  </IDPSSODescriptor>
</EntityDescriptor>`

/** What the Console’s SSO page holds, and what to enter in the IdP. */
export const CONNECTION_OPERATIONS: Operations = {
  'GET /api/v1/connections': {
    id: 'listConnections',
    tag: 'Connections',
    summary: 'All connections',
    access: 'token',
    answers: { 200: json('The connections', z.strictObject({ connections: z.array(connection) })) },
  },
  'POST /api/v1/connections': {
    id: 'saveConnection',
    tag: 'Connections',
    summary: 'Save a connection, or replace the one with its SID',
    access: 'token',
    body: jsonBody(connectionInput),
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
  },
  'GET /api/v1/connections/{sid}': {
    id: 'readConnection',
    tag: 'Connections',
    summary: 'One connection',
    access: 'token',
    answers: { 200: json('The connection', connection), ...problems(404) },
  },
  'PATCH /api/v1/connections/{sid}': {
    id: 'changeConnection',
    tag: 'Connections',
    summary: 'Change some fields; null sets one back to its default',
    access: 'token',
    body: jsonBody(connectionInput),
    answers: { 200: json('The connection', connection), ...problems(400, 404) },
    examples: { 'Another tolerance, and no name': { body: { clockSkewSeconds: 60, friendlyName: null } } },
  },
  'DELETE /api/v1/connections/{sid}': {
    id: 'deleteConnection',
    tag: 'Connections',
    summary: 'Delete a connection',
    access: 'token',
    answers: { 204: nothing('Deleted'), ...problems(404) },
  },
  'POST /api/v1/connections/{sid}/metadata': {
    id: 'readMetadata',
    tag: 'Connections',
    summary: 'Take issuer, single sign-on URL and signing certificates from the metadata of the IdP',
    access: 'token',
    body: { types: XML_TYPES, schema: text(BODY_CHARACTERS) },
    answers: { 200: json('The connection', connection), 201: json('A new connection', connection), ...problems(400) },
    examples: { 'The file of the IdP': { body: METADATA } },
  },
  'GET /api/v1/settings/{sid}': {
    id: 'readSettings',
    tag: 'Connections',
    summary: 'What to enter in the IdP and in the Console, in the words of the product; needs no connection',
    access: 'token',
    query: settingsQuery,
    answers: { 200: json('The set-up', idpSettings), ...problems(400) },
    examples: { 'Of the connection’s product': {}, 'In the words of Okta': { query: { product: 'okta' } } },
  },
}
