import { randomBytes, randomUUID } from 'node:crypto'
import type { MessageChange } from '../../domain/idp.ts'
import type { SamlResponse } from '../../domain/saml.ts'
import { IDENTIFIERS, NAMESPACE } from '../../domain/saml-names.ts'
import { generationOfSid } from '../../domain/sid.ts'
import { acsUrl, entityId } from '../../flex/endpoints.ts'
import type { Mutation } from '../mutation.ts'
import { after, asserts, atAnotherHost, ofAnotherTenant, says } from './changes.ts'

const ASSERTION = /<(\w+:)?Assertion[\s>].*<\/(\w+:)?Assertion>/s
const NAMESPACES = ` xmlns="${NAMESPACE.assertion}" xmlns:saml="${NAMESPACE.assertion}" xmlns:saml2="${NAMESPACE.assertion}"`

/** Encrypted with a key that nobody has: that it is encrypted is all there is to see. */
const encrypted = () =>
  `<xenc:EncryptedData xmlns:xenc="${NAMESPACE.encryption}" Type="${NAMESPACE.encryption}Element"><xenc:EncryptionMethod Algorithm="${NAMESPACE.encryption}aes256-cbc"/>` +
  `<xenc:CipherData><xenc:CipherValue>${randomBytes(1_600).toString('base64')}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>`

const bareUuid = () => `7${randomUUID().slice(1)}`
const OTHER_ISSUER = 'https://other-idp.example.com/metadata'

const envelope = (change: Partial<SamlResponse> | ((response: SamlResponse) => Partial<SamlResponse>)): MessageChange =>
  says((response) => ({ ...response, ...(typeof change === 'function' ? change(response) : change) }))

const refusal = (name: string, title: string, codes: string[], message: string | null = null): Mutation => ({
  name,
  title,
  raises: ['status-is-success'],
  change: {
    ...envelope({ status: { codes: codes.map((code) => IDENTIFIERS.status + code), message }, assertion: null }),
    signing: (plan) => ({ ...plan, over: ['Response'] }),
  },
})

const destination = (name: string, title: string, change: (url: string) => string): Mutation => ({
  name: `destination-${name}`,
  title,
  raises: ['destination-matches-acs'],
  change: envelope(({ destination: url }) => ({ destination: change(url ?? '') })),
})

/** What the envelope says, and what is in it. */
export const ENVELOPE_FAULTS: Mutation[] = [
  refusal('idp-refused', 'The IdP answers that it refused.', ['Responder', 'RequestDenied']),
  refusal(
    'idp-failed',
    'The IdP answers that authentication failed.',
    ['Responder', 'AuthnFailed'],
    'Authentication failed.',
  ),
  refusal('idp-has-no-name-id', 'The IdP has no NameID of the format that was asked for.', [
    'Requester',
    'InvalidNameIDPolicy',
  ]),
  refusal('idp-has-no-context', 'The IdP cannot meet the authentication context that was asked for.', [
    'Responder',
    'NoAuthnContext',
  ]),
  refusal('idp-cannot-be-passive', 'The IdP cannot sign in without asking.', ['Responder', 'NoPassive']),
  refusal('idp-wants-another-version', 'The IdP wants another version of SAML.', ['VersionMismatch']),
  {
    name: 'version-1-1',
    title: 'It says that it is SAML 1.1.',
    raises: ['version-is-2-0'],
    change: envelope({ version: '1.1' }),
  },
  {
    name: 'response-issuer-another',
    title: 'The Issuer of the response is another one than the connection has.',
    raises: ['response-issuer-matches'],
    change: envelope({ issuer: OTHER_ISSUER }),
  },
  {
    name: 'assertion-issuer-another',
    title: 'The Issuer of the assertion is another one than the connection has.',
    raises: ['assertion-issuer-matches'],
    change: asserts(() => ({ issuer: OTHER_ISSUER })),
  },
  {
    name: 'issuer-with-slash',
    title: 'The Issuer of the response has a slash more at its end.',
    raises: ['response-issuer-matches'],
    change: envelope(({ issuer }) => ({ issuer: `${issuer}/` })),
  },
  {
    name: 'issuer-in-other-case',
    title: 'The Issuer of the response is in capitals.',
    raises: ['response-issuer-matches'],
    change: envelope(({ issuer }) => ({ issuer: issuer?.toUpperCase() ?? null })),
  },
  {
    name: 'response-id-starts-with-digit',
    title: 'The ID of the response is a bare UUID that starts with a digit.',
    raises: ['ids-are-xml-names'],
    change: envelope(() => ({ id: bareUuid() })),
  },
  {
    name: 'assertion-id-starts-with-digit',
    title: 'The ID of the assertion is a bare UUID that starts with a digit.',
    raises: ['ids-are-xml-names'],
    change: asserts(() => ({ id: bareUuid() })),
  },
  {
    name: 'ids-equal',
    title: 'Response and assertion have one ID.',
    raises: ['ids-are-unique'],
    change: says((response) =>
      response.assertion === null ? response : { ...response, assertion: { ...response.assertion, id: response.id } },
    ),
  },
  {
    name: 'no-assertion',
    title: 'There is no assertion in the response.',
    raises: ['one-assertion'],
    change: { ...envelope({ assertion: null }), signing: (plan) => ({ ...plan, over: ['Response'] }) },
  },
  {
    name: 'two-assertions',
    title: 'There are two assertions in the response, with IDs of their own.',
    raises: ['one-assertion'],
    change: {
      written: (xml) => xml.replace(ASSERTION, (match) => match + match.replace(/ ID="[^"]*"/, ' ID="_second"')),
      signing: (plan) => ({ ...plan, over: ['Response'] }),
    },
  },
  {
    name: 'assertion-encrypted',
    title: 'The assertion is encrypted.',
    raises: ['assertion-not-encrypted'],
    change: {
      written: (xml) =>
        xml.replace(
          ASSERTION,
          (_, prefix = '') => `<${prefix}EncryptedAssertion${NAMESPACES}>${encrypted()}</${prefix}EncryptedAssertion>`,
        ),
      signing: (plan) => ({ ...plan, over: ['Response'] }),
    },
  },
  {
    name: 'element-unknown',
    title: 'There is an element that the schema does not have.',
    raises: ['schema-is-valid'],
    change: { written: (xml) => xml.replace(/(<\/(\w+:)?Conditions>)/, '$1<Unknown xmlns="urn:example"/>') },
  },
  {
    name: 'issued-two-days-ago',
    title: 'It says that it was issued two days ago.',
    raises: ['issue-instant-plausible'],
    change: says((response, login) => ({
      ...response,
      issueInstant: after(login, -172_800),
      assertion: response.assertion && { ...response.assertion, issueInstant: after(login, -172_800) },
    })),
  },
  {
    name: 'no-destination',
    title: 'The response has no Destination.',
    raises: ['destination-is-present'],
    change: envelope({ destination: null }),
  },
  destination('with-slash', 'Destination has a slash more at its end.', (url) => `${url}/`),
  destination('http', 'Destination is the ACS URL by http, and with the host of Flex.', (url) =>
    url.replace(/^https?:/, 'ftp:'),
  ),
  destination('of-another-host', 'Destination is at another host.', atAnotherHost),
  destination('of-another-tenant', "Destination is another tenant's.", ofAnotherTenant),
  destination('in-capitals', 'The path of Destination is in capitals.', (url) =>
    url.replace(/\/\/[^/]+\/(.*)$/, (match) => match.toUpperCase()),
  ),
  {
    name: 'destination-of-another-generation',
    title: 'Destination is that of another generation of Flex.',
    raises: ['destination-matches-acs'],
    change: says((response, { tenant }) => ({
      ...response,
      destination: acsUrl(
        generationOfSid(tenant) === 'enhanced' ? 'legacy' : 'enhanced',
        tenant.replace(/^(AC|JQ)/, (prefix) => (prefix === 'JQ' ? 'AC' : 'JQ')),
      ),
    })),
  },
  {
    name: 'destination-is-entity-id',
    title: 'Destination is the entity ID instead of the ACS URL.',
    raises: ['destination-matches-acs'],
    change: says((response, { tenant }) => ({
      ...response,
      destination: entityId(generationOfSid(tenant), tenant),
    })),
  },
]
