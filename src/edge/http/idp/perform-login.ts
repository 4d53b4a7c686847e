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
 * A login with the built-in IdP from its beginning to its end, over HTTP like that of a browser. Gives its Report.
 * @throws HarnessError INVALID_REQUEST
 */
export async function performIdpLogin(context: AppContext, input: IdpLoginInput): Promise<Report> {
  const wish = parseInput(idpLoginRequest, input, 'the login')
  const { idp, store } = context
  const signIn = {
    flavour: requireResponseStyle(wish.product),
    sid: requireTenantSid(wish.sid ?? (await chooseTenant(context))),
    user: requireUser(idp.users, wish.user),
    fault: wish.fault === null ? null : requireFault(wish.fault),
    relayState: wish.relayState,
    inResponseTo: null,
    baseUrl: context.baseUrl ?? idp.localUrl(),
  }
  const asks = wish.initiatedBy === 'sp' || signIn.fault?.answersRequest === true
  const id = await idp.inTurn(signIn.sid, () => deliverSignIn(context, signIn, asks))
  const report = await store.loadReport(id)
  if (report) return report
  throw new HarnessError('UNKNOWN_LOGIN', `The login ${id} was forgotten at once.`, 'Do not reset during a login.')
}

/** Gives the id of the attempt that the message became. */
async function deliverSignIn(context: AppContext, signIn: IdpSignIn, asks: boolean): Promise<string> {
  const delivery = await prepareDelivery(context, asks ? await ask(context, signIn) : signIn)
  return deliver({ ...delivery, acsUrl: delivery.acsUrl.replace(signIn.baseUrl, context.idp.localUrl()) })
}

async function chooseTenant({ store }: AppContext): Promise<string> {
  const [only, ...others] = await store.listConnections()
  if (others.length === 0) return only?.sid ?? SAMPLE_TENANTS[0]
  throw new HarnessError('INVALID_REQUEST', 'There are several connections.', 'Name one of them with sid.')
}

/** Lets the service provider begin: the AuthnRequest of the login link, which is taken to this IdP whatever it says. */
async function ask(context: AppContext, signIn: IdpSignIn): Promise<IdpSignIn> {
  await prepareDelivery(context, { ...signIn, fault: null }) // so that the connection knows where the IdP is
  const link = new URL(`/login/${signIn.sid}`, context.idp.localUrl())
  if (signIn.relayState !== null) link.searchParams.set('RelayState', signIn.relayState)
  const answer = await fetch(link, { redirect: 'manual', headers: { accept: 'text/html' } })
  const target = answer.headers.get('location')
  if (!target?.startsWith(idpUrl(signIn.baseUrl, signIn.flavour, signIn.sid))) {
    const hint = 'Let the IdP begin, or use a tenant without a connection.'
    throw new HarnessError('INVALID_REQUEST', `The connection ${signIn.sid} is set up for another IdP.`, hint)
  }
  const { searchParams } = new URL(target)
  const { id } = readAuthnRequest(searchParams.get('SAMLRequest') ?? '', 'redirect')
  return { ...signIn, inResponseTo: id, relayState: searchParams.get('RelayState') }
}
