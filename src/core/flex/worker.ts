import type { ClaimSwitches } from '../domain/claim-switches.ts'
import type { Connection, PriorState } from '../domain/login.ts'
import type { JudgedAssertion, SignedAssertion } from '../domain/saml.ts'
import type { AttributeChange, AttributeValue, ClaimOrigin, WorkerAttributes } from '../domain/worker.ts'
import { attributesOf, type ClaimedValue, mapAttributes } from './claims.ts'
import { escapeIdentity } from './identity.ts'
import { mergeAttributes } from './merge.ts'

declare const source: unique symbol

/**
 * The worker that a login produces, before the store adds a SID and times. Its type says which kind of assertion it comes
 * from: code that writes a worker takes a `ProvisionedWorker`, which comes from a signed one.
 */
export interface ProvisionedWorker<A extends JudgedAssertion = SignedAssertion> {
  readonly [source]?: A
  friendlyName: string
  identity: string
  contactUri: string
  attributes: WorkerAttributes
  changes: AttributeChange[]
}

/**
 * Maps a login to a worker. An assertion that no trusted key signed has a different type; a hypothetical assertion
 * produces a worker that cannot be written.
 * Unknown behaviour of Flex is a switch of the connection, such as `contactUriFrom`: NameID and e-mail may differ.
 */
export function provisionWorker<A extends JudgedAssertion>(
  assertion: A,
  before: PriorState['worker'],
  { contactUriFrom, ...switches }: ClaimSwitches & Pick<Connection, 'contactUriFrom'>,
): ProvisionedWorker<A> {
  const nameId = assertion.nameId?.value ?? ''
  const friendlyName = before?.friendlyName ?? nameId
  const claims = attributesOf(mapAttributes(assertion.attributes, switches))
  const email = contactUriFrom === 'email' ? claims.get('email') : undefined
  const address = asText(email?.value)
  const identity = escapeIdentity(address || nameId)
  if (!claims.has('contact_uri'))
    claims.set('contact_uri', { value: `client:${identity}`, ...(email && address ? fromEmail(email) : FROM_NAME_ID) })
  const { attributes, changes } = mergeAttributes(before?.attributes ?? {}, claims, switches.emptyValue)
  return { friendlyName, identity, contactUri: contactUriOf(attributes), attributes, changes }
}

const FROM_NAME_ID: ClaimOrigin = { claim: 'NameID', valueIndex: null, rule: 'contact_uri made of the NameID' }

/** The first address. For a list from a type suffix, the index of its value is unknown. */
function fromEmail({ claim, value, rule }: ClaimedValue): ClaimOrigin {
  const valueIndex = rule === 'type suffix' && Array.isArray(value) ? null : 0
  return { claim, valueIndex, rule: 'contact_uri made of the e-mail address' }
}

/** Where TaskRouter reaches a worker, according to its attributes; empty if they do not say. */
export function contactUriOf(attributes: WorkerAttributes): string {
  return asText(attributes.contact_uri)
}

/** A string, or the first of several. */
function asText(value: AttributeValue | undefined): string {
  const [first] = Array.isArray(value) ? value : [value]
  return typeof first === 'string' ? first : ''
}
