/** What a case sets in the IdP beside what the service provider's metadata says. */
export interface Wishes {
  /** Absent: what the metadata asks for. */
  signs?: 'both' | 'response' | 'assertion' | 'none'
  algorithm?: 'rsa-sha1'
  /** For a certificate of the service provider, which Flex does not have; samlp can encrypt the assertion alone. */
  encrypts?: 'assertion' | 'NameID'
  /** Claims are called as the Microsoft and OASIS claim types are. */
  namespaced?: true
  /** Signs with the second of the two keys that its metadata announces, or with one that it does not. */
  key?: 'next' | 'foreign'
  /** More, in the IdP's own words. */
  options?: Record<string, unknown>
}

/** An identity provider that runs on this machine, in a process of its own. */
export interface RealIdp extends AsyncDisposable {
  /** The URL of its metadata. */
  metadataUrl: string
  /** Makes a service provider known to it, the only one, by nothing but the URL of its metadata. */
  trust(metadataUrl: string, wishes: Wishes): Promise<void>
  /** Where a person begins who comes from the IdP's own portal. */
  portalLink(entityId: string, relayState: string): string
}

/** The namespaced name of each claim. */
export const NAMESPACED = {
  full_name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  roles: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
}

/** Everybody's password. */
export const PASSWORD = 'correct horse'

/** Who can sign in at every IdP of this folder, by what is odd about each. */
export const PEOPLE = {
  agent: { full_name: ['Ada Agent'], email: ['agent@example.com'], roles: ['agent'] },
  several: { full_name: ['Sue Several'], email: ['several@example.com'], roles: ['agent', 'supervisor'] },
  comma: { full_name: ['Cem Comma'], email: ['comma@example.com'], roles: ['agent, admin'] },
  letters: { full_name: ['Zoë <Å&B> "Łódź" 李 🦊'], email: ["o'zoe+x@example.com"], roles: ['supervisor'] },
  nobody: { full_name: ['Nora Nobody'], email: ['nobody@example.com'], roles: ['caretaker'] },
}
