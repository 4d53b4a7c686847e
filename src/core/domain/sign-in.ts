/** What Flex is taken to carry through a login (inferred). */
export const MAX_RELAY_STATE_BYTES = 8 * 1024

/** Where a login goes back to that a page of Flex began. */
export interface ReturnTo {
  /** A trusted URL, or a path of the harness itself, which is under the host that the answer comes to. */
  url: string
  /** What gets a token for the code of an enhanced login (PKCE with S256, RFC 7636); null where no code was asked for. */
  proof: { codeChallenge: string; nonce: string } | null
}

/** An AuthnRequest that was sent and is not forgotten. */
export interface SentRequest {
  relayState: string | null
  returnTo: ReturnTo | null
}

/** How the RelayState that went out with a request came back. */
export const RELAY_STATES_BACK = ['unchanged', 'cut', 'changed', 'missing'] as const
export type RelayStateBack = (typeof RELAY_STATES_BACK)[number]

/** Who a token of Flex stands for. */
export interface SignedIn {
  account: string
  /** The SID of the ACS that the login came to. */
  tenant: string
  workerSid: string
  /** The NameID. */
  realmUserId: string
  /** The NameID as Flex escapes it. */
  identity: string
  roles: string[]
}

/** What a code is exchanged for, and who may do so. */
export interface CodeGrant {
  signedIn: SignedIn
  returnTo: ReturnTo
}
