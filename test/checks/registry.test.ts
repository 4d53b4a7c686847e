import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { type Check, onMessage } from '../../src/core/checks/check.ts'
import { type Facts, gatherFacts } from '../../src/core/checks/facts.ts'
import { CHECKS, isAccepted, runChecks } from '../../src/core/checks/index.ts'
import { asPosted, unknownTenant } from '../../src/core/connection/judge-target.ts'
import { CHECK_IDS } from '../../src/core/domain/check-ids.ts'
import { NO_PRIOR_STATE } from '../../src/core/domain/login.ts'
import { readPosted } from '../../src/core/judge/inspect.ts'
import { productOf } from '../../src/core/products/index.ts'
import { renderCatalogue } from '../../src/core/report/catalogue.ts'
import { reportJsonSchema } from '../../src/core/report/schema.ts'
import { buildResponse, NOW } from '../support/response.ts'

const severities = (check: Check) =>
  typeof check.severity === 'string' ? [check.severity] : Object.values(check.severity)

test('docs/checks.md is the output of the registry', () => {
  expect(readFileSync(new URL('../../docs/checks.md', import.meta.url), 'utf8')).toBe(renderCatalogue())
})

test('the checks have the ids of the list, in its order; ids are unique and kebab-case', () => {
  const ids = CHECKS.map(({ id }) => id)
  expect(ids).toEqual(CHECK_IDS)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).toEqual([])
})

test.each(CHECKS.map((check, index) => [check.id, check, index] as const))(
  '%s needs only errors that come before it, is a consequence only of another error, and cites its rule',
  (_id, check, index) => {
    for (const need of check.needs) {
      const position = CHECKS.findIndex(({ id }) => id === need)
      expect(position).toBeGreaterThanOrEqual(0)
      expect(position).toBeLessThan(index)
      expect(severities(CHECKS[position] as Check)).toEqual(severities(CHECKS[position] as Check).map(() => 'error'))
    }
    for (const { of } of check.consequenceOf ?? []) {
      expect(of).not.toBe(check.id)
      expect(severities(CHECKS.find(({ id }) => id === of) as Check)).toContain('error')
    }
    expect(check.reference.section).not.toBe('')
    expect(check.fix).toMatch(/\.$/)
    expect(JSON.stringify(reportJsonSchema())).toContain(check.reference.document)
  },
)

const sample = (changes: Partial<Check>): Check => ({
  ...onMessage({
    id: 'one-assertion',
    title: 'Sample',
    denial: 'Not a sample.',
    severity: 'error',
    enforcedBy: 'flex',
    reference: { document: 'saml-core-2.0', section: '1' },
    confidence: 'inferred',
    remedy: { side: 'none' },
    fix: 'None.',
    run: () => ({ status: 'pass' }),
  }),
  ...changes,
})
const FACTS = {
  ruleSet: 'legacy',
  product: productOf('generic'),
  settings: { acs: [''], audience: '' },
} as unknown as Facts

test('every check that can reject a login has an answer of Twilio', () => {
  const errors = CHECKS.filter((check) => severities(check).includes('error')).map(({ id }) => id)
  const answered = CHECKS.filter(({ twilio }) => twilio !== undefined).map(({ id }) => id)
  expect(answered).toEqual(errors)
})

test('a check that throws is shown as our crash and rejects the login, whatever its severity', () => {
  const findings = runChecks(FACTS, [
    sample({
      severity: 'notice',
      run: () => {
        throw new Error('boom')
      },
    }),
  ])
  expect(findings[0]).toMatchObject({ status: 'crashed', because: expect.stringContaining('boom') })
  expect(isAccepted(findings)).toBe(false)
})

test('a check does not run if one that it needs failed, and it names the root cause', () => {
  const failing = sample({ id: 'door-is-an-acs', run: () => ({ status: 'fail', expected: 'x', received: 'y' }) })
  const findings = runChecks(FACTS, [
    failing,
    sample({ id: 'tenant-is-configured', needs: ['door-is-an-acs'] }),
    sample({ id: 'door-matches-connection', needs: ['tenant-is-configured'] }),
  ])
  expect(findings.map(({ status, blockedBy }) => [status, blockedBy])).toEqual([
    ['fail', null],
    ['not-run', 'door-is-an-acs'],
    ['not-run', 'door-is-an-acs'],
  ])
})

/** The facts of a genuine response; `onLook` is called when a check reads the claims or the NameID. */
function watchedFacts(onLook: () => void): Facts {
  const settings = unknownTenant('legacy')
  const posted = asPosted([buildResponse()], null, settings)
  const facts = gatherFacts(
    posted,
    settings,
    NO_PRIOR_STATE,
    new Date(NOW),
    readPosted(posted, settings),
    productOf('generic'),
  )
  const watch = <T extends object>(target: T, names: string[]): T =>
    new Proxy(target, {
      get: (object, name, receiver) => {
        if (names.includes(String(name))) onLook()
        return Reflect.get(object, name, receiver)
      },
    })
  const assertion = facts.assertion && watch(facts.assertion, ['nameId'])
  return watch({ ...facts, assertion, attributesLength: 0, supposed: null }, ['claims', 'attributesLength'])
}

/** It reads the NameID, and compares it with a tenant's entity ID, which claims to map do not have. */
const READS_OF_THE_TENANT = ['sp-name-qualifier-matches']

test('a check is about claims if it reads claims or the NameID, and only then: mapClaims runs those', () => {
  const reads = CHECKS.filter((check) => {
    let looked = false
    check.run(watchedFacts(() => (looked = true)))
    return looked
  })
  const aboutClaims = CHECKS.filter(({ about }) => about === 'claims')
  expect(reads.map(({ id }) => id).filter((id) => !READS_OF_THE_TENANT.includes(id))).toEqual(
    aboutClaims.map(({ id }) => id),
  )
})

test('warnings and notices do not change the outcome', () => {
  const failing = { run: () => ({ status: 'fail', expected: 'x', received: 'y' }) as const }
  expect(isAccepted(runChecks(FACTS, [sample({ ...failing, severity: 'warning' })]))).toBe(true)
  expect(
    isAccepted(runChecks(FACTS, [sample({ ...failing, severity: { legacy: 'error', enhanced: 'notice' } })])),
  ).toBe(false)
  expect(
    isAccepted(
      runChecks({ ...FACTS, ruleSet: 'enhanced' }, [
        sample({ ...failing, severity: { legacy: 'error', enhanced: 'notice' } }),
      ]),
    ),
  ).toBe(true)
})
