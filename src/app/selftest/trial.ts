import type { IdpUser, MessageChange, SigningKey } from '../../core/domain/idp.ts'
import type { PriorState } from '../../core/domain/login.ts'
import { NO_PRIOR_STATE } from '../../core/domain/login.ts'
import { acsPath, acsUrl, entityId } from '../../core/flex/endpoints.ts'
import type { CheckSettings } from '../../core/judge/check-response.ts'
import type { Recording } from '../../core/judge/recorded-login.ts'
import { GENUINE_USER } from '../../core/mutations/attacks/edit.ts'
import { ATTACKS, FAULTS } from '../../core/mutations/index.ts'
import type { Mutation } from '../../core/mutations/mutation.ts'
import { type IssuedResponse, issueResponse } from '../idp/issue.ts'
import type { Keyring } from '../idp/keyring.ts'
import { compareRelayState } from '../login/relay-state.ts'
import { onePlaceFor, PLACES, placesFor, type TrialPlace } from './places.ts'

/** A response to try: how it was changed, and what must be found. */
export interface Trial extends TrialPlace {
  kind: 'good' | 'fault' | 'attack'
  mutation: Mutation
  issued: IssuedResponse
  /** The XML as the IdP signed it. */
  genuine: string
  /** How it arrived, and the prior state. */
  recording: Recording
  settings: CheckSettings
  now: Date
}

/** The user of every response. */
export const USER: IdpUser = { email: GENUINE_USER, fullName: 'Alice Agent', roles: ['agent'], claims: {} }

/** What to try. The response is not created yet. */
type Plan = Pick<Trial, 'kind' | 'mutation' | keyof TrialPlace>

/** A response without a fault. */
const GOOD: Mutation = { name: 'good', title: 'A response that Flex accepts.', raises: [] }

const TENANTS = { legacy: `AC${'5e1f'.repeat(8)}`, enhanced: `JQ${'5e1f'.repeat(8)}` } as const
const ATTACKER = 'CN=attacker.example'

/** Plans every good response, and each fault and attack in one style and generation that it fits, or in all. */
export function planTrials(everywhere: boolean): Plan[] {
  const placed = (kind: Trial['kind']) => (mutation: Mutation, index: number) =>
    (everywhere ? placesFor(mutation) : onePlaceFor(mutation, index)).map(
      (place): Plan => ({ ...place, kind, mutation }),
    )
  const good = PLACES.map((place): Plan => ({ ...place, kind: 'good', mutation: GOOD }))
  return [...good, ...FAULTS.flatMap(placed('fault')), ...ATTACKS.flatMap(placed('attack'))]
}

/** The key of the attacker, which no connection trusts. */
export const attackersKey = (keyring: Keyring): Promise<SigningKey> => keyring.keyOf(ATTACKER, 'foreign')

/** Creates the planned responses. */
export async function makeTrial(plan: Plan, keyring: Keyring, attacker: SigningKey, now: Date): Promise<Trial> {
  const { style, generation, mutation } = plan
  const tenant = TENANTS[generation]
  const [acs, audience] = [acsUrl(generation, tenant), entityId(generation, tenant)]
  const login = {
    user: USER,
    tenant,
    acsUrl: acs,
    entityId: audience,
    inResponseTo: mutation.answersRequest ? REQUEST : null,
    now,
  }
  const seen = { genuine: '' }
  const issued = await issueResponse(keyring, style, login, { ...mutation, change: watch(mutation, attacker, seen) })
  return {
    ...{ ...plan, issued, now, genuine: seen.genuine },
    recording: recordingOf(mutation, issued, { generation, tenant }),
    settings: {
      ...(generation === 'enhanced' ? { connection: tenant } : { account: tenant, twilioSsoUrl: 'iam' as const }),
      generation: reachedBy(mutation, { generation, tenant }).generation,
      idpIssuer: issued.issuer,
      certificates: issued.trusted,
      product: style.product,
      relayState: returnedRelayState(mutation),
      now,
    },
  }
}

/** The AuthnRequest that is answered, if any, and the RelayState that was sent with it. */
const REQUEST = '_request'
const SENT = 'r'.repeat(144)

function returnedRelayState({ delivery }: Mutation): string | null {
  return delivery?.relayState?.(SENT) ?? null
}

/** The change of a mutation. It also records the signed message before any attacker changes it. */
function watch({ change = {}, forge }: Mutation, attacker: SigningKey, seen: { genuine: string }): MessageChange {
  return {
    ...change,
    signed: (xml) => {
      seen.genuine = xml
      const sent = change.signed?.(xml) ?? xml
      return forge?.(sent, attacker) ?? sent
    },
  }
}

interface TrialAcs {
  generation: TrialPlace['generation'] | 'preview'
  tenant: string
}

const GENERATIONS = ['legacy', 'preview', 'enhanced'] as const

/** The path to which a fault delivers a message, and the generation whose ACS that is; its own generation if it is not an ACS. */
function reachedBy({ delivery }: Mutation, { generation, tenant }: TrialAcs) {
  const own = acsPath(generation, tenant)
  const path = delivery?.path?.(own) ?? own
  const reached = GENERATIONS.find((each) => inOneForm(acsPath(each, tenant)) === inOneForm(path))
  return { path, isAcs: reached !== undefined, generation: reached ?? generation }
}

/** An ACS also accepts its path in other case, or with an extra trailing slash, and reports it. */
const inOneForm = (path: string) => path.toLowerCase().replace(/\/(?=\?|$)/, '')

function recordingOf(mutation: Mutation, { samlResponse }: IssuedResponse, acs: TrialAcs): Recording {
  const { path, isAcs } = reachedBy(mutation, acs)
  const { method = 'POST', times = 1 } = mutation.delivery ?? {}
  const before: PriorState = {
    ...NO_PRIOR_STATE,
    ...(times === 1 ? {} : { acceptedBefore: 'the first time' }),
    ...(mutation.answersRequest
      ? { requested: true, relayStateBack: compareRelayState(SENT, returnedRelayState(mutation)) }
      : {}),
  }
  return {
    ...{ id: null, fields: [samlResponse], carried: [], oversize: null, configured: true, trust: 'configured', before },
    reached: { method, path, isAcs },
  }
}
