import { expect, test } from '@jest/globals'
import type { Finding, FlexReaction } from '../../src/core/domain/check.ts'
import { flexReactionTo } from '../../src/core/flex/verdict.ts'
import { judge, judgeEnhanced } from '../support/response.ts'

/** The failed finding of a check as it would be with other values, and what Flex does with it. */
async function reactionTo(changes: Partial<Finding>, stated?: FlexReaction): Promise<FlexReaction> {
  const { findings } = await judge({ nameId: '' })
  const failed = findings.find(({ id }) => id === 'subject-has-name-id') as Finding
  return flexReactionTo({ ...failed, ...changes }, findings, stated)
}

test.each<[Partial<Finding>, FlexReaction]>([
  [{ enforcedBy: 'flex' }, 'refuses'],
  [{ enforcedBy: 'flex', severity: 'warning' }, 'accepts'],
  [{ enforcedBy: 'standard', severity: 'notice' }, 'accepts'],
  [{ enforcedBy: 'standard' }, 'unknown'], // other checks of Flex did not run because of it
  [{ enforcedBy: 'standard', id: 'assertion-not-replayed' }, 'accepts'],
  [{ enforcedBy: 'policy' }, 'unknown'],
])('a failure with %j: Flex %s', async (changes, reaction) => {
  expect(await reactionTo(changes)).toBe(reaction)
})

test('what a failure says about its own cause overrides who enforces the check', async () => {
  expect(await reactionTo({ enforcedBy: 'flex' }, 'accepts')).toBe('accepts')
  expect(await reactionTo({ enforcedBy: 'standard' }, 'refuses')).toBe('refuses')
})

test('a SAML error that Flex does not enforce keeps the verdict of Flex; one of the policy depends on the signatures', async () => {
  const issuer = await judgeEnhanced({ issuer: 'https://other.example.com' })
  expect([issuer.outcome, issuer.flexVerdict]).toEqual(['rejected', 'accepted'])
  const response = await judge({ sign: ['Response'] })
  expect([response.outcome, response.flexVerdict]).toEqual(['rejected', 'accepted'])
  const assertion = await judge({ sign: ['Assertion'] })
  expect([assertion.outcome, assertion.flexVerdict]).toEqual(['rejected', 'unknown'])
})
