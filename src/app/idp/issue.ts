import type { IdpLogin } from '../../core/domain/idp.ts'
import type { Generation } from '../../core/domain/login.ts'
import type { ResponseStyle } from '../../core/domain/response-style.ts'
import { HarnessError } from '../../core/errors.ts'
import type { Mutation } from '../../core/mutations/mutation.ts'
import { templateValuesOf } from './describe-response.ts'
import type { Keyring } from './keyring.ts'
import { type MintedResponse, mintResponse } from './mint.ts'
import { fillTemplate } from './template.ts'

/** The IdP's identity for one tenant, as in its metadata and in a connection that trusts it. `certificate` in PEM form. */
export interface IdpIdentity {
  issuer: string
  certificate: string
}

/** A response, and the values of a connection that was set up before the fault. Certificates in PEM form. */
export interface IssuedResponse extends MintedResponse {
  issuer: string
  trusted: string[]
}

/** The identity in a response style for a tenant. */
export async function identify(keyring: Keyring, style: ResponseStyle, tenant: string): Promise<IdpIdentity> {
  const { issuer, subject } = namesOf(style, tenant)
  return { issuer, certificate: (await keyring.keyOf(subject)).certificate }
}

/** Creates a response, with or without a fault. */
export async function issueResponse(
  keyring: Keyring,
  style: ResponseStyle,
  login: IdpLogin,
  fault: Pick<Mutation, 'key' | 'change'> | null,
): Promise<IssuedResponse> {
  const { issuer, subject } = namesOf(style, login.tenant)
  const key = await keyring.keyOf(subject, fault?.key)
  const trusted = await keyring.trustedOf(subject)
  return { ...mintResponse(style, login, key, fault?.change), issuer, trusted }
}

/** Why a fault is not possible in this response style and generation; null if it is. */
export function incompatibility(fault: Mutation, style: ResponseStyle, generation: Generation): string | null {
  const generations = fault.generations ?? [generation]
  const asked = generation === 'preview' ? 'legacy' : generation // preview is judged as legacy
  if (!generations.includes(asked)) return `it is possible only for ${generations.join(' and ')}`
  return fault.unfit?.(style) ?? null
}

/** @throws HarnessError INVALID_REQUEST if a fault is not possible in this response style and generation */
export function requireCompatible(fault: Mutation | null, style: ResponseStyle, generation: Generation): void {
  const unfit = fault && incompatibility(fault, style, generation)
  if (!unfit) return
  const hint = 'Choose another product, generation or fault; docs/faults.md says which combinations are possible.'
  throw new HarnessError('INVALID_REQUEST', `The fault ${fault.name} is not possible here: ${unfit}.`, hint)
}

/** The issuer in a response style for a tenant. */
export const issuerOfStyle = (style: ResponseStyle, tenant: string): string => namesOf(style, tenant).issuer

function namesOf({ issuer, certificateSubject }: ResponseStyle, tenant: string) {
  const about = templateValuesOf({ tenant, user: { email: '' }, now: new Date(0) })
  return { issuer: fillTemplate(issuer, about), subject: fillTemplate(certificateSubject, about) }
}
