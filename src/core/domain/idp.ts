import type { SamlResponse, SignedElement } from './saml.ts'

/** A person who signs in at the built-in IdP: NameID, and the claims by name. */
export interface IdpUser {
  nameId?: string | undefined
  email: string
  fullName?: string | undefined
  roles: string[]
  /** Further claims, such as `team_id` or `routing.skills`. */
  claims: Record<string, string[]>
}

/** One sign-in: who, at which service provider, and when. */
export interface IdpLogin {
  user: IdpUser
  /** The SID of the tenant: AC or JQ. */
  tenant: string
  acsUrl: string
  entityId: string
  /** The ID of the AuthnRequest that is answered; null for an IdP-initiated login. */
  inResponseTo: string | null
  now: Date
}

/** A key that signs for an IdP, and its certificate, each as PEM. */
export interface SigningKey {
  privateKey: string
  certificate: string
}

/** How a response is signed. Algorithms are identifiers of XML Signature. */
export interface SigningPlan {
  over: readonly SignedElement[]
  key: SigningKey
  algorithm: string
  digest: string
}

/** Keys for faults: two that no connection has, and three flawed ones that it has. */
export type SpecialKey = 'foreign' | 'look-alike' | 'expired' | 'not yet valid' | 'weak'

/** What a fault changes in a valid login, at each step of its creation. */
export interface MessageChange {
  says?: (response: SamlResponse, login: IdpLogin) => SamlResponse
  written?: (xml: string) => string
  signing?: (plan: SigningPlan) => SigningPlan
  signed?: (xml: string) => string
  /** The form field. */
  field?: (samlResponse: string) => string
}
