export const SIGNATURE_POLICIES = ['both', 'response', 'assertion', 'either'] as const
/** Which signatures a connection requires. `either`: one valid signature is enough. */
export type SignaturePolicy = (typeof SIGNATURE_POLICIES)[number]
