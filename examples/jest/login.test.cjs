const flex = process.env.FLEX_IAM_URL

/** Signs a user in with the built-in identity provider. */
async function login(wish) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${flex}/api/v1/idp/login`, { method: 'POST', headers, body: JSON.stringify(wish) })
  return answer.json()
}

test('an agent who signs in becomes a worker with her team', async () => {
  const user = { email: 'ada@example.com', fullName: 'Ada', roles: ['agent'], claims: { team_id: '7' } }
  const report = await login({ product: 'entra', user })
  expect(report.outcome).toBe('accepted')
  const attributes = await (await fetch(`${flex}/api/v1/workers/ada@example.com/attributes`)).json()
  expect(attributes).toMatchObject({ full_name: 'Ada', roles: ['agent'], team_id: '7' })
})

test('without the claim roles she is refused, and it is said why', async () => {
  const { outcome, findings } = await login({ product: 'entra', fault: 'roles-missing' })
  expect(outcome).toBe('rejected')
  expect(findings.find(({ id }) => id === 'claim-roles-is-present').status).toBe('fail')
})
