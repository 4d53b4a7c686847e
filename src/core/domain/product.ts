import type { CheckId } from './check-ids.ts'
import type { ResponseForm, ResponseStyle } from './response-style.ts'
import type { SignaturePolicy } from './signature-policy.ts'

/**
 * What an IdP's administration decides about a response. A check names one of these; a product knows where it is.
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
  /** The way through the menus, joined by ' › '. */
  menu: string
  /** The name of the field there, in the singular as the page prints it. */
  field: string
  /** What to choose, by the signature policy or the generic name of a choice: `both`, `response`, `sha256`, `none`, `email` …; `names`, `values`: what is entered for claims and roles. */
  choices?: Readonly<Record<string, string>>
  /** A word of what is peculiar here. */
  note?: string
  /** The page that says so; null: nobody has confirmed it, and it is said to be so. */
  source: string | null
}

/** What recognition looks at. Nothing of it is trusted; it decides words alone, never a verdict. */
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

/** One thing that tells a product. `strong`: nobody else has it; weak ones count only when several agree. */
export interface Sign {
  trait: keyof Traits
  pattern: RegExp
  weight: 'strong' | 'weak'
  /** What it says, for the evidence: 'the issuer is a tenant of Microsoft Entra ID'. */
  says: string
}

/** Something that stays at the IdP, so that no response ever arrives. */
interface Trouble {
  /** What the person sees: the IdP's own code or words. */
  symptom: string
  cause: string
  fix: string
  source: string | null
}

/** What else there is to know of a product, and where it is said. */
interface Remark {
  topic: string
  words: string
  source: string | null
}

/** An IdP product as data: how it is recognised, where its settings are, what goes wrong with it. */
export interface Product {
  id: string
  name: string
  signs: readonly Sign[]
  /** How it writes its responses, if the built-in IdP can imitate that; `id` and `name` where those of the product would mislead. */
  responses?: ResponseForm & Partial<Pick<ResponseStyle, 'id' | 'name'>>
  settings: Readonly<Record<IdpSetting, MenuPlace | null>>
  /** What its Flex guide asks for; `url` is null where there is no guide. */
  guide: { url: string | null; signaturePolicy: SignaturePolicy; nameId: string; roles: string }
  /** Set-up from nothing to the first login, one step each. `{acsUrl}` and `{entityId}` stand for the tenant's values. */
  setUp: readonly string[]
  /** How to rehearse beside a live Flex application of the same IdP. */
  beside: string
  /** What its defaults do to a Flex login, by the id of the check that fails. */
  defaults: Readonly<Partial<Record<CheckId, string>>>
  nothingArrives: readonly Trouble[]
  further?: readonly Remark[]
  documentation: readonly { title: string; url: string }[]
  /** The day on which menus and pages were last compared, YYYY-MM-DD. */
  checkedOn: string
}
