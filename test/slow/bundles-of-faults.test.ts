import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { checkCaptured } from '../../src/check-response.ts'
import { FAULTS } from '../../src/idp/faults/index.ts'
import { whyUnfit } from '../../src/idp/issue.ts'
import { requireFlavour } from '../../src/idp/wish.ts'
import { type FlexIamMock, type Report, startFlexIamMock } from '../../src/index.ts'
import { readBundle } from '../../src/inputs/bundle.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'
import { isLostInRedaction } from '../support/lost-in-redaction.ts'

let harness: FlexIamMock
beforeAll(async () => {
  harness = await startFlexIamMock({ idpKey: IDP_KEY })
})
afterAll(() => harness.close())

const PRODUCT = 'okta'
const CASES = (['legacy', 'enhanced'] as const).flatMap((generation) => [
  { generation, name: 'none' },
  ...FAULTS.filter((fault) => whyUnfit(fault, requireFlavour(PRODUCT), generation) === null).map(({ name }) => ({
    generation,
    name,
  })),
])

const statusesOf = ({ findings }: Report) => findings.map(({ id, status }) => `${id} ${status}`)

/** What a bundle of a login, read and judged again, does not show of the findings that the login had. */
async function lostIn(login: Report, query: string): Promise<string[]> {
  const answer = await fetch(`${harness.url}/api/v1/logins/${login.id}/bundle${query}`)
  const { samlResponse, settings, recording } = readBundle(await answer.text(), String)
  const { report } = checkCaptured({ fields: [samlResponse], binding: 'post' }, settings, recording)
  const shown = new Set(statusesOf(report))
  return statusesOf(login).filter((each) => !shown.has(each))
}

test.each(CASES)(
  '$generation, fault $name: a bundle shows all findings of its login, a redacted one all but those of signatures',
  async ({ generation, name }) => {
    for (const initiatedBy of ['idp', 'sp'] as const) {
      const login = await harness.idp.login({
        sid: TENANTS[generation],
        product: PRODUCT,
        initiatedBy,
        fault: name === 'none' ? null : name,
      })
      expect(await lostIn(login, '')).toEqual([])
      const lost = await lostIn(login, '?redact=1')
      if (login.subject.nameId !== null)
        expect(lost.filter((each) => !isLostInRedaction(each.split(' ')[0] ?? ''))).toEqual([])
    }
  },
)
