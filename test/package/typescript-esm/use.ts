import {
  type ConnectionInput,
  type FlexIamMock,
  type FlexIamMockOptions,
  HarnessError,
  type Report,
  startFlexIamMock,
} from 'flex-iam-mock'

const options: FlexIamMockOptions = { port: 0, users: [{ email: 'kim@example.com' }] }
await using flex: FlexIamMock = await startFlexIamMock(options)
const report: Report = await flex.idp.login({ product: 'entra', user: { email: 'kim@example.com', roles: 'agent' } })
const verdict: 'accepted' | 'rejected' = report.outcome
flex.events.on('login', ({ idp }: Report) => void idp.product)
const input: ConnectionInput = { product: 'okta', certificates: [] }
const { sid } = await flex.connections.save(input)
await flex.connections.update(sid, { idpIssuer: null })
const entityId: string = flex.entityId(sid, 'enhanced')
// @ts-expect-error there is no such event
flex.events.on('logins', () => undefined)
// @ts-expect-error there is no such filter
await flex.workers.list({ name: 'kim@example.com' }).catch(() => undefined)
// @ts-expect-error there is no such criterion
const waited: unknown = await flex.waitForLogin({ mail: 'kim@example.com' }, { timeout: 0 }).catch((error) => error)
if (!(waited instanceof HarnessError) || waited.code !== 'INVALID_REQUEST') throw waited
flex.clock.freeze('2026-12-01T10:00:00Z')
await flex.reset()
if (entityId !== `urn:flex:${sid}`) throw new Error(entityId)
if (verdict !== 'accepted') throw new Error(JSON.stringify(report.findings))
