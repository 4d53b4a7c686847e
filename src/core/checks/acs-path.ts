import { acsPath, ENDPOINTS } from '../flex/endpoints.ts'
import { missOf } from '../flex/nearest-endpoint.ts'
import { fail, onMessage, pass } from './check.ts'

const PATTERNS = (['legacy', 'enhanced'] as const)
  .map((generation) => `${acsPath(generation, `${ENDPOINTS[generation].sidPrefix}…`)} (${generation})`)
  .join(' or ')

/** Whether the message was posted to an ACS. */
export const PATH_IS_AN_ACS = onMessage({
  id: 'door-is-an-acs',
  title: 'The message was posted to an Assertion Consumer Service (ACS)',
  denial: 'The message was posted to a path where Flex does not listen.',
  severity: 'error',
  enforcedBy: 'flex',
  reference: { document: 'flex-docs', section: 'errors/20404' },
  confidence: 'documented',
  remedy: { side: 'idp', setting: 'acsUrl', to: { as: 'described' } },
  fix: 'Set the Reply URL (ACS URL) in the IdP to the ACS URL of the tenant.',
  twilio: { at: 'path' },
  run: ({ posted: { reached }, settings: { generation, sid } }) => {
    if (reached.isAcs) return pass()
    const { difference, fix } = missOf(reached.path)
    return fail({
      expected: `POST ${sid === '' ? PATTERNS : acsPath(generation, sid)}`,
      received: `${reached.method} ${reached.path}`,
      difference,
      fix: `${fix} ${sid === '' ? `It ends with ${PATTERNS}.` : 'The full URL is {acsUrl}.'}`,
    })
  },
})
