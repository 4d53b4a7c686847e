import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { JUDGES, type Judges } from '../../../src/app/selftest/ask-judges.ts'
import type { SchemaOpinion } from '../../../src/app/selftest/judges/node-xmllint.ts'
import { judgeTrial, type OurOpinion } from '../../../src/app/selftest/ours.ts'
import { renderSelftest } from '../../../src/app/selftest/render-selftest.ts'
import { runSelftest, type SelftestReport } from '../../../src/app/selftest/run-selftest.ts'
import type { Trial } from '../../../src/app/selftest/trial.ts'
import { type SelftestFlags, selftest } from '../../../src/edge/cli/selftest.ts'
import { fileWith, runCli } from '../../support/cli.ts'

/** One of each kind of thing that is tried: enough for every kind of lie to be noticed. */
const SOME = ['wrong-key', 'clock-late', 'user-promoted', 'name-id-split', 'xsw1-response-in-object', 'html-page']
const run = (judges: Partial<Judges> = {}, only = SOME) => runSelftest({ only, judges, version: 'test' })

/** Problems: what we are wrong about, and what differs for no reason. */
const complaints = ({ messages }: SelftestReport) =>
  messages.flatMap(({ name, wrong, differences }) => [
    ...wrong.map((what) => `${name}: ${what}`),
    ...differences.filter(({ why }) => why === null).map(({ judge, theirs }) => `${name}: ${judge} says ${theirs}`),
  ])

/** What node-xmllint says of them: it takes seconds to start, so it is asked once, and the same is sent each time. */
let schemas: Promise<SchemaOpinion[]>
const askedOnce: Partial<Judges> = { nodeXmllint: () => schemas }
beforeAll(async () => {
  schemas = Promise.resolve([])
  await run({
    nodeXmllint: (documents) => {
      schemas = JUDGES.nodeXmllint(documents)
      return schemas
    },
  })
})

test('everything tried passes, and every difference has a reason', async () => {
  const report = await run(askedOnce)
  expect(complaints(report)).toEqual([])
  expect(report.passed).toBe(true)
  expect(report.messages.filter(({ kind }) => kind === 'good').every(({ ours }) => ours.outcome === 'accepted')).toBe(
    true,
  )
  const wrapped = report.messages.find(({ name }) => name === 'xsw1-response-in-object')
  expect(wrapped?.ours.failed).toContain('signature-structure-is-safe')
  expect(wrapped?.differences.map(({ judge, question, theirs }) => [judge, question, theirs])).toEqual([
    ['xml-crypto', 'signature of the Response', 'good'],
    ['samlify', 'login', 'accepted'],
  ])
  expect(renderSelftest(report)).toContain('accepts the element that the reference names, wherever it is')
})

/** A judge of ours that sees a trial otherwise. */
const ours = (lie: (opinion: OurOpinion, trial: Trial) => Partial<OurOpinion>): Partial<Judges> => ({
  ours: (trial, version) => {
    const opinion = judgeTrial(trial, version)
    return { ...opinion, ...lie(opinion, trial) }
  },
})
const passing = (id: string) => (opinion: OurOpinion) => ({
  report: {
    ...opinion.report,
    findings: opinion.report.findings.map((each) => (each.id === id ? { ...each, status: 'pass' as const } : each)),
  },
})

describe('a judge that lies is noticed', () => {
  test.each<[what: string, judges: Partial<Judges>, complaint: string]>([
    [
      'ours accepts an attack',
      ours(({ report }) => ({ report: { ...report, outcome: 'accepted' } })),
      'user-promoted: it was accepted, but must be rejected',
    ],
    [
      'ours refuses what is good',
      ours(({ report }) => ({ report: { ...report, outcome: 'rejected' }, login: null })),
      'good: it was rejected, but must be accepted',
    ],
    [
      'ours does not see who signed',
      ours(passing('signing-certificate-is-configured')),
      'wrong-key: signing-certificate-is-configured was not found',
    ],
    [
      'ours sees what is not there',
      ours(({ report }, { mutation: { name } }) => ({
        report: {
          ...report,
          findings: report.findings.map((each) =>
            name === 'wrong-key' && each.id === 'version-is-2-0' ? { ...each, status: 'fail' } : each,
          ),
        },
      })),
      'wrong-key: version-is-2-0 was found, although nothing is wrong with it',
    ],
    [
      'ours crashes',
      ours(({ report }) => ({
        report: { ...report, findings: report.findings.map((each) => ({ ...each, status: 'crashed' })) },
      })),
      'good: version-is-2-0 crashed',
    ],
    [
      'ours calls the words of the attacker verified',
      ours(({ report }) => ({
        report: {
          ...report,
          subject: { ...report.subject, verified: true },
          claims: report.claims.map((each) => ({ ...each, verified: true })),
        },
      })),
      'user-promoted: the NameID of the attacker was called verified',
    ],
    [
      'ours cuts a NameID at a comment',
      ours(({ login }) => ({ login: login && { ...login, nameId: login.nameId?.split('@')[0] ?? null } })),
      'name-id-split: the NameID was read as alice.agent',
    ],
    [
      'ours loses a claim',
      ours(({ login }) => ({ login: login && { ...login, claims: new Map() } })),
      'good: the claim roles was read as nothing',
    ],
    [
      'ours finds a bad signature good',
      ours(() => ({ signatures: { Response: true, Assertion: true } })),
      'user-promoted: xml-crypto says not good',
    ],
    ['ours minds no schema', ours(() => ({ isSchemaValid: true })), 'html-page: node-xmllint says not valid'],
    ['xml-crypto finds everything good', { xmlCrypto: () => true }, 'user-promoted: xml-crypto says good'],
    ['xml-crypto finds nothing good', { xmlCrypto: () => false }, 'good: xml-crypto says not good'],
    ['samlify refuses everything', { samlify: async () => null }, 'good: samlify says refused'],
    [
      'samlify reads another user',
      {
        samlify: async (evidence) => {
          const login = await JUDGES.samlify(evidence)
          return login && { ...login, nameId: 'admin@example.com' }
        },
      },
      'good: samlify says "admin@example.com"',
    ],
    [
      'samlify accepts everything',
      {
        samlify: async () => ({
          ...{ issuer: null, nameId: null, notBefore: undefined, notOnOrAfter: undefined },
          ...{ audiences: [], claims: new Map() },
        }),
      },
      'user-promoted: samlify says accepted',
    ],
    [
      'node-xmllint finds everything valid',
      { nodeXmllint: async (documents) => documents.map(() => null) },
      'html-page: node-xmllint says valid',
    ],
    [
      'node-xmllint finds nothing valid',
      { nodeXmllint: async (documents) => documents.map(() => 'wrong') },
      'good: node-xmllint says not valid',
    ],
    ['node-xmllint says nothing', { nodeXmllint: async () => [] }, 'good: node-xmllint says no answer'],
  ])('%s', async (_, judges, complaint) => {
    const report = await run({ ...askedOnce, ...judges })
    expect(report.passed).toBe(false)
    expect(complaints(report)).toContain(complaint)
    expect(renderSelftest(report)).toContain('failed: ')
  })
})

const flags = (more: Partial<SelftestFlags>): SelftestFlags => ({ format: 'text', only: 'user-promoted', ...more })

test('the exit code is 0 when all is well, 1 when a judge lies, and 2 for what cannot be done', async () => {
  const output = fileWith('')
  expect(await selftest(flags({ output }))).toBe(0)
  expect(await selftest(flags({ output }), { samlify: async () => null })).toBe(1)
  expect(readFileSync(output, 'utf8')).toContain(
    'good good, plain, legacy: login: samlify says refused, we say accepted.',
  )
  const [format, name] = await Promise.all([
    runCli(['selftest', '--format', 'yaml']),
    runCli(['selftest', '--only', 'user-promoted,no-such-attack']),
  ])
  expect([format.exitCode, name.exitCode]).toEqual([2, 2])
  expect(format.stderr).toContain("--format 'yaml' is not a known value")
  expect(name.stderr).toContain("'no-such-attack' is not a known fault or attack.")
})

test('--format json prints one document, and nothing else is printed', async () => {
  const { exitCode, stdout, stderr } = await runCli(['selftest', '--only', 'conditions-missing', '--format', 'json'])
  const report: SelftestReport = JSON.parse(stdout)
  expect({ exitCode, stderr, schema: report.schema, passed: report.passed }).toEqual({
    exitCode: 0,
    stderr: '',
    schema: 1,
    passed: true,
  })
  const fault = report.messages.find(({ name }) => name === 'conditions-missing')
  expect(fault?.differences).toEqual([
    {
      judge: 'samlify',
      question: 'login',
      ours: 'refused',
      theirs: 'accepted',
      why: 'does not look at whether there are Conditions',
    },
  ])
})
