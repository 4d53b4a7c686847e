import type { CheckId } from './check-ids.ts'
import type { ResponseForm, ResponseStyle } from './response-style.ts'
import type { SignaturePolicy } from './signature-policy.ts'

/**
 * What the administration of an IdP decides about a response. A check names one of these; a product knows where it is.
 * `acsUrl`: where responses are posted · `entityId`: whom they are for (Audience) · `issuer`, `ssoUrl`, `certificate`: where
 * the IdP shows its own · `signing`: what is signed · `algorithm` · `encryption` · `nameId` · `claims` · `roles` ·
 * `assignment`: who may use the application · `lifetime`: of an assertion · `session`: its end · `protocol`: SAML 2.0 with
 * the HTTP-POST binding · `clock`.
 */
export const IDP_SETTINGS = [
  'acsUrl',
  'entityId',
  'issuer',
  'ssoUrl',
  'certificate',
  'signing',
  'algorithm',
  'encryption',
  'nameId',
  'claims',
  'roles',
  'assignment',
  'lifetime',
  'session',
  'protocol',
  'clock',
] as const
export type IdpSetting = (typeof IDP_SETTINGS)[number]

/** Where a setting is, in the product's own words. */
export interface MenuPlace {
  /** The path through the menus, joined by ' › '. */
  menu: string
  /** The name of the field there, in the singular, as the page shows it. */
  field: string
  /** What to choose, by the signature policy or the generic name of a choice: `both`, `response`, `sha256`, `none`, `email` …; `names`, `values`: what is entered for claims and roles. */
  choices?: Readonly<Record<string, string>>
  /** A note on anything unusual here. */
  note?: string
  /** The page that documents it; null if it is unconfirmed, and shown as such. */
  source: string | null
}

/** What recognition uses. None of it is trusted; it only decides words, never a verdict. */
export interface Traits {
  issuer: string | null
  /** Subjects of the certificates inside the message, as OpenSSL prints them, with the lines joined by ', '. */
  certificateSubjects: string[]
  claimNames: string[]
  responseId: string | null
  assertionId: string | null
  /** Prefixes of the Response, Assertion and Signature elements, `-` for a default namespace: `samlp saml ds`. */
  prefixes: string | null
}

/** One sign of a product. `strong`: no other product has it; weak ones count only if several agree. */
export interface Sign {
  trait: keyof Traits
  pattern: RegExp
  weight: 'strong' | 'weak'
  /** What it says, for the evidence: 'the issuer is a tenant of Microsoft Entra ID'. */
  says: string
}

/** A problem that stays at the IdP, so that no response ever arrives. */
interface Trouble {
  /** What the person sees: the code or words of the IdP. */
  symptom: string
  cause: string
  fix: string
  source: string | null
}

/** What else to know about a product, and its source. */
interface Remark {
  topic: string
  words: string
  source: string | null
}

/** An IdP product as data: how it is recognised, where its settings are, what can go wrong. */
export interface Product {
  id: string
  name: string
  signs: readonly Sign[]
  /** How it writes its responses, if the built-in IdP can imitate that; `id` and `name` where those of the product would mislead. */
  responses?: ResponseForm & Partial<Pick<ResponseStyle, 'id' | 'name'>>
  settings: Readonly<Record<IdpSetting, MenuPlace | null>>
  /** What its Flex guide requires; `url` is null if there is no guide. */
  guide: { url: string | null; signaturePolicy: SignaturePolicy; nameId: string; roles: string }
  /** The steps from set-up to the first login. `{acsUrl}` and `{entityId}` stand for the values of the tenant. */
  setUp: readonly string[]
  /** How to rehearse next to a live Flex application of the same IdP. */
  beside: string
  /** How its defaults affect a Flex login, by the id of the check that fails. */
  defaults: Readonly<Partial<Record<CheckId, string>>>
  nothingArrives: readonly Trouble[]
  further?: readonly Remark[]
  documentation: readonly { title: string; url: string }[]
  /** The day on which menus and pages were last compared, YYYY-MM-DD. */
  checkedOn: string
}
