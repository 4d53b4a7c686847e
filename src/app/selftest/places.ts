import type { RuleSet } from '../../core/domain/check.ts'
import type { ResponseStyle } from '../../core/domain/response-style.ts'
import type { Mutation } from '../../core/mutations/mutation.ts'
import { RESPONSE_STYLES } from '../../core/products/index.ts'
import { incompatibility } from '../idp/issue.ts'

/** The response style of a message, and the generation whose rules apply. */
export interface TrialPlace {
  style: ResponseStyle
  generation: RuleSet
}

/** Every response style for both generations. */
export const PLACES: readonly TrialPlace[] = (['legacy', 'enhanced'] as const).flatMap((generation) =>
  RESPONSE_STYLES.map((style) => ({ style, generation })),
)

/** Where a fault is possible. */
export const placesFor = (fault: Mutation): TrialPlace[] =>
  PLACES.filter(({ style, generation }) => incompatibility(fault, style, generation) === null)

/** One place per fault, rotating through all of them. */
export function onePlaceFor(fault: Mutation, index: number): TrialPlace[] {
  const places = placesFor(fault)
  return places.slice((index * 5) % places.length).slice(0, 1)
}
