import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { incompatibility } from '../../src/app/idp/issue.ts'
import { requireResponseStyle } from '../../src/app/idp/login-request.ts'
import { readBundle } from '../../src/core/bundle/bundle.ts'
import { FAULTS } from '../../src/core/mutations/index.ts'
import { checkCaptured } from '../../src/edge/library/check-response.ts'
import { type FlexIamMock, type Report, startFlexIamMock } from '../../src/index.ts'
import { IDP_KEY, TENANTS } from '../support/idp.ts'
import { isLostInRedaction } from '../support/lost-in-redaction.ts'

let harness: FlexIamMock
beforeAll(async () => {
  harness = await startFlexIamMock({ idpKey: IDP_KEY })
})
afterAll(() => harness.close())

const PRODUCT = 'okta'
const beginner = (generation: string, name: string): 'idp' | 'sp' =>
  (FAULTS.findIndex((fault) => fault.name === name) % 2 === 0) === (generation === 'legacy') ? 'sp' : 'idp'

/** Each fault once where the IdP begins and once where Flex does, one of them at legacy and one at enhanced. */
const CASES = (['legacy', 'enhanced'] as const).flatMap((generation) =>
  FAULTS.filter((fault) => incompatibility(fault, requireResponseStyle(PRODUCT), generation) === null).map(
    ({ name }) => ({
      generation,
      name,
      initiatedBy: beginner(generation, name),
    }),
  ),
)

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
  '$name at $generation, started by $initiatedBy: a bundle shows all findings, a redacted one all but those of signatures',
  async ({ generation, name, initiatedBy }) => {
    const login = await harness.idp.login({ sid: TENANTS[generation], product: PRODUCT, initiatedBy, fault: name })
    expect(await lostIn(login, '')).toEqual([])
    const lost = await lostIn(login, '?redact=1')
    if (login.subject.nameId !== null)
      expect(lost.filter((each) => !isLostInRedaction(each.split(' ')[0] ?? ''))).toEqual([])
  },
)
