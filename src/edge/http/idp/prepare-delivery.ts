import { trustIdp } from '../../../app/connections/trust-idp.ts'
import { issueResponse, issuerOf, productOf, requireFit } from '../../../app/idp/issue.ts'
import { doorOf } from '../../../app/idp/tenant.ts'
import type { IdpUser } from '../../../core/domain/idp.ts'
import type { Flavour } from '../../../core/domain/response-style.ts'
import { HarnessError } from '../../../core/errors.ts'
import { acsPath, entityId } from '../../../core/flex/endpoints.ts'
import type { Fault } from '../../../core/mutations/faults/fault.ts'
import { FLAVOURS } from '../../../core/products/response-styles/index.ts'
import type { AppContext } from '../context.ts'
import type { Delivery } from './deliver.ts'

/** A sign-in at the built-in IdP, decided. `baseUrl` is where the browser reaches this harness. */
export interface IdpSignIn {
  flavour: Flavour
  sid: string
  user: IdpUser
  fault: Fault | null
  relayState: string | null
  inResponseTo: string | null
  baseUrl: string
}

const unasked = ({ name }: Fault) =>
  new HarnessError('INVALID_REQUEST', `The fault ${name} is one of an answer to a request.`, 'Begin at the login link.')

const spared = ({ name }: Fault) =>
  new HarnessError(
    'INVALID_REQUEST',
    `The fault ${name} does nothing to this RelayState.`,
    'Give a longer one, or none.',
  )

/** Where the built-in IdP is for a tenant. */
export const idpUrl = (baseUrl: string, { id }: Flavour, sid: string) => `${baseUrl}/idp/${id}/${sid}`

/**
 * Issues the response to a sign-in, for the ACS of the tenant alone: nothing of a request decides where it goes. The
 * tenant's connection comes to trust this IdP, unless it is set up for another.
 * @throws HarnessError INVALID_REQUEST when the fault cannot be made here
 */
export async function prepareDelivery(context: AppContext, signIn: IdpSignIn): Promise<Delivery> {
  const { store, clock, idp } = context
  const { flavour, sid, user, fault, relayState, inResponseTo, baseUrl } = signIn
  const generation = doorOf(sid, await store.loadConnection(sid))
  requireFit(fault, flavour, generation)
  if (fault?.answersRequest && inResponseTo === null) throw unasked(fault)
  if (fault?.bringing?.relayState?.(relayState ?? '') === (relayState ?? '')) throw spared(fault)
  const now = clock.now()
  const acsUrl = baseUrl + acsPath(generation, sid)
  const login = { user, tenant: sid, acsUrl, entityId: entityId(generation, sid), inResponseTo, now }
  const { samlResponse, issuer, trusted } = await issueResponse(idp.keyring, flavour, login, fault)
  const trust = {
    product: productOf(flavour),
    issuer,
    certificates: trusted,
    ssoUrl: `${idpUrl(baseUrl, flavour, sid)}/sso`,
    issuers: FLAVOURS.map((each) => issuerOf(each, sid)),
  }
  await trustIdp(store, sid, trust, now)
  return { acsUrl, samlResponse, relayState, bringing: fault?.bringing }
}
