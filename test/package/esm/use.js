import { checkResponse, HarnessError, LoginTimeoutError, startFlexIamMock } from 'flex-iam-mock'

const flex = await startFlexIamMock()
const login = flex.waitForLogin({ expect: 'roles contains agent' }, { timeout: 60_000 })
const report = await flex.idp.login({ product: 'entra' })
if ((await login).id !== report.id) throw new Error('another login was waited for')
const worker = await flex.workers.find('ADA@example.com')
if (worker?.attributes.full_name !== 'Ada Lovelace') throw new Error('there is no worker')
const error = await flex.waitForLogin({ email: 'nobody@example.com' }, { timeout: 0 }).catch((caught) => caught)
if (!(error instanceof LoginTimeoutError && error instanceof HarnessError)) throw error
await flex.close()

const verdict = await checkResponse('YQ==', { account: `AC${'0'.repeat(32)}`, idpIssuer: 'x', certificates: [] })
const broken = verdict.findings.find(({ id }) => id === 'xml-is-well-formed')
if (broken?.status !== 'fail') throw new Error('rubbish was read as XML')
