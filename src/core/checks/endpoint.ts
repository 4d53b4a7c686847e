import { acsPath } from '../flex/endpoints.ts'
import { expectThat, fail, notApplicable, onMessage, pass } from './check.ts'
import { describeNearest } from './difference.ts'

const LEGACY_END = '2026-03-31'

/** The ACS to which the message was posted, and how. */
export const ENDPOINT_CHECKS = [
  onMessage({
    id: 'door-matches-connection',
    title: "The login was posted to the ACS of the connection's Twilio SSO URL",
    denial: "The login was not posted to the ACS of the connection's Twilio SSO URL.",
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'flex-docs', section: 'sso-configuration/migration-guide' },
    confidence: 'inferred',
    needs: ['door-is-an-acs', 'tenant-is-configured'],
    remedy: { side: 'console', field: 'twilioSsoUrl', from: null },
    fix: 'Use the same generation on both sides. Change the Twilio SSO URL in the Flex Console and the Reply URL in the IdP right after each other.',
    twilio: { at: 'endpoint', says: ({ expected }) => `The login was not posted to ${expected}` },
    run: ({ settings: { generation, connection, acs } }) => {
      if (generation === 'enhanced') return pass()
      const named = connection?.twilioSsoUrl === 'preview' ? 'preview' : 'legacy'
      const difference = {
        difference: `the connection uses ${HOSTS[named]}, but the IdP posts to ${HOSTS[generation]}`,
      }
      return expectThat(generation === named, {
        expected: `the ${named} ACS (${HOSTS[named]})`,
        received: acs[0] ?? generation,
        ...difference,
      })
    },
  }),
  onMessage({
    id: 'endpoint-is-current',
    title: 'The login uses the current generation',
    denial: 'The login does not use the current generation.',
    severity: 'warning',
    enforcedBy: 'standard',
    reference: { document: 'flex-docs', section: 'sso-configuration/migration-guide' },
    confidence: 'documented',
    needs: ['door-is-an-acs'],
    remedy: { side: 'idp', setting: 'acsUrl', to: { as: 'described' } },
    fix: 'Migrate to enhanced SSO: create an SSO connection in the Flex Console, then enter its ACS URL and Entity ID in the IdP.',
    run: ({ settings: { generation } }) => {
      if (generation === 'enhanced') return pass()
      const received =
        generation === 'preview'
          ? 'preview.twilio.com, deprecated'
          : `iam.twilio.com, whose documented end is ${LEGACY_END}`
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
    fix: 'Set the Reply URL exactly as shown: no trailing slash, same upper and lower case.',
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
    title: 'The message was sent with the HTTP-POST binding',
    denial: 'The message was not sent with the HTTP-POST binding.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-bindings-2.0', section: '3.5' },
    confidence: 'inferred',
    remedy: { side: 'idp', setting: 'protocol', to: { as: 'described' } },
    fix: 'Set the response binding in the IdP to HTTP-POST.',
    twilio: { at: 'reading' },
    run: ({ posted: { reached, fields, carried } }) => {
      if (fields.length === 0 && carried.length > 0) return notApplicable('There is no SAMLResponse.')
      return expectThat(reached.method === 'POST', {
        expected: 'an HTML form sent with POST',
        received: 'a message in the query string of a GET (HTTP-Redirect binding)',
      })
    },
  }),
]

const HOSTS = { legacy: 'iam.twilio.com', preview: 'preview.twilio.com' } as const
