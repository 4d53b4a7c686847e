/** What no redacted message can show: signatures, and who made them. */
const OF_SIGNATURES = new Set([
  'response-signature-valid',
  'assertion-signature-valid',
  'claims-are-covered-by-signature',
  'signing-certificate-is-configured',
  'signing-certificate-in-validity',
  'signing-key-is-strong',
])

/** What goes with a text that is replaced: how long it was, or that it was none that can be read. */
const OF_TEXTS = new Set(['attributes-within-limit', 'name-id-is-stable'])

/** Whether a redacted message may be silent about a check. */
export const isLostInRedaction = (id: string) => OF_SIGNATURES.has(id) || OF_TEXTS.has(id)
