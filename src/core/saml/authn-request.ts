import { deflateRawSync } from 'node:zlib'
import { AUTHN_CONTEXT, BINDING, NAME_ID_FORMAT, NAMESPACE } from '../domain/saml-names.ts'
import { inWholeSeconds } from '../domain/time.ts'
import { escaping } from '../domain/xml.ts'

/** The content of an AuthnRequest. `asksForEmail`: with the NameIDPolicy and authentication context of legacy Flex. */
export interface AuthnRequestDescription {
  id: string
  issuer: string
  acsUrl: string
  /** The single sign-on URL of the IdP. */
  destination: string
  issueInstant: Date
  asksForEmail: boolean
}

const LEGACY_POLICY =
  `<samlp:NameIDPolicy Format="${NAME_ID_FORMAT.emailAddress}" AllowCreate="true"/>` +
  `<samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef>${AUTHN_CONTEXT.password}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`

const escapeValue = escaping('&<"')

/** Writes an unsigned AuthnRequest (SAML Core 3.4.1) as Flex sends it: legacy as observed, enhanced inferred from Auth0's template. */
export function writeAuthnRequest(request: AuthnRequestDescription): string {
  const { id, issuer, acsUrl, destination, issueInstant, asksForEmail } = request
  const attributes = {
    ID: id,
    Version: '2.0',
    IssueInstant: inWholeSeconds(issueInstant),
    ...(asksForEmail ? { ProviderName: 'Twilio' } : {}),
    Destination: destination,
    ProtocolBinding: BINDING.post,
    AssertionConsumerServiceURL: acsUrl,
  }
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeValue(value)}"`)
  const namespaces = ` xmlns:samlp="${NAMESPACE.protocol}" xmlns:saml="${NAMESPACE.assertion}"`
  const policy = asksForEmail ? LEGACY_POLICY : ''
  return `<samlp:AuthnRequest${namespaces}${written.join('')}><saml:Issuer>${escapeValue(issuer)}</saml:Issuer>${policy}</samlp:AuthnRequest>`
}

/** The URL that sends a request to the IdP with the HTTP-Redirect binding (SAML Bindings 3.4.4). */
export function redirectTo(destination: string, authnRequest: string, relayState: string | null): string {
  const added = new URLSearchParams({ SAMLRequest: deflateRawSync(authnRequest).toString('base64') })
  if (relayState !== null) added.set('RelayState', relayState)
  const url = new URL(destination)
  url.search = url.search === '' ? `${added}` : `${url.search}&${added}` // an existing query stays as the IdP wrote it
  return url.href
}
