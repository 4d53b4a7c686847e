import { MAX_RELAY_STATE_BYTES } from '../domain/sign-in.ts'
import { isTrustedUrl } from '../flex/redirect.ts'
import { expectThat, fail, notApplicable, onClaims, onMessage, pass } from './check.ts'

const STATEMENT = '/samlp:Response/saml:Assertion/saml:AttributeStatement'
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Claims that IdPs send by default: Microsoft Entra ID and AD FS, then Salesforce. */
const UNASKED = [
  /^http:\/\/schemas\.microsoft\.com\/(identity\/claims|claims)\//,
  /^http:\/\/schemas\.xmlsoap\.org\/ws\/2005\/05\/identity\/claims\/(givenname|surname|emailaddress|name|upn)$/,
  /^(userId|username|is_portal_user)$/,
]

/** Things that work but may cause surprises: never errors. */
export const RECOMMENDATIONS = [
  onClaims({
    id: 'contact-uri-is-not-set',
    title: 'contact_uri is not sent, so that Flex sets it',
    denial: 'contact_uri is sent and overrides the value that Flex sets.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'help/42799965656987' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'described' } },
    fix: 'Remove the claim contact_uri, unless calls should go to a SIP address or phone number. Flex sets it automatically.',
    run: ({ claims }) => {
      const claim = claims.find(({ attribute }) => attribute === 'contact_uri')
      return expectThat(claim === undefined, {
        expected: 'no claim contact_uri',
        received: claim?.values.join(', ') ?? '',
        location: STATEMENT,
      })
    },
  }),
  onClaims({
    id: 'team-claims-are-usable',
    title: 'team_member names one team',
    denial: 'team_member names several teams.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'described' } },
    fix: 'Send exactly one existing team name in team_member. With several, Flex assigns no team.',
    run: ({ claims }) => {
      const values = claims.filter(({ attribute }) => attribute === 'team_member').flatMap((claim) => claim.values)
      return expectThat(values.length <= 1, {
        expected: 'one team name',
        received: values.join(', '),
        location: STATEMENT,
      })
    },
  }),
  onClaims({
    id: 'groups-are-readable',
    title: 'Groups are sent by name',
    denial: 'Groups are not sent by name.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration/azure-ad' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'roles', to: { as: 'described' } },
    fix: 'Send app roles or group names. Object IDs of groups mean nothing to Flex.',
    run: ({ claims }) => {
      const opaque = claims.find(
        ({ name, values }) => /(^|\/)(groups|roles|role)$/i.test(name) && values.some((value) => GUID.test(value)),
      )
      return expectThat(opaque === undefined, {
        expected: 'names',
        received: `${opaque?.name}: ${opaque?.values.slice(0, 3).join(', ')}`,
        location: STATEMENT,
      })
    },
  }),
  onClaims({
    id: 'claims-are-only-what-flex-needs',
    title: 'Only claims that Flex needs are sent',
    denial: 'The response contains claims that Flex does not need.',
    severity: 'notice',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration/azure-ad' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'described' } },
    fix: "Remove the IdP's default claims: Flex does not need them, and stores those without a namespace in worker attributes.",
    run: ({ claims }) => {
      const unasked = claims.map(({ name }) => name).filter((name) => UNASKED.some((pattern) => pattern.test(name)))
      return expectThat(unasked.length === 0, {
        expected: "none of the IdP's default claims",
        received: unasked.join(', '),
        location: STATEMENT,
      })
    },
  }),
  onMessage({
    id: 'relay-state-comes-back',
    title: 'RelayState is returned unchanged',
    denial: 'RelayState is not returned unchanged.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'saml-bindings-2.0', section: '3.5.3' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'Configure the IdP to return the RelayState of the request in full. Flex sends 144 characters, more than the 80 bytes of SAML.',
    run: ({ posted: { relayState }, memory: { relayStateBack } }) => {
      if (relayStateBack === null) return notApplicable('No RelayState was sent with a request.')
      const length = `${relayState?.length} characters`
      return expectThat(relayStateBack === 'unchanged', {
        expected: 'the RelayState that was sent with the request',
        received: {
          unchanged: '',
          cut: `its first ${length}`,
          changed: `a different one of ${length}`,
          missing: 'none',
        }[relayStateBack],
      })
    },
  }),
  onMessage({
    id: 'relay-state-is-usable',
    title: 'RelayState can be used',
    denial: 'RelayState cannot be used.',
    severity: 'notice',
    enforcedBy: 'standard',
    reference: { document: 'saml-bindings-2.0', section: '3.5.3' },
    confidence: 'inferred',
    remedy: { side: 'console', field: 'trustedUrls', from: null },
    fix: "Add the URL to the connection's trusted URLs, or do not send a URL as RelayState.",
    run: ({ posted: { relayState }, settings: { connection } }) => {
      if (relayState === null || relayState === '') return notApplicable('There is no RelayState.')
      const bytes = Buffer.byteLength(relayState)
      if (bytes > MAX_RELAY_STATE_BYTES)
        return fail({ expected: `at most ${MAX_RELAY_STATE_BYTES} bytes`, received: `${bytes} bytes` })
      if (!/^https?:/i.test(relayState)) return pass()
      return expectThat(isTrustedUrl(relayState, connection), {
        expected: 'one of the trusted URLs of the connection',
        received: relayState,
      })
    },
  }),
]
