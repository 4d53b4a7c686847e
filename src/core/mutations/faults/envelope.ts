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

/** Random bytes instead of a real encryption: only that it is encrypted can be seen. */
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

/** Faults in the response element and its structure. */
export const ENVELOPE_FAULTS: Mutation[] = [
  refusal('idp-refused', 'The IdP answers that it denied the request.', ['Responder', 'RequestDenied']),
  refusal(
    'idp-failed',
    'The IdP answers that authentication failed.',
    ['Responder', 'AuthnFailed'],
    'Authentication failed.',
  ),
  refusal('idp-has-no-name-id', 'The IdP has no NameID in the requested format.', ['Requester', 'InvalidNameIDPolicy']),
  refusal('idp-has-no-context', 'The IdP cannot provide the requested authentication context.', [
    'Responder',
    'NoAuthnContext',
  ]),
  refusal('idp-cannot-be-passive', 'The IdP cannot sign the user in without interaction.', ['Responder', 'NoPassive']),
  refusal('idp-wants-another-version', 'The IdP requires a different version of SAML.', ['VersionMismatch']),
  {
    name: 'version-1-1',
    title: 'The response has the SAML version 1.1.',
    raises: ['version-is-2-0'],
    change: envelope({ version: '1.1' }),
  },
  {
    name: 'response-issuer-another',
    title: 'The Issuer of the response is not that of the connection.',
    raises: ['response-issuer-matches'],
    change: envelope({ issuer: OTHER_ISSUER }),
  },
  {
    name: 'assertion-issuer-another',
    title: 'The Issuer of the assertion is not that of the connection.',
    raises: ['assertion-issuer-matches'],
    change: asserts(() => ({ issuer: OTHER_ISSUER })),
  },
  {
    name: 'issuer-with-slash',
    title: 'The Issuer of the response has an extra trailing slash.',
    raises: ['response-issuer-matches'],
    change: envelope(({ issuer }) => ({ issuer: `${issuer}/` })),
  },
  {
    name: 'issuer-in-other-case',
    title: 'The Issuer of the response is in capital letters.',
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
    title: 'The response and the assertion have the same ID.',
    raises: ['ids-are-unique'],
    change: says((response) =>
      response.assertion === null ? response : { ...response, assertion: { ...response.assertion, id: response.id } },
    ),
  },
  {
    name: 'no-assertion',
    title: 'The response has no assertion.',
    raises: ['one-assertion'],
    change: { ...envelope({ assertion: null }), signing: (plan) => ({ ...plan, over: ['Response'] }) },
  },
  {
    name: 'two-assertions',
    title: 'The response has two assertions with different IDs.',
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
    title: 'The response has an element that the schema does not allow.',
    raises: ['schema-is-valid'],
    change: { written: (xml) => xml.replace(/(<\/(\w+:)?Conditions>)/, '$1<Unknown xmlns="urn:example"/>') },
  },
  {
    name: 'issued-two-days-ago',
    title: 'The response was issued two days ago, according to its IssueInstant.',
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
  destination('with-slash', 'Destination has an extra trailing slash.', (url) => `${url}/`),
  destination('http', 'Destination has the wrong scheme.', (url) => url.replace(/^https?:/, 'ftp:')),
  destination('of-another-host', 'Destination has a different host.', atAnotherHost),
  destination('of-another-tenant', 'Destination belongs to a different tenant.', ofAnotherTenant),
  destination('in-capitals', 'The path of Destination is in capital letters.', (url) =>
    url.replace(/\/\/[^/]+\/(.*)$/, (match) => match.toUpperCase()),
  ),
  {
    name: 'destination-of-another-generation',
    title: 'Destination belongs to a different generation of Flex.',
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
