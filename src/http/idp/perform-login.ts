import type { Report } from '../../domain/report.ts'
import { HarnessError } from '../../errors.ts'
import { sidPrefixOf } from '../../flex/endpoints.ts'
import { type IdpWishInput, idpWish, requireFault, requireFlavour, requireUser } from '../../idp/wish.ts'
import { parseInput } from '../../login/input.ts'
import { readAuthnRequest } from '../../saml/read-authn-request.ts'
import type { AppContext } from '../context.ts'
import { bring } from './bring.ts'
import { type IdpSignIn, idpUrl, prepareDelivery } from './prepare-delivery.ts'

/** The tenant of a login that names none, where there is no connection. */
const TENANT_FOR_TRYING = 'JQ0123456789abcdef0123456789abcdef'

/**
 * A login with the built-in IdP from its beginning to its end, over HTTP like that of a browser. Gives its Report.
 * @throws HarnessError INVALID_REQUEST
 */
export async function performIdpLogin(context: AppContext, input: IdpWishInput): Promise<Report> {
  const wish = parseInput(idpWish, input, 'the login')
  const { idp, store } = context
  const signIn = {
    flavour: requireFlavour(wish.product),
    sid: requireTenant(wish.sid ?? (await chooseTenant(context))),
    user: requireUser(idp.users, wish.user),
    fault: wish.fault === null ? null : requireFault(wish.fault),
    relayState: wish.relayState,
    inResponseTo: null,
    baseUrl: context.baseUrl ?? idp.localUrl(),
  }
  const delivery = await prepareDelivery(context, wish.initiatedBy === 'sp' ? await ask(context, signIn) : signIn)
  const id = await bring({ ...delivery, acsUrl: delivery.acsUrl.replace(signIn.baseUrl, idp.localUrl()) })
  const report = await store.loadReport(id)
  if (report) return report
  throw new HarnessError('UNKNOWN_LOGIN', `The login ${id} was forgotten at once.`, 'Do not reset during a login.')
}

/** The SID of a tenant. @throws HarnessError INVALID_REQUEST */
export function requireTenant(sid: string): string {
  if (sidPrefixOf(sid) !== null) return sid
  const hint = 'Use AC or JQ and 32 hexadecimal digits.'
  throw new HarnessError('INVALID_REQUEST', `'${sid.slice(0, 60)}' is no SID of a tenant.`, hint)
}

async function chooseTenant({ store }: AppContext): Promise<string> {
  const [only, ...others] = await store.listConnections()
  if (others.length === 0) return only?.sid ?? TENANT_FOR_TRYING
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
  const field = new URL(target).searchParams.get('SAMLRequest') ?? ''
  return { ...signIn, inResponseTo: readAuthnRequest(field, 'redirect').id }
}
