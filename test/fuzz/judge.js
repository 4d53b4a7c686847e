import { asPosted } from '../../dist/core/connection/judge-target.js'
import { judge, readPosted } from '../../dist/core/judge/inspect.js'

const NO_PRIOR_STATE = { acceptedBefore: null, requested: null, clockOffsets: [], worker: null }

/**
 * Reads a message once and judges it by every variant of the settings: what was read, and one Report for each.
 * @param misread changes what was read, to show what a wrong judge comes to
 */
export function judgeAll(fields, relayState, variants, now, misread = (message) => message) {
  const postedTo = (variant) => asPosted(fields, relayState, variant)
  const message = misread(readPosted(postedTo(variants[0]), variants[0]))
  const reports = variants.map(
    (variant) =>
      judge({ posted: postedTo(variant), settings: variant, message, before: NO_PRIOR_STATE, now }, 'fuzz').report,
  )
  return { message, reports }
}
