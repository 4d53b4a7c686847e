import { GENERATIONS, type Generation } from '../domain/login.ts'
import { NAME_ID_FORMAT } from '../domain/saml-names.ts'
import { TENANT_SID_WITHIN } from '../domain/sid.ts'

/** A path, host and entity ID pattern that Flex listens on; `{sid}` stands for the tenant's SID. */
export interface AssertionConsumerService {
  generation: Generation
  /** The SID that names a tenant here: account (AC) or SSO connection (JQ). */
  sidPrefix: 'AC' | 'JQ'
  host: string
  path: string
  /** The query that follows the path, or empty. */
  query: string
  entityId: string
  metadataPath: string
  /** The NameID formats of its metadata (legacy: as its AuthnRequest asks; enhanced: as Auth0 publishes). */
  nameIdFormats: readonly string[]
}

const AUTH0_FORMATS = [
  NAME_ID_FORMAT.unspecified,
  NAME_ID_FORMAT.emailAddress,
  NAME_ID_FORMAT.persistent,
  NAME_ID_FORMAT.transient,
]

/** Every door of Flex, as data (Twilio's SSO guides; enhanced metadata: Auth0's URL form). */
export const ENDPOINTS: Record<Generation, AssertionConsumerService> = {
  legacy: {
    generation: 'legacy',
    sidPrefix: 'AC',
    host: 'iam.twilio.com',
    path: '/v1/Accounts/{sid}/saml2',
    query: '',
    entityId: 'https://iam.twilio.com/v1/Accounts/{sid}/saml2/metadata',
    metadataPath: '/v1/Accounts/{sid}/saml2/metadata',
    nameIdFormats: [NAME_ID_FORMAT.emailAddress],
  },
  preview: {
    generation: 'preview',
    sidPrefix: 'AC',
    host: 'preview.twilio.com',
    path: '/iam/Accounts/{sid}/saml2',
    query: '',
    entityId: 'https://preview.twilio.com/iam/Accounts/{sid}/saml2',
    metadataPath: '/iam/Accounts/{sid}/saml2',
    nameIdFormats: [NAME_ID_FORMAT.emailAddress],
  },
  enhanced: {
    generation: 'enhanced',
    sidPrefix: 'JQ',
    host: 'login.flex.us1.twilio.com',
    path: '/login/callback',
    query: '?connection={sid}',
    entityId: 'urn:flex:{sid}',
    metadataPath: '/samlp/metadata',
    nameIdFormats: AUTH0_FORMATS,
  },
}

/** Path and query of a tenant's ACS. */
export function acsPath(generation: Generation, sid: string): string {
  const { path, query } = ENDPOINTS[generation]
  return (path + query).replace('{sid}', sid)
}

/** The tenant whose ACS a URL is, or null. A URL from a file is a hint for people, never a setting. */
export function tenantIn(url: string): { generation: Generation; sid: string } | null {
  const sid = TENANT_SID_WITHIN.exec(url)?.[0] ?? ''
  const generation = GENERATIONS.find((each) => sid !== '' && url.includes(acsPath(each, sid)))
  return generation === undefined ? null : { generation, sid }
}

/** Path and query of a tenant's metadata. */
export function metadataPathOf(generation: Generation, sid: string): string {
  const { metadataPath, query } = ENDPOINTS[generation]
  return (metadataPath + query).replace('{sid}', sid)
}

/** The ACS URL of a tenant at the real Flex. */
export function acsUrl(generation: Generation, sid: string): string {
  return `https://${ENDPOINTS[generation].host}${acsPath(generation, sid)}`
}

/** The service provider's entity ID, which the IdP must name as Audience. */
export function entityId(generation: Generation, sid: string): string {
  return ENDPOINTS[generation].entityId.replace('{sid}', sid)
}

/** The workspace of an account: a Flex account has exactly one, so its SID is derived. */
export function workspaceSidOf(accountSid: string): string {
  return `WS${accountSid.slice(2).toLowerCase()}`
}
