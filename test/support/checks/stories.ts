import type { Report } from '../../../src/index.ts'
import { latest, post, withHarness } from '../harness.ts'
import { IDP_KEY } from '../idp.ts'
import { ACCOUNT, buildResponse, confirmation, IDP_CERTIFICATE, ISSUER, NOW, type ResponseParts } from '../response.ts'

interface Story {
  changes?: Partial<ResponseParts>
  connection?: Record<string, unknown>
  /** Brings the message to the tenant's door; by default an HTML form does. */
  bring?: (acs: string, samlResponse: string) => Promise<unknown>
}

const postForm: NonNullable<Story['bring']> = (acs, samlResponse) => post(acs, { SAMLResponse: samlResponse })

/** Begun by the IdP: an answer to a request would need a request. */
const UNSOLICITED = { inResponseTo: null, confirmation: confirmation({ extra: '' }) }
const LANDING = { defaultRedirectUrl: 'https://flex.example.com/' }

/** The Report of the last message of a story, over HTTP. */
async function tell({ changes = UNSOLICITED, connection = {}, bring: deliver = postForm }: Story): Promise<Report> {
  const reports: Report[] = []
  await withHarness(async (harness) => {
    harness.clock.freeze(NOW)
    await harness.connect({
      sid: ACCOUNT,
      idpIssuer: ISSUER,
      certificates: [IDP_CERTIFICATE],
      ...LANDING,
      ...connection,
    })
    await deliver(harness.acsUrl(ACCOUNT), buildResponse(changes))
    reports.push(await latest(harness))
  })
  return reports[0] as Report
}

/** The Report of an answer of the built-in IdP to a request of this harness. */
async function askAndAnswer(fault: string | null): Promise<Report> {
  const reports: Report[] = []
  await withHarness(
    async (harness) => {
      reports.push(await harness.idp.login({ sid: ACCOUNT, initiatedBy: 'sp', fault }))
    },
    { idpKey: IDP_KEY },
  )
  return reports[0] as Report
}

/** What no file can fail, as it lies in the connection, in how the message came, or in what came before. */
export const FAILED_BY_STORY: Record<string, () => Promise<Report>> = {
  'door-is-an-acs': () => tell({ bring: (acs, field) => post(`${acs}/metadata`, { SAMLResponse: field }) }),
  'door-matches-connection': () => tell({ connection: { twilioSsoUrl: 'preview' } }),
  'acs-path-is-exact': () => tell({ bring: (acs, field) => post(`${acs}/`, { SAMLResponse: field }) }),
  'posted-with-post-binding': () =>
    tell({ bring: (acs, field) => fetch(`${acs}?${new URLSearchParams({ SAMLResponse: field })}`) }),
  'response-within-size-limit': () => tell({ bring: (acs) => post(acs, { SAMLResponse: 'A'.repeat(300_000) }) }),
  'in-response-to-known': () => tell({ changes: {} }),
  'relay-state-comes-back': () => askAndAnswer('relay-state-cut'),
  'assertion-not-replayed': () =>
    tell({
      bring: async (acs, field) => {
        await post(acs, { SAMLResponse: field })
        await post(acs, { SAMLResponse: field })
      },
    }),
}

/** What no file can pass. */
export const PASSED_BY_STORY: Record<string, () => Promise<Report>> = {
  'idp-initiated-has-redirect-url': () => tell({}),
  'relay-state-comes-back': () => askAndAnswer(null),
}
