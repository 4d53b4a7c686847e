import type { RuleSet } from '../../core/domain/check.ts'
import type { Flavour } from '../../core/domain/response-style.ts'
import type { Fault } from '../../core/mutations/faults/fault.ts'
import { FLAVOURS } from '../../core/products/response-styles/index.ts'
import { whyUnfit } from '../idp/issue.ts'

/** In whose hand a response is written, and for which rules. */
export interface Place {
  flavour: Flavour
  generation: RuleSet
}

/** Every hand at both generations. */
export const PLACES: readonly Place[] = (['legacy', 'enhanced'] as const).flatMap((generation) =>
  FLAVOURS.map((flavour) => ({ flavour, generation })),
)

/** Where a fault can be made. */
export const placesFor = (fault: Fault): Place[] =>
  PLACES.filter(({ flavour, generation }) => whyUnfit(fault, flavour, generation) === null)

/** One place for each fault, another for the next one. */
export function onePlaceFor(fault: Fault, index: number): Place[] {
  const places = placesFor(fault)
  return places.slice((index * 5) % places.length).slice(0, 1)
}
