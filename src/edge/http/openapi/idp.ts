import { z } from 'zod'
import { idpLoginRequest } from '../../../app/idp/login-request.ts'
import { text, VALUE_CHARACTERS } from '../../../core/input/limits.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { FORM_CHARACTERS, signInForm } from '../idp/sign-in-form.ts'
import { type Answer, json, jsonBody, type Operations, problems } from './operation.ts'

const page = (description: string): Answer => ({ description, content: { 'text/html': z.string() } })
/** As a problem where the query has a fault. */
const REFUSED: Answer = {
  description: 'The sign-in page, and what is wrong',
  content: { 'text/html': z.string(), ...problems(400)[400]?.content },
}
const FORM = 'application/x-www-form-urlencoded'
const asked = z.object({ SAMLRequest: text(FORM_CHARACTERS).optional(), RelayState: text(VALUE_CHARACTERS).optional() })
/** The redirect binding (SAML 2.0 bindings, 3.4.4) has more in a query; none of it is read here. */
const askedByRedirect = asked.extend({
  SAMLEncoding: text(VALUE_CHARACTERS).optional(),
  SigAlg: text(VALUE_CHARACTERS).optional(),
  Signature: text(VALUE_CHARACTERS).optional(),
})

/** The identity provider of this harness. */
export const IDP_OPERATIONS: Operations = {
  'POST /api/v1/idp/login': {
    id: 'loginWithIdp',
    tag: 'Built-in IdP',
    summary: 'A login with the built-in IdP from its beginning to its end',
    access: 'token',
    body: jsonBody(idpLoginRequest),
    answers: { 200: json('Its Report', reportSchema), ...problems(400) },
    examples: {
      'A good one, in the hand of Entra ID': { body: { product: 'entra', sid: 'JQ00000000000000000000000000000001' } },
      'With a fault': {
        body: {
          product: 'okta',
          sid: 'JQ00000000000000000000000000000001',
          user: { email: 'eve@example.com', fullName: 'Eve', roles: ['agent'], claims: { location: 'Oslo' } },
          fault: 'audience-with-slash',
        },
      },
    },
  },
  'GET /idp': {
    id: 'seeIdps',
    tag: 'Built-in IdP',
    summary: 'Its products and tenants',
    access: 'token',
    answers: { 200: page('The page') },
  },
  'GET /idp/{product}/{sid}': {
    id: 'seeSignIn',
    tag: 'Built-in IdP',
    summary: 'Its sign-in page for a tenant',
    access: 'token',
    answers: { 200: page('The page'), ...problems(400) },
  },
  'GET /idp/{product}/{sid}/metadata': {
    id: 'idpMetadata',
    tag: 'Built-in IdP',
    summary: 'Its metadata for a tenant',
    access: 'token',
    answers: {
      200: { description: 'The metadata', content: { 'application/samlmetadata+xml': z.string() } },
      ...problems(400),
    },
  },
  'GET /idp/{product}/{sid}/sso': {
    id: 'signOnByRedirect',
    tag: 'Built-in IdP',
    summary: 'Its single sign-on service, with the redirect binding',
    access: 'token',
    crossSiteNavigation: true,
    query: askedByRedirect,
    answers: { 200: page('The sign-in page'), ...problems(400) },
  },
  'POST /idp/{product}/{sid}/sso': {
    id: 'signOnByPost',
    tag: 'Built-in IdP',
    summary: 'Its single sign-on service, with the POST binding',
    access: 'token',
    crossSiteNavigation: true,
    body: { types: [FORM], schema: asked, required: false },
    answers: { 200: page('The sign-in page'), ...problems(400) },
    examples: { 'Without a request': { body: { RelayState: '/agent-desktop' } } },
  },
  'POST /idp/{product}/{sid}/login': {
    id: 'signIn',
    tag: 'Built-in IdP',
    summary: 'Answers the sign-in page with a page that posts the response to the ACS of the tenant',
    access: 'token',
    body: { types: [FORM], schema: signInForm },
    answers: { 200: page('A page that posts itself'), 400: REFUSED },
    examples: { 'One of its users': { body: { user: 'ada@example.com' } } },
  },
}
