/** The generations of Flex single sign-on (FLEX 1.1). Preview is judged as legacy. */
export const GENERATIONS = ['legacy', 'preview', 'enhanced'] as const
export type Generation = (typeof GENERATIONS)[number]

export const SIGNATURE_POLICIES = ['both', 'response', 'assertion', 'either'] as const
/** Which signatures a connection asks for. `either`: one valid signature is enough. */
export type SignaturePolicy = (typeof SIGNATURE_POLICIES)[number]

/** One SSO set-up, as the Flex Console's SSO page holds it. `sid` is AC (legacy and preview) or JQ (enhanced) + 32 hex. */
export interface Connection {
  sid: string
  accountSid: string
  friendlyName: string
  idpIssuer: string | null
  ssoUrl: string | null
  /** PEM text, one certificate each. */
  certificates: string[]
  defaultRedirectUrl: string | null
  trustedUrls: string[]
  signaturePolicy: SignaturePolicy
  product: string
  clockSkewSeconds: number
  twilioSsoUrl: 'iam' | 'preview'
  contactUriFrom: 'email' | 'nameId'
}

/** Exactly what arrived. `fields` holds every SAMLResponse field of the form. */
export interface PostedResponse {
  fields: string[]
  relayState: string | null
  /** The size of the request body in bytes, when it was refused for its size and so not kept. */
  oversize: number | null
  /** How it came in. A captured message is judged as if it had been posted to its tenant's ACS. */
  reached: { method: 'GET' | 'POST'; path: string }
}

/** What a message is held against. Nothing in here comes from the message. */
export interface Settings {
  generation: Generation
  sid: string
  accountSid: string
  connectionSid: string | null
  /** Null: nobody has configured this tenant. */
  connection: Connection | null
  /** The URLs that Destination and Recipient may name. */
  acs: string[]
  audience: string
}

/** What was known before the message arrived. */
export interface Memory {
  /** The attempt that already used this assertion ID for this tenant; null when none did. */
  acceptedBefore: string | null
  /** Whether the response answers a request that was sent and not forgotten; null when it answers none, or nothing is remembered. */
  requested: boolean | null
}
