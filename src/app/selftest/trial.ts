import type { IdpUser, MessageChange, SigningKey } from '../../core/domain/idp.ts'
import type { PriorState } from '../../core/domain/login.ts'
import { NO_PRIOR_STATE } from '../../core/domain/login.ts'
import { acsPath, acsUrl, entityId } from '../../core/flex/endpoints.ts'
import type { CheckSettings } from '../../core/judge/check-response.ts'
import type { Recording } from '../../core/judge/recorded-login.ts'
import type { Attack } from '../../core/mutations/attacks/attack.ts'
import { GENUINE_USER } from '../../core/mutations/attacks/edit.ts'
import { ATTACKS } from '../../core/mutations/attacks/index.ts'
import type { Mistake } from '../../core/mutations/faults/fault.ts'
import { FAULTS } from '../../core/mutations/faults/index.ts'
import { type IssuedResponse, issueResponse, productOfStyle } from '../idp/issue.ts'
import type { Keyring } from '../idp/keyring.ts'
import { compareRelayState } from '../login/relay-state.ts'
import { onePlaceFor, PLACES, placesFor, type TrialPlace } from './places.ts'

/** A response as it is tried: what was done to it, and what has to be found. */
export interface Trial extends TrialPlace {
  kind: 'good' | 'fault' | 'attack'
  name: string
  title: string
  /** The findings that it must raise; none where it must be accepted. */
  findings: readonly string[]
  /** What may be found with them. */
  echoes: readonly string[]
  issued: IssuedResponse
  /** The XML as the IdP signed it. */
  genuine: string
  /** How it came, and what was known before. */
  recording: Recording
  settings: CheckSettings
  now: Date
}

/** Whom every response is about. */
export const USER: IdpUser = { email: GENUINE_USER, fullName: 'Alice Agent', roles: ['agent'], claims: {} }

/** What is tried, before it is made. */
interface Plan extends TrialPlace {
  kind: Trial['kind']
  fault: Mistake | null
  findings: readonly string[]
  echoes: readonly string[]
}

/** The name of what is tried. */
export const nameOfTrial = ({ fault }: Pick<Plan, 'fault'>): string => fault?.name ?? 'good'

const TENANTS = { legacy: `AC${'5e1f'.repeat(8)}`, enhanced: `JQ${'5e1f'.repeat(8)}` } as const
const ATTACKER = 'CN=attacker.example'

/** Plans every good response, and each fault and attack in one place that it fits, or in all. */
export function planTrials(attacker: SigningKey, everywhere: boolean): Plan[] {
  const placed = (fault: Mistake, index: number) => (everywhere ? placesFor(fault) : onePlaceFor(fault, index))
  const good = PLACES.map((place): Plan => ({ ...place, kind: 'good', fault: null, findings: [], echoes: [] }))
  const faults = FAULTS.flatMap((fault, index) => {
    const findings = [fault.finding, ...(fault.also ?? [])]
    return placed(fault, index).map((place): Plan => ({ ...place, kind: 'fault', fault, findings, echoes: [] }))
  })
  const attacks = ATTACKS.flatMap((attack, index) => {
    const { finding, also = [], echoes = [] } = attack
    const fault = faultOf(attack, attacker)
    const findings = finding === null ? [] : [finding, ...also]
    return placed(fault, index).map((place): Plan => ({ ...place, kind: 'attack', fault, findings, echoes }))
  })
  return [...good, ...faults, ...attacks]
}

/** An attack as something that goes wrong behind the IdP. */
function faultOf({ forge, name, title, unfit }: Attack, attacker: SigningKey): Mistake {
  return { name, title, ...(unfit ? { unfit } : {}), change: { signed: (xml) => forge(xml, attacker) } }
}

/** The key of the attacker, which no connection knows. */
export const attackersKey = (keyring: Keyring): Promise<SigningKey> => keyring.keyOf(ATTACKER, 'foreign')

/** Makes what was planned. */
export async function makeTrial(plan: Plan, keyring: Keyring, now: Date): Promise<Trial> {
  const { flavour, generation, kind, fault, findings, echoes } = plan
  const tenant = TENANTS[generation]
  const [acs, audience] = [acsUrl(generation, tenant), entityId(generation, tenant)]
  const login = {
    user: USER,
    tenant,
    acsUrl: acs,
    entityId: audience,
    inResponseTo: fault?.answersRequest ? REQUEST : null,
    now,
  }
  const seen = { genuine: '' }
  const watched = { ...(fault ?? { name: '', title: '' }), change: watch(fault?.change, seen) }
  const issued = await issueResponse(keyring, flavour, login, watched)
  return {
    ...{ kind, flavour, generation, findings, echoes, issued, now, genuine: seen.genuine },
    name: nameOfTrial(plan),
    title: fault?.title ?? 'A response as Flex wants it.',
    recording: recordingOf(fault, issued, { generation, tenant }),
    settings: {
      ...(generation === 'enhanced' ? { connection: tenant } : { account: tenant, twilioSsoUrl: 'iam' as const }),
      generation: reachedBy(fault, { generation, tenant }).generation,
      idpIssuer: issued.issuer,
      certificates: issued.trusted,
      product: productOfStyle(flavour),
      relayState: returnedRelayState(fault),
      now,
    },
  }
}

/** The AuthnRequest that is answered, where one is, and the RelayState that went out with it. */
const REQUEST = '_request'
const SENT = 'r'.repeat(144)

function returnedRelayState(fault: Mistake | null): string | null {
  return fault?.bringing?.relayState?.(SENT) ?? null
}

/** A change that tells what was signed before it goes on. */
function watch(change: MessageChange = {}, seen: { genuine: string }): MessageChange {
  return {
    ...change,
    signed: (xml) => {
      seen.genuine = xml
      return change.signed?.(xml) ?? xml
    },
  }
}

interface Door {
  generation: TrialPlace['generation'] | 'preview'
  tenant: string
}

const GENERATIONS = ['legacy', 'preview', 'enhanced'] as const

/** The path that a fault brings a message to, and the generation whose door that is; its own where it is none. */
function reachedBy(fault: Mistake | null, { generation, tenant }: Door) {
  const own = acsPath(generation, tenant)
  const path = fault?.bringing?.path?.(own) ?? own
  const door = GENERATIONS.find((each) => inOneForm(acsPath(each, tenant)) === inOneForm(path))
  return { path, isAcs: door !== undefined, generation: door ?? generation }
}

/** A door opens for a path in other case, or with a slash more, too: what comes so is told. */
const inOneForm = (path: string) => path.toLowerCase().replace(/\/(?=\?|$)/, '')

function recordingOf(fault: Mistake | null, { samlResponse }: IssuedResponse, door: Door): Recording {
  const { path, isAcs } = reachedBy(fault, door)
  const { method = 'POST', times = 1 } = fault?.bringing ?? {}
  const before: PriorState = {
    ...NO_PRIOR_STATE,
    ...(times === 1 ? {} : { acceptedBefore: 'the first time' }),
    ...(fault?.answersRequest
      ? { requested: true, relayStateBack: compareRelayState(SENT, returnedRelayState(fault)) }
      : {}),
  }
  return {
    ...{ id: null, fields: [samlResponse], carried: [], oversize: null, configured: true, trust: 'configured', before },
    reached: { method, path, isAcs },
  }
}
