import { causesOf } from '../../../core/checks/index.ts'
import { generationOf } from '../../../core/connection/judge-target.ts'
import type { Connection, Generation } from '../../../core/domain/login.ts'
import type { Report } from '../../../core/domain/report.ts'
import { acsPath, entityId, metadataPathOf } from '../../../core/flex/endpoints.ts'
import { denialOf } from '../../../core/report/denial.ts'
import type { FoundLogin } from '../../../store/attempts.ts'
import { type LoginRow, renderHomePage, type TenantAddresses } from '../../pages/home-page.ts'
import { pageAnswer } from '../answer.ts'
import { baseUrlOf } from '../base-url.ts'
import { FROM_ANYONE } from '../misdirected.ts'
import { page } from '../reply.ts'
import { route } from '../route.ts'

const SHOWN_LOGINS = 10
const SHOWN_TENANTS = 5

/** The start page: what the harness is, where to point an IdP, and the latest logins. */
export const seeHome = route({
  method: 'GET',
  path: '/',
  id: 'seeHome',
  tag: 'Harness',
  summary: 'Open the start page',
  description:
    'Shows where to point an IdP, and the last ten logins. A login message that is sent here is recorded, as at any path that is not an ACS.',
  access: 'token',
  misdirected: FROM_ANYONE,
  answers: { 200: pageAnswer('The page') },
  handle: async (call, context) => {
    const baseUrl = baseUrlOf(call, context)
    const connections = await context.store.listConnections()
    const logins = await context.store.findReports({ limit: SHOWN_LOGINS })
    const html = renderHomePage({
      baseUrl,
      asksForToken: context.access.adminToken !== null,
      tenants: tenantsOf(connections.slice(0, SHOWN_TENANTS), baseUrl),
      moreTenants: Math.max(connections.length - SHOWN_TENANTS, 0),
      logins: logins.map((login) => rowOf(login, connections)),
    })
    return page(200, html)
  },
})

/** The known tenants, or one example of each kind if there are none. */
function tenantsOf(connections: Connection[], baseUrl: string): TenantAddresses[] {
  if (connections.length === 0)
    return [
      addressesOf('legacy', 'AC…', 'An account (legacy)', baseUrl),
      addressesOf('enhanced', 'JQ…', 'An SSO connection (enhanced)', baseUrl),
    ]
  return connections.map((connection) =>
    addressesOf(generationOf(connection), connection.sid, connection.friendlyName, baseUrl),
  )
}

function addressesOf(generation: Generation, sid: string, name: string, baseUrl: string): TenantAddresses {
  return {
    sid,
    name,
    isExample: sid.endsWith('…'),
    replyUrl: baseUrl + acsPath(generation, sid),
    entityId: entityId(generation, sid),
    metadataUrl: baseUrl + metadataPathOf(generation, sid),
  }
}

function rowOf({ summary, report }: FoundLogin & { report: Report }, connections: Connection[]): LoginRow {
  const { id, receivedAt, outcome, connection, account, email, nameId } = summary
  const sid = connection ?? account
  const [cause] = causesOf(report.findings)
  return {
    id,
    receivedAt,
    outcome,
    tenant: { sid, name: connections.find((each) => each.sid === sid)?.friendlyName ?? sid },
    person: email ?? nameId,
    isVerified: report.subject.verified,
    cause: cause === undefined ? null : denialOf(cause),
  }
}
