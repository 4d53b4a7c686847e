import { createHash } from 'node:crypto'
import express, { type Request, type Response } from 'express'
import { identify, incompatibility } from '../../../app/idp/issue.ts'
import { requireResponseStyle } from '../../../app/idp/login-request.ts'
import { writeIdpMetadata } from '../../../app/idp/metadata.ts'
import { generationOfTenant, requireTenantSid, SAMPLE_TENANTS } from '../../../app/idp/tenant.ts'
import type { ResponseStyle } from '../../../core/domain/response-style.ts'
import { HarnessError } from '../../../core/errors.ts'
import { entityId } from '../../../core/flex/endpoints.ts'
import { FAULT_GROUPS } from '../../../core/mutations/index.ts'
import { RESPONSE_STYLES } from '../../../core/products/index.ts'
import { readAuthnRequest } from '../../../core/saml/read-authn-request.ts'
import { POST_ITSELF, renderDeliveryPage, renderIdpIndex, renderSignInPage } from '../../pages/idp-pages.ts'
import { param } from '../api/request.ts'
import { baseUrlOf } from '../base-url.ts'
import type { AppContext } from '../context.ts'
import { requestOf } from './deliver.ts'
import { idpUrl, prepareDelivery } from './prepare-delivery.ts'
import { readSignInForm } from './sign-in-form.ts'

/** What a service provider sent to be answered, as it came; both empty when the IdP begins. */
interface Asked {
  samlRequest: string
  binding: 'redirect' | 'post'
  relayState: string | null
}

const NOT_ASKED: Asked = { samlRequest: '', binding: 'post', relayState: null }
const readFormBody = express.urlencoded({ extended: false, limit: '256kb' })

/** The built-in IdP: for each product and tenant its metadata, its single sign-on service and its sign-in page. */
export function builtInIdp(context: AppContext): express.Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.get('/', async (request, response) => {
    sendPage(response, renderIdpIndex(await tenantsOf(request, context)))
  })
  router.get('/:product/:sid', (request, response) => showSignIn(request, response, context, NOT_ASKED))
  router.get('/:product/:sid/metadata', async (request, response) => {
    const { flavour, sid, baseUrl } = placeOf(request, context)
    const identity = await identify(context.idp.keyring, flavour, sid)
    const metadata = writeIdpMetadata(identity, `${idpUrl(baseUrl, flavour, sid)}/sso`)
    response.type('application/samlmetadata+xml').send(metadata)
  })
  router.get('/:product/:sid/sso', (request, response) =>
    showSignIn(request, response, context, readAsked(request.query, 'redirect')),
  )
  router.post('/:product/:sid/sso', readFormBody, (request, response) =>
    showSignIn(request, response, context, readAsked(request.body, 'post')),
  )
  router.post('/:product/:sid/login', readFormBody, (request, response) => signIn(request, response, context))
  return router
}

function placeOf(request: Request, context: AppContext): { flavour: ResponseStyle; sid: string; baseUrl: string } {
  return {
    flavour: requireResponseStyle(param(request, 'product')),
    sid: requireTenantSid(param(request, 'sid')),
    baseUrl: baseUrlOf(request, context),
  }
}

function readAsked(fields: Record<string, unknown> | undefined, binding: Asked['binding']): Asked {
  const text = (name: string) => (typeof fields?.[name] === 'string' ? fields[name] : null)
  return { samlRequest: text('SAMLRequest') ?? '', binding, relayState: text('RelayState') }
}

/** The ID of the AuthnRequest that is answered, when it is one of this tenant. @throws HarnessError INVALID_REQUEST */
function answeredId({ samlRequest, binding }: Asked, audience: string): string | null {
  if (samlRequest === '') return null
  const { id, issuer } = readAuthnRequest(samlRequest, binding)
  if (issuer === null || issuer === audience) return id
  const hint = `Send the requests of ${audience} here, and the others to the IdP of their own tenant.`
  throw new HarnessError('INVALID_REQUEST', `The AuthnRequest is from ${issuer.slice(0, 200)}.`, hint)
}

async function showSignIn(
  request: Request,
  response: Response,
  context: AppContext,
  asked: Asked,
  problem: HarnessError | null = null,
): Promise<void> {
  const { flavour, sid, baseUrl } = placeOf(request, context)
  const generation = generationOfTenant(sid, await context.store.loadConnection(sid))
  const audience = entityId(generation, sid)
  if (problem === null) answeredId(asked, audience)
  const fitting = FAULT_GROUPS.map(({ title, faults }) => ({
    title,
    options: faults
      .filter(
        (fault) => incompatibility(fault, flavour, generation) === null && (!fault.answersRequest || asked.samlRequest),
      )
      .map((fault) => ({ value: fault.name, text: fault.title })),
  }))
  const { samlRequest, binding, relayState } = asked
  const own = idpUrl(baseUrl, flavour, sid)
  const page = renderSignInPage({
    product: flavour.name,
    sid,
    action: `${own}/login`,
    serviceProvider: audience,
    products: RESPONSE_STYLES.map((each) => ({
      name: each.name,
      url: idpUrl('', each, sid),
      isThis: each === flavour,
    })),
    users: context.idp.users
      .slice(0, SHOWN_USERS)
      .map(({ email, fullName = '', roles }) => ({ email, fullName, roles: roles.join(', ') })),
    faults: fitting,
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
  // under no-referrer a browser would call the origin of its own form null
  response.set('Referrer-Policy', 'same-origin')
  sendPage(response.status(problem === null ? 200 : 400), page)
}

const SHOWN_USERS = 50

/** Answers the sign-in page with a page that posts the response to the tenant's ACS. */
async function signIn(request: Request, response: Response, context: AppContext): Promise<void> {
  const place = placeOf(request, context)
  const fields: Record<string, unknown> = request.body ?? {}
  const asked = readAsked(fields, fields.binding === 'redirect' ? 'redirect' : 'post')
  try {
    const filledIn = readSignInForm(fields, context.idp.users)
    const audience = entityId(generationOfTenant(place.sid, await context.store.loadConnection(place.sid)), place.sid)
    const inResponseTo = answeredId(asked, audience)
    const delivery = await prepareDelivery(context, { ...place, ...filledIn, inResponseTo })
    response.set('Content-Security-Policy', POSTING_POLICY)
    sendPage(response, renderDeliveryPage({ ...requestOf(delivery), times: delivery.bringing?.times ?? 1 }))
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    await showSignIn(request, response, context, asked, error)
  }
}

const HASH = createHash('sha256').update(POST_ITSELF).digest('base64')
/** The one script, and any target: a browser holds the redirects after the ACS against this too. */
const POSTING_POLICY = `default-src 'none'; style-src 'self'; img-src 'self'; script-src 'sha256-${HASH}'; form-action *; base-uri 'none'; frame-ancestors 'none'`

async function tenantsOf(request: Request, context: AppContext) {
  const known = (await context.store.listConnections()).map(({ sid, friendlyName }) => ({ sid, name: friendlyName }))
  const forTrying = SAMPLE_TENANTS.filter((sid) => !known.some((each) => each.sid === sid))
  const tenants = [...known, ...forTrying.map((sid) => ({ sid, name: sid }))]
  const base = baseUrlOf(request, context)
  return tenants.map((tenant) => ({
    ...tenant,
    links: RESPONSE_STYLES.map((flavour) => ({ value: idpUrl(base, flavour, tenant.sid), text: flavour.name })),
  }))
}

function sendPage(response: Response, page: string): void {
  response.set('Cache-Control', 'no-store').type('html').send(page)
}
