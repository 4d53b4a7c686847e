import { MAX_RELAY_STATE_BYTES } from '../domain/sign-in.ts'
import { isTrustedUrl } from '../flex/redirect.ts'
import { expectThat, fail, notApplicable, onClaims, onMessage, pass } from './check.ts'

const STATEMENT = '/samlp:Response/saml:Assertion/saml:AttributeStatement'
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Claims that IdPs send unasked, by name: Microsoft Entra ID and AD FS, then Salesforce. */
const UNASKED = [
  /^http:\/\/schemas\.microsoft\.com\/(identity\/claims|claims)\//,
  /^http:\/\/schemas\.xmlsoap\.org\/ws\/2005\/05\/identity\/claims\/(givenname|surname|emailaddress|name|upn)$/,
  /^(userId|username|is_portal_user)$/,
]

/** What works and may still surprise: never an error. */
export const RECOMMENDATIONS = [
  onClaims({
    id: 'contact-uri-is-not-set',
    title: 'contact_uri is left to Flex',
    denial: 'contact_uri is not left to Flex.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'help/42799965656987' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'told' } },
    fix: 'Remove the claim contact_uri unless calls shall go to a SIP address or number: Flex sets it itself.',
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
    remedy: { side: 'idp', setting: 'claims', to: { as: 'told' } },
    fix: 'Send exactly one existing team name in team_member: with several nobody is assigned.',
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
    title: 'Groups are names',
    denial: 'Groups are not names.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration/azure-ad' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'roles', to: { as: 'told' } },
    fix: 'Send app roles or group names: object IDs of groups mean nothing to Flex.',
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
    denial: 'Claims that Flex does not need are sent.',
    severity: 'notice',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration/azure-ad' },
    confidence: 'documented',
    remedy: { side: 'idp', setting: 'claims', to: { as: 'told' } },
    fix: 'Remove the default claims of the IdP: what Flex takes is stored in worker attributes, and privacy law may apply.',
    run: ({ claims }) => {
      const unasked = claims.map(({ name }) => name).filter((name) => UNASKED.some((pattern) => pattern.test(name)))
      return expectThat(unasked.length === 0, {
        expected: 'no default claims of the IdP',
        received: unasked.join(', '),
        location: STATEMENT,
      })
    },
  }),
  onMessage({
    id: 'relay-state-comes-back',
    title: 'RelayState comes back as it was sent',
    denial: 'RelayState does not come back as it was sent.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'saml-bindings-2.0', section: '3.5.3' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'Have the IdP give back the RelayState that the request brought, whole: Flex sends 144 characters, more than the 80 bytes of SAML.',
    run: ({ posted: { relayState }, memory: { relayStateBack } }) => {
      if (relayStateBack === null) return notApplicable('No RelayState went out with a request.')
      const length = `${relayState?.length} characters`
      return expectThat(relayStateBack === 'unchanged', {
        expected: 'the RelayState that went out with the request',
        received: { unchanged: '', cut: `its first ${length}`, changed: `another one of ${length}`, missing: 'none' }[
          relayStateBack
        ],
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
    fix: "Add the URL to the connection's trusted URLs, or send no URL as RelayState.",
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
