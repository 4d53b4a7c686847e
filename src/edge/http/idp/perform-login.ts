import {
  type IdpLoginInput,
  idpLoginRequest,
  requireFault,
  requireResponseStyle,
  requireUser,
} from '../../../app/idp/login-request.ts'
import { requireTenantSid, SAMPLE_TENANTS } from '../../../app/idp/tenant.ts'
import type { Report } from '../../../core/domain/report.ts'
import { HarnessError } from '../../../core/errors.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { readAuthnRequest } from '../../../core/saml/read-authn-request.ts'
import type { AppContext } from '../context.ts'
import { deliver } from './deliver.ts'
import { type IdpSignIn, idpUrl, prepareDelivery } from './prepare-delivery.ts'

/**
 * Performs a whole login with the built-in IdP, over HTTP as a browser would. Returns its Report.
 * @throws HarnessError INVALID_REQUEST
 */
export async function performIdpLogin(context: AppContext, input: IdpLoginInput): Promise<Report> {
  const login = parseInput(idpLoginRequest, input, 'the login')
  const { idp, store } = context
  const signIn = {
    style: requireResponseStyle(login.product),
    sid: requireTenantSid(login.sid ?? (await chooseTenant(context))),
    user: requireUser(idp.users, login.user),
    fault: login.fault === null ? null : requireFault(login.fault),
    relayState: login.relayState,
    inResponseTo: null,
    baseUrl: context.baseUrl ?? idp.localUrl(),
  }
  const asks = login.initiatedBy === 'sp' || signIn.fault?.answersRequest === true
  const id = await idp.inTurn(signIn.sid, () => deliverSignIn(context, signIn, asks))
  const report = await store.loadReport(id)
  if (report) return report
  throw new HarnessError(
    'UNKNOWN_LOGIN',
    `The login ${id} was deleted as soon as it was recorded.`,
    'Do not reset the harness during a login.',
  )
}

/** Returns the id of the attempt. */
async function deliverSignIn(context: AppContext, signIn: IdpSignIn, asks: boolean): Promise<string> {
  const delivery = await prepareDelivery(context, asks ? await ask(context, signIn) : signIn)
  return deliver({ ...delivery, acsUrl: delivery.acsUrl.replace(signIn.baseUrl, context.idp.localUrl()) })
}

async function chooseTenant({ store }: AppContext): Promise<string> {
  const [only, ...others] = await store.listConnections()
  if (others.length === 0) return only?.sid ?? SAMPLE_TENANTS[0]
  throw new HarnessError('INVALID_REQUEST', 'There are several connections.', 'Choose one with sid.')
}

/** Starts an SP-initiated login: fetches the AuthnRequest of the login link and takes it to this IdP. */
async function ask(context: AppContext, signIn: IdpSignIn): Promise<IdpSignIn> {
  await prepareDelivery(context, { ...signIn, fault: null }) // so that the connection has the SSO URL of the IdP
  const link = new URL(`/login/${signIn.sid}`, context.idp.localUrl())
  if (signIn.relayState !== null) link.searchParams.set('RelayState', signIn.relayState)
  const answer = await fetch(link, { redirect: 'manual', headers: { accept: 'text/html' } })
  const target = answer.headers.get('location')
  if (!target?.startsWith(idpUrl(signIn.baseUrl, signIn.style, signIn.sid))) {
    const hint = 'Use an IdP-initiated login, or a tenant without a connection.'
    throw new HarnessError('INVALID_REQUEST', `The connection ${signIn.sid} is set up for another IdP.`, hint)
  }
  const { searchParams } = new URL(target)
  const { id } = readAuthnRequest(searchParams.get('SAMLRequest') ?? '', 'redirect')
  return { ...signIn, inResponseTo: id, relayState: searchParams.get('RelayState') }
}
