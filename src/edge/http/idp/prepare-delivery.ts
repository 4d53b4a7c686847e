import { trustIdp } from '../../../app/connections/trust-idp.ts'
import { issueResponse, issuerOfStyle, requireCompatible } from '../../../app/idp/issue.ts'
import { generationOfTenant } from '../../../app/idp/tenant.ts'
import type { IdpUser } from '../../../core/domain/idp.ts'
import type { ResponseStyle } from '../../../core/domain/response-style.ts'
import { HarnessError } from '../../../core/errors.ts'
import { acsPath, entityId } from '../../../core/flex/endpoints.ts'
import type { Mutation } from '../../../core/mutations/mutation.ts'
import { RESPONSE_STYLES } from '../../../core/products/index.ts'
import type { AppContext } from '../context.ts'
import type { Delivery } from './deliver.ts'

/** All decisions about a sign-in at the built-in IdP. `baseUrl` is where the browser reaches this harness. */
export interface IdpSignIn {
  style: ResponseStyle
  sid: string
  user: IdpUser
  fault: Mutation | null
  relayState: string | null
  inResponseTo: string | null
  baseUrl: string
}

const needsRequest = ({ name }: Mutation) =>
  new HarnessError('INVALID_REQUEST', `The fault ${name} needs an SP-initiated login.`, 'Start at the login link.')

const hasNoEffect = ({ name }: Mutation) =>
  new HarnessError(
    'INVALID_REQUEST',
    `The fault ${name} has no effect on this RelayState.`,
    'Use a longer one, or none.',
  )

/** The URL of the built-in IdP for a tenant. */
export const idpUrl = (baseUrl: string, { id }: ResponseStyle, sid: string) => `${baseUrl}/idp/${id}/${sid}`

/**
 * Issues the response to a sign-in. It always goes to the ACS of the tenant: nothing in a request can change that. Makes the
 * tenant's connection trust this IdP, unless it is set up for a different one.
 * @throws HarnessError INVALID_REQUEST if the fault is not possible here
 */
export async function prepareDelivery(context: AppContext, signIn: IdpSignIn): Promise<Delivery> {
  const { store, clock, idp } = context
  const { style, sid, user, fault, relayState, inResponseTo, baseUrl } = signIn
  const generation = generationOfTenant(sid, await store.loadConnection(sid))
  requireCompatible(fault, style, generation)
  if (fault?.answersRequest && inResponseTo === null) throw needsRequest(fault)
  if (fault?.delivery?.relayState?.(relayState ?? '') === (relayState ?? '')) throw hasNoEffect(fault)
  const now = clock.now()
  const acsUrl = baseUrl + acsPath(generation, sid)
  const login = { user, tenant: sid, acsUrl, entityId: entityId(generation, sid), inResponseTo, now }
  const { samlResponse, issuer, trusted } = await issueResponse(idp.keyring, style, login, fault)
  const trust = {
    product: style.product,
    issuer,
    certificates: trusted,
    ssoUrl: `${idpUrl(baseUrl, style, sid)}/sso`,
    issuers: RESPONSE_STYLES.map((each) => issuerOfStyle(each, sid)),
  }
  await trustIdp(store, sid, trust, now)
  return { acsUrl, samlResponse, relayState, change: fault?.delivery }
}
