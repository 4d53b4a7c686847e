import { acsPath } from '../flex/endpoints.ts'
import { expectThat, fail, notApplicable, onMessage, pass } from './check.ts'
import { describeNearest } from './difference.ts'

const LEGACY_END = '2026-03-31'

/** The door: which one was taken, and how. */
export const ENDPOINT_CHECKS = [
  onMessage({
    id: 'door-matches-connection',
    title: "The login came through the door that the connection's Twilio SSO URL names",
    denial: 'The login came through a door that the connection does not name.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration/migration-guide' },
    confidence: 'inferred',
    needs: ['door-is-an-acs', 'tenant-is-configured'],
    remedy: { side: 'console', field: 'twilioSsoUrl', from: null },
    fix: 'Use one generation on both sides: the Twilio SSO URL in the Flex Console and the Reply URL in the IdP, changed right after each other.',
    twilio: { at: 'endpoint', says: ({ expected }) => `The login came through another door than ${expected}` },
    run: ({ settings: { generation, connection, acs } }) => {
      if (generation === 'enhanced') return pass()
      const named = connection?.twilioSsoUrl === 'preview' ? 'preview' : 'legacy'
      const difference = {
        difference: `the connection uses ${DOOR_NAMES[named]}, the IdP posts to ${DOOR_NAMES[generation]}`,
      }
      return expectThat(generation === named, {
        expected: `the ${named} door (${DOOR_NAMES[named]})`,
        received: acs[0] ?? generation,
        ...difference,
      })
    },
  }),
  onMessage({
    id: 'endpoint-is-current',
    title: 'The endpoint is the current one',
    denial: 'The endpoint is not the current one.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration/migration-guide' },
    confidence: 'documented',
    needs: ['door-is-an-acs'],
    remedy: { side: 'idp', setting: 'acsUrl', to: { as: 'told' } },
    fix: 'Migrate to enhanced SSO: a new SSO connection in the Flex Console, then its ACS URL and Entity ID in the IdP.',
    run: ({ settings: { generation } }) => {
      if (generation === 'enhanced') return pass()
      const received =
        generation === 'preview'
          ? 'preview.twilio.com, deprecated'
          : `iam.twilio.com, documented to end on ${LEGACY_END}`
      return fail({ expected: 'login.flex.us1.twilio.com (enhanced)', received })
    },
  }),
  onMessage({
    id: 'acs-path-is-exact',
    title: 'The path of the ACS is exact',
    denial: 'The path of the ACS is not exact.',
    severity: 'warning',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'errors/20404' },
    confidence: 'inferred',
    needs: ['door-is-an-acs'],
    remedy: { side: 'idp', setting: 'acsUrl', to: { enter: 'acsUrl' } },
    fix: 'Set the Reply URL exactly so: no slash at its end, upper and lower case as given.',
    run: ({ posted: { reached }, settings: { generation, sid } }) => {
      const expected = acsPath(generation, sid)
      return expectThat(reached.path === expected, {
        expected,
        received: reached.path,
        ...describeNearest([expected], reached.path),
      })
    },
  }),
  onMessage({
    id: 'posted-with-post-binding',
    title: 'The message came by the HTTP-POST binding',
    denial: 'The message did not come by the HTTP-POST binding.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-bindings-2.0', section: '3.5' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'protocol', to: { as: 'told' } },
    fix: 'Set the response binding of the IdP to HTTP-POST.',
    twilio: { at: 'reading' },
    run: ({ posted: { reached, fields, carried } }) => {
      if (fields.length === 0 && carried.length > 0) return notApplicable('There is no SAMLResponse to look at.')
      return expectThat(reached.method === 'POST', {
        expected: 'an HTML form by POST',
        received: 'a message in the query of a GET (HTTP-Redirect binding)',
      })
    },
  }),
]

const DOOR_NAMES = { legacy: 'iam.twilio.com', preview: 'preview.twilio.com' } as const
