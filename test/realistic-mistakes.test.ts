import { expect, test } from '@jest/globals'
import { judge } from '../src/core/judge/inspect.ts'
import { findSmallestChange, type SettingChange } from '../src/core/what-if/smallest-change.ts'
import { checkResponse } from '../src/index.ts'
import { caseAtTenant } from './support/fixture-cases.ts'
import type { Mistake } from './support/mistakes/mistake.ts'
import { MISTAKES } from './support/realistic-mistakes.ts'
import {
  buildResponse,
  conditions,
  confirmation,
  failedErrors,
  GENUINE,
  IDP_CERTIFICATE,
  IDP_KEY,
  NOW,
  type ResponseParts,
} from './support/response.ts'

const MESSAGES = new Map(MISTAKES.map(({ name, parts }) => [name, buildResponse(parts)]))
const messageOf = ({ name }: Pick<Mistake, 'name'>) => MESSAGES.get(name) ?? ''
const smallestChange = (mistake: Mistake) => findSmallestChange(caseAtTenant(messageOf(mistake), mistake.settings, NOW))

test.each(MISTAKES)('$name: one error for each cause, the first with what to do', ({ errors, says, ...mistake }) => {
  const { report } = judge(caseAtTenant(messageOf(mistake), mistake.settings, NOW), '')
  expect(failedErrors(report)).toEqual(errors)
  const { difference, because, fix } = report.findings.find(({ id }) => id === errors[0]) ?? {}
  expect([difference, because, fix].filter(Boolean).join('\n')).toMatch(says)
})

test.each(MISTAKES)('$name: the smallest change is the setting that is wrong', (mistake) => {
  const found = smallestChange(mistake)
  expect(found?.map(({ side, setting }) => `${side} ${setting}`) ?? null).toEqual(mistake.change)
})

type Parts = Partial<ResponseParts>
const claims = ({ claims: given = GENUINE.claims }: Parts) => (Array.isArray(given) ? given : Object.entries(given))
const audienceOf = ({ conditions: text = '' }: Parts) => /<saml:Audience>([^<]*)/.exec(text)?.[1] ?? ''
const recipientOf = ({ confirmation: text = '' }: Parts) => /Recipient="([^"]*)"/.exec(text)?.[1] ?? ''

/** How an IdP would make the response after a change of its settings. */
const AT_THE_IDP: Record<string, (to: string, parts: Parts) => Parts> = {
  acsUrl: (to) => ({ destination: to, confirmation: confirmation({ recipient: to }) }),
  entityId: (to) => ({ conditions: conditions({ audience: to }), nameIdAttributes: GENUINE.nameIdAttributes }),
  issuer: (to) => ({ issuer: to, assertionIssuer: to }),
  signing: (to) => ({ sign: to === 'both' ? ['Assertion', 'Response'] : ['Response'] }),
  roles: (to, parts) => ({
    claims: [
      ...claims(parts).filter(([name]) => name !== 'roles'),
      ['roles', [to.replace('one of ', '').split(', ')[0] ?? '']],
    ],
  }),
  claims: () => ({ claims: GENUINE.claims }),
  nameId: () => ({ nameId: 'ada@example.com', status: GENUINE.status, before: GENUINE.before, sign: GENUINE.sign }),
  assignment: () => ({ status: GENUINE.status, before: GENUINE.before, sign: GENUINE.sign }),
  session: () => ({ authnStatement: GENUINE.authnStatement }),
  lifetime: (_to, parts) => ({
    conditions: conditions({ audience: audienceOf(parts) }),
    confirmation: confirmation({ recipient: recipientOf(parts) }),
  }),
}

function apply(steps: SettingChange[], mistake: Mistake) {
  let parts: Parts = { ...GENUINE, ...mistake.parts }
  let settings = mistake.settings
  for (const step of steps) {
    const { setting, to } = step
    if (setting === 'certificates') parts = { ...parts, key: IDP_KEY }
    if (setting === 'certificates') settings = { ...settings, certificates: [IDP_CERTIFICATE] }
    else if (setting === 'clock') settings = { ...settings, now: NOW }
    else if (step.side === 'console') settings = { ...settings, [setting]: to }
    else parts = { ...parts, ...AT_THE_IDP[setting]?.(to, parts) }
  }
  return { parts, settings }
}

test.each(MISTAKES.filter(({ change }) => change !== null))(
  '$name: the login is accepted after the smallest change',
  async (mistake) => {
    const { parts, settings } = apply(smallestChange(mistake) ?? [], mistake)
    expect(failedErrors(await checkResponse(buildResponse(parts), settings))).toEqual([])
  },
)
