import type { IdpLogin } from '../../core/domain/idp.ts'
import type { Generation } from '../../core/domain/login.ts'
import type { ResponseStyle } from '../../core/domain/response-style.ts'
import { HarnessError } from '../../core/errors.ts'
import type { Mutation } from '../../core/mutations/mutation.ts'
import { templateValuesOf } from './describe-response.ts'
import type { Keyring } from './keyring.ts'
import { type MintedResponse, mintResponse } from './mint.ts'
import { fillTemplate } from './template.ts'

/** Who the IdP is for one tenant, as its metadata says and a connection must hold. `certificate` as PEM. */
export interface IdpIdentity {
  issuer: string
  certificate: string
}

/** A response, and what a connection holds that was set up before the fault: certificates as PEM. */
export interface IssuedResponse extends MintedResponse {
  issuer: string
  trusted: string[]
}

/** The identity of a flavour for a tenant. */
export async function identify(keyring: Keyring, flavour: ResponseStyle, tenant: string): Promise<IdpIdentity> {
  const { issuer, subject } = namesOf(flavour, tenant)
  return { issuer, certificate: (await keyring.keyOf(subject)).certificate }
}

/** Makes a response, with a fault or without. */
export async function issueResponse(
  keyring: Keyring,
  flavour: ResponseStyle,
  login: IdpLogin,
  fault: Pick<Mutation, 'key' | 'change'> | null,
): Promise<IssuedResponse> {
  const { issuer, subject } = namesOf(flavour, login.tenant)
  const key = await keyring.keyOf(subject, fault?.key)
  const trusted = await keyring.trustedOf(subject)
  return { ...mintResponse(flavour, login, key, fault?.change), issuer, trusted }
}

/** Why a fault cannot be made in this hand at a door of this generation; null when it can. */
export function incompatibility(fault: Mutation, flavour: ResponseStyle, generation: Generation): string | null {
  const generations = fault.generations ?? [generation]
  const asked = generation === 'preview' ? 'legacy' : generation // preview is judged as legacy
  if (!generations.includes(asked)) return `it is a fault at ${generations.join(' and ')} only`
  return fault.unfit?.(flavour) ?? null
}

/** @throws HarnessError INVALID_REQUEST when a fault cannot be made in this hand at this door */
export function requireCompatible(fault: Mutation | null, flavour: ResponseStyle, generation: Generation): void {
  const unfit = fault && incompatibility(fault, flavour, generation)
  if (!unfit) return
  const hint = 'Choose another product, generation or fault; docs/faults.md says which go together.'
  throw new HarnessError('INVALID_REQUEST', `The fault ${fault.name} cannot be made: ${unfit}.`, hint)
}

/** The issuer of a flavour for a tenant. */
export const issuerOfStyle = (flavour: ResponseStyle, tenant: string): string => namesOf(flavour, tenant).issuer

function namesOf({ issuer, certificateSubject }: ResponseStyle, tenant: string) {
  const about = templateValuesOf({ tenant, user: { email: '' }, now: new Date(0) })
  return { issuer: fillTemplate(issuer, about), subject: fillTemplate(certificateSubject, about) }
}
