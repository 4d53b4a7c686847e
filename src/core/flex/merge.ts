import type { ClaimSwitches } from '../domain/claim-switches.ts'
import type { AttributeChange, WorkerAttributes } from '../domain/worker.ts'
import { type ClaimedValue, isEmptyValue } from './claims.ts'

/** TaskRouter's limit on worker attributes, in characters of JSON (Twilio: TaskRouter limits). */
export const MAX_ATTRIBUTES_CHARACTERS = 4_096

/** TaskRouter's limit on a worker's friendly name, in characters. */
export const MAX_FRIENDLY_NAME_CHARACTERS = 64

export interface Merged {
  attributes: WorkerAttributes
  changes: AttributeChange[]
}

/**
 * Merges the attributes of a login into those of a worker (Twilio: "merge update"). An attribute in the login replaces the
 * old value, an empty value clears it, and all others stay.
 */
export function mergeAttributes(
  before: WorkerAttributes,
  login: Map<string, ClaimedValue>,
  emptyValue: ClaimSwitches['emptyValue'],
): Merged {
  const attributes = new Map(Object.entries(before))
  const changes: AttributeChange[] = []
  for (const [attribute, { value, ...origin }] of login) {
    const old = attributes.get(attribute) ?? null
    const removed = emptyValue === 'remove' && isEmptyValue(value)
    if (removed) attributes.delete(attribute)
    else attributes.set(attribute, value)
    const after = removed ? null : value
    if (JSON.stringify(old) !== JSON.stringify(after)) changes.push({ attribute, before: old, after, ...origin })
  }
  return { attributes: Object.fromEntries(attributes), changes }
}
