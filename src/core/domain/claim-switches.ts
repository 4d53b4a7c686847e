/** What an empty value becomes: an empty string, or no attribute at all. */
export const EMPTY_VALUES = ['empty-string', 'remove'] as const
/** What several values without a type suffix become: an array of strings, the first one, or all joined by commas. */
export const SEVERAL_VALUES = ['array', 'first', 'joined'] as const

/** Unknown behaviour of Flex for claims, as named switches. */
export interface ClaimSwitches {
  emptyValue: (typeof EMPTY_VALUES)[number]
  severalValues: (typeof SEVERAL_VALUES)[number]
}

export const DEFAULT_CLAIM_SWITCHES: ClaimSwitches = { emptyValue: 'empty-string', severalValues: 'array' }
