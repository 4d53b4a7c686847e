const { checkResponse, diffReports, mapClaims, startFlexIamMock } = require('flex-iam-mock')

async function use() {
  const flex = await startFlexIamMock()
  const one = await flex.idp.login({ product: 'okta' })
  const other = await flex.idp.login({ product: 'google' })
  if ((await diffReports(one, other)).length === 0) throw new Error('two products are the same')
  const error = await flex.waitForLogin({ email: 'nobody@example.com' }, { timeout: 0 }).catch((caught) => caught)
  if (error.code !== 'LOGIN_TIMEOUT') throw error
  await flex.close()
  const claims = { full_name: ['Ada'], email: ['ada@example.com'], roles: ['agent'] }
  const { attributes } = await mapClaims({ generation: 'legacy', nameId: 'ada', claims })
  if (attributes.full_name !== 'Ada') throw new Error('claims were not mapped')
  const verdict = await checkResponse('YQ==', { account: `AC${'0'.repeat(32)}`, idpIssuer: 'x', certificates: [] })
  const broken = verdict.findings.find(({ id }) => id === 'xml-is-well-formed')
  if (broken?.status !== 'fail') throw new Error('rubbish was read as XML')
}

use().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
