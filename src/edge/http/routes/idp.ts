import { createHash } from 'node:crypto'
import { z } from 'zod'
import { identify, incompatibility } from '../../../app/idp/issue.ts'
import { type IdpLoginInput, idpLoginRequest, requireResponseStyle } from '../../../app/idp/login-request.ts'
import { writeIdpMetadata } from '../../../app/idp/metadata.ts'
import { generationOfTenant, requireTenantSid, SAMPLE_TENANTS } from '../../../app/idp/tenant.ts'
import type { ResponseStyle } from '../../../core/domain/response-style.ts'
import { HarnessError } from '../../../core/errors.ts'
import { entityId } from '../../../core/flex/endpoints.ts'
import { text, VALUE_CHARACTERS } from '../../../core/input/limits.ts'
import { FAULT_GROUPS } from '../../../core/mutations/index.ts'
import { RESPONSE_STYLES } from '../../../core/products/index.ts'
import { reportSchema } from '../../../core/report/schema.ts'
import { POST_ITSELF, renderDeliveryPage, renderIdpIndex, renderSignInPage } from '../../pages/idp-pages.ts'
import { json, pageAnswer, problems, textAnswer } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import { formBody, jsonAsSent } from '../body.ts'
import type { Call, RouteCall } from '../call.ts'
import type { AppContext } from '../context.ts'
import { requestOf } from '../idp/deliver.ts'
import { performIdpLogin } from '../idp/perform-login.ts'
import { idpUrl, prepareDelivery } from '../idp/prepare-delivery.ts'
import { FORM_CHARACTERS, readSignInForm, signInForm } from '../idp/sign-in-form.ts'
import { answeredId, NO_REQUEST, readSignInRequest, type SignInRequest } from '../idp/sign-in-request.ts'
import { page } from '../reply.ts'
import { AS_SENT, route } from '../route.ts'

/** With no-referrer, a browser would send the origin of the harness's own form as null. */
const FORM_HEADERS = { 'Referrer-Policy': 'same-origin' }
/** A problem document if the query is not valid. */
const REFUSED = {
  description: 'The sign-in page with an error message. A problem document if the query is not valid.',
  content: { 'text/html': z.string(), ...problems(400)[400].content },
}
const postFields = z.object({
  SAMLRequest: text(FORM_CHARACTERS).optional(),
  RelayState: text(VALUE_CHARACTERS).optional(),
})
/** The redirect binding (SAML 2.0 Bindings §3.4.4) has more parameters. They are not read here. */
const redirectFields = postFields.extend({
  SAMLEncoding: text(VALUE_CHARACTERS).optional(),
  SigAlg: text(VALUE_CHARACTERS).optional(),
  Signature: text(VALUE_CHARACTERS).optional(),
})

/** The built-in IdP: metadata, SSO URL and sign-in page for each product and tenant. */
export const IDP_ROUTES = [
  route({
    method: 'POST',
    path: '/api/v1/idp/login',
    id: 'loginWithIdp',
    tag: 'Built-in IdP',
    summary: 'Sign in with the built-in IdP',
    description: 'Performs the whole login over HTTP, as a browser would.',
    access: 'token',
    body: jsonAsSent(idpLoginRequest),
    answers: { 200: json('The Report', reportSchema), ...problems(400) },
    examples: {
      'Without a fault, as Entra ID': { body: { product: 'entra', sid: 'JQ00000000000000000000000000000001' } },
      'With a fault': {
        body: {
          product: 'okta',
          sid: 'JQ00000000000000000000000000000001',
          user: { email: 'eve@example.com', fullName: 'Eve', roles: ['agent'], claims: { location: 'Oslo' } },
          fault: 'audience-with-slash',
        },
      },
    },
    handle: async ({ body }, context) => ({ status: 200, json: await performIdpLogin(context, body as IdpLoginInput) }),
  }),
  route({
    method: 'GET',
    path: '/idp',
    lenient: 'slash',
    id: 'seeIdps',
    tag: 'Built-in IdP',
    summary: 'List products and tenants',
    access: 'token',
    answers: { 200: pageAnswer('The page') },
    handle: async (call, context) => page(200, renderIdpIndex(await tenantsOf(call, context))),
  }),
  route({
    method: 'GET',
    path: '/idp/{product}/{sid}',
    id: 'seeSignIn',
    tag: 'Built-in IdP',
    summary: 'Open the sign-in page of a tenant',
    access: 'token',
    answers: { 200: pageAnswer('The page'), ...problems(400) },
    handle: async (call, context) =>
      page(200, await signInPage(placeOf(call, context), context, NO_REQUEST), FORM_HEADERS),
  }),
  route({
    method: 'GET',
    path: '/idp/{product}/{sid}/metadata',
    id: 'idpMetadata',
    tag: 'Built-in IdP',
    summary: 'Get the IdP metadata for a tenant',
    access: 'token',
    answers: { 200: textAnswer('The metadata', 'application/samlmetadata+xml'), ...problems(400) },
    handle: async (call, context) => {
      const { style, sid, baseUrl } = placeOf(call, context)
      const identity = await identify(context.idp.keyring, style, sid)
      const content = writeIdpMetadata(identity, `${idpUrl(baseUrl, style, sid)}/sso`)
      return { status: 200, type: 'application/samlmetadata+xml' as const, content }
    },
  }),
  route({
    method: 'GET',
    path: '/idp/{product}/{sid}/sso',
    id: 'signOnByRedirect',
    tag: 'Built-in IdP',
    summary: 'Send an AuthnRequest with the redirect binding',
    access: 'token',
    crossSiteNavigation: true,
    query: redirectFields,
    parsedQuery: AS_SENT,
    answers: { 200: pageAnswer('The sign-in page'), ...problems(400) },
    handle: async (call, context) => {
      const html = await signInPage(placeOf(call, context), context, readSignInRequest(call.query, 'redirect'))
      return page(200, html, FORM_HEADERS)
    },
  }),
  route({
    method: 'POST',
    path: '/idp/{product}/{sid}/sso',
    id: 'signOnByPost',
    tag: 'Built-in IdP',
    summary: 'Send an AuthnRequest with the POST binding',
    access: 'token',
    crossSiteNavigation: true,
    body: { ...formBody(postFields, '256kb'), required: false },
    answers: { 200: pageAnswer('The sign-in page'), ...problems(400) },
    examples: { 'Without an AuthnRequest': { body: { RelayState: '/agent-desktop' } } },
    handle: async (call, context) => {
      const html = await signInPage(placeOf(call, context), context, readSignInRequest(call.body, 'post'))
      return page(200, html, FORM_HEADERS)
    },
  }),
  route({
    method: 'POST',
    path: '/idp/{product}/{sid}/login',
    id: 'signIn',
    tag: 'Built-in IdP',
    summary: 'Submit the sign-in page',
    description: 'Answers with a page that posts the response to the ACS of the tenant.',
    access: 'token',
    body: formBody(signInForm, '256kb'),
    answers: { 200: pageAnswer('A page that submits its form automatically'), 400: REFUSED },
    examples: { 'As a built-in user': { body: { user: 'ada@example.com' } } },
    handle: (call, context) => signIn(placeOf(call, context), call.body, context),
  }),
]

interface Place {
  style: ResponseStyle
  sid: string
  baseUrl: string
}
type PlaceCall = RouteCall<{ product: string; sid: string }, unknown>

function placeOf(call: PlaceCall, context: AppContext): Place {
  return {
    style: requireResponseStyle(call.params.product),
    sid: requireTenantSid(call.params.sid),
    baseUrl: baseUrlOf(call, context),
  }
}

async function signInPage(
  { style, sid, baseUrl }: Place,
  context: AppContext,
  request: SignInRequest,
  problem: HarnessError | null = null,
): Promise<string> {
  const generation = generationOfTenant(sid, await context.store.loadConnection(sid))
  const audience = entityId(generation, sid)
  if (problem === null) answeredId(request, audience)
  const compatible = FAULT_GROUPS.map(({ title, faults }) => ({
    title,
    options: faults
      .filter(
        (fault) => incompatibility(fault, style, generation) === null && (!fault.answersRequest || request.samlRequest),
      )
      .map((fault) => ({ value: fault.name, text: fault.title })),
  }))
  const { samlRequest, binding, relayState } = request
  const own = idpUrl(baseUrl, style, sid)
  return renderSignInPage({
    product: style.name,
    sid,
    action: `${own}/login`,
    serviceProvider: audience,
    products: RESPONSE_STYLES.map((each) => ({
      name: each.name,
      url: idpUrl('', each, sid),
      isThis: each === style,
    })),
    users: context.idp.users
      .slice(0, SHOWN_USERS)
      .map(({ email, fullName = '', roles }) => ({ email, fullName, roles: roles.join(', ') })),
    faults: compatible,
    request:
      samlRequest === ''
        ? []
        : [
            { name: 'SAMLRequest', value: samlRequest },
            { name: 'binding', value: binding },
          ],
    relayState,
    metadataUrl: `${own}/metadata`,
    problem,
  })
}

const SHOWN_USERS = 50

/** Answers the form of the sign-in page with a page that posts the response to the tenant's ACS. */
async function signIn(place: Place, fields: Record<string, unknown>, context: AppContext) {
  const request = readSignInRequest(fields, fields.binding === 'redirect' ? 'redirect' : 'post')
  try {
    const filledIn = readSignInForm(fields, context.idp.users)
    const audience = entityId(generationOfTenant(place.sid, await context.store.loadConnection(place.sid)), place.sid)
    const inResponseTo = answeredId(request, audience)
    const delivery = await prepareDelivery(context, { ...place, ...filledIn, inResponseTo })
    const html = renderDeliveryPage({ ...requestOf(delivery), times: delivery.change?.times ?? 1 })
    return page(200, html, { 'Content-Security-Policy': POSTING_POLICY })
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    return page(400, await signInPage(place, context, request, error), FORM_HEADERS)
  }
}

const HASH = createHash('sha256').update(POST_ITSELF).digest('base64')
/** Allows the one script, and any form target: a browser also applies form-action to the redirects after the ACS. */
const POSTING_POLICY = `default-src 'none'; style-src 'self'; img-src 'self'; script-src 'sha256-${HASH}'; form-action *; base-uri 'none'; frame-ancestors 'none'`

async function tenantsOf(call: Call, context: AppContext) {
  const known = (await context.store.listConnections()).map(({ sid, friendlyName }) => ({ sid, name: friendlyName }))
  const samples = SAMPLE_TENANTS.filter((sid) => !known.some((each) => each.sid === sid))
  const tenants = [...known, ...samples.map((sid) => ({ sid, name: sid }))]
  const base = baseUrlOf(call, context)
  return tenants.map((tenant) => ({
    ...tenant,
    links: RESPONSE_STYLES.map((style) => ({ value: idpUrl(base, style, tenant.sid), text: style.name })),
  }))
}
