import flexIamMock = require('flex-iam-mock')

import type { Report } from 'flex-iam-mock' with { 'resolution-mode': 'import' }

async function use(): Promise<void> {
  const flex: flexIamMock.FlexIamMock = await flexIamMock.startFlexIamMock({ port: 0 })
  const filter: flexIamMock.WorkerQuery = { query: 'ada', limit: 10 }
  if ((await flex.workers.list(filter)).length > 0) throw new Error('there is a worker')
  const report: Report = await flex.idp.login()
  const { attributes } = await flexIamMock.mapClaims({
    generation: 'legacy',
    nameId: 'a',
    claims: { full_name: ['A'], email: ['a'], roles: ['agent'] },
  })
  // @ts-expect-error there are no classes for require
  flexIamMock.HarnessError
  if (report.outcome !== 'accepted' || attributes?.email !== 'a') throw new Error('not accepted')
  await flex.close()
}

void use()
