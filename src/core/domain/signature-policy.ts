export const SIGNATURE_POLICIES = ['both', 'response', 'assertion', 'either'] as const
/** Which signatures a connection asks for. `either`: one valid signature is enough. */
export type SignaturePolicy = (typeof SIGNATURE_POLICIES)[number]
