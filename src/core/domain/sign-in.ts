/** What Flex probably keeps through a login (inferred). */
export const MAX_RELAY_STATE_BYTES = 8 * 1024

/** Where a login returns to that was started by a page of Flex. */
export interface ReturnTo {
  /** A trusted URL, or a path of the harness, on the host to which the answer is sent. */
  url: string
  /** The challenge for the code of an enhanced login (PKCE with S256, RFC 7636); null if no code was requested. */
  proof: { codeChallenge: string; nonce: string } | null
}

/** An AuthnRequest that was sent and has not expired. */
export interface SentRequest {
  relayState: string | null
  returnTo: ReturnTo | null
}

/** How the RelayState of a request was returned. */
export const RELAY_STATES_BACK = ['unchanged', 'cut', 'changed', 'missing'] as const
export type RelayStateBack = (typeof RELAY_STATES_BACK)[number]

/** The person whom a token of Flex represents. */
export interface SignedIn {
  account: string
  /** The SID in the ACS URL of the login. */
  tenant: string
  workerSid: string
  /** The NameID. */
  realmUserId: string
  /** The NameID as Flex escapes it. */
  identity: string
  roles: string[]
}

/** What a code is exchanged for, and who may exchange it. */
export interface CodeGrant {
  signedIn: SignedIn
  returnTo: ReturnTo
}
