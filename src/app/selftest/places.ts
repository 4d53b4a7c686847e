import type { RuleSet } from '../../core/domain/check.ts'
import type { ResponseStyle } from '../../core/domain/response-style.ts'
import type { Mutation } from '../../core/mutations/mutation.ts'
import { RESPONSE_STYLES } from '../../core/products/index.ts'
import { incompatibility } from '../idp/issue.ts'

/** In whose hand a response is written, and for which rules. */
export interface TrialPlace {
  flavour: ResponseStyle
  generation: RuleSet
}

/** Every hand at both generations. */
export const PLACES: readonly TrialPlace[] = (['legacy', 'enhanced'] as const).flatMap((generation) =>
  RESPONSE_STYLES.map((flavour) => ({ flavour, generation })),
)

/** Where a fault can be made. */
export const placesFor = (fault: Mutation): TrialPlace[] =>
  PLACES.filter(({ flavour, generation }) => incompatibility(fault, flavour, generation) === null)

/** One place for each fault, another for the next one. */
export function onePlaceFor(fault: Mutation, index: number): TrialPlace[] {
  const places = placesFor(fault)
  return places.slice((index * 5) % places.length).slice(0, 1)
}
