// npm run fuzz -- --runs 200000 [--seed 1] [--from RUN] [--only RUN]: changed messages, and what must never become of them.
// A message that breaks a promise is written as a file that `flex-iam-mock check` reads; the exit code is then 1.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadCorpus, runFuzz } from './campaign.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
})
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
const say = (text) => process.stdout.write(`${text}\n`)

say(`seed ${seed}`)
const begun = performance.now()
const rate = (done) => Math.round((done * 1_000) / (performance.now() - begun))
const from = Number(values.from)
const campaign = await runFuzz({
  corpus: loadCorpus(),
  runs: Number(values.runs),
  seed,
  from,
  only: values.only === undefined ? null : Number(values.only),
  onRun: (done) => done % 10_000 === 0 && say(`${done} runs, ${rate(done - from)} a second`),
})

/** The settings of the file as they were judged by first; what a file cannot say of the form is in the comment. */
function writeFailure(folder, { run, base, steps, fields, violations }) {
  const [{ generation, sid, connection, acs, audience }] = base.variants
  const file = join(folder, `run-${run}.response`)
  const header = [
    `${generation === 'enhanced' ? 'connection' : 'account'}: ${sid}`,
    `generation: ${generation}`,
    ...(connection.idpIssuer ? [`idp-issuer: ${connection.idpIssuer}`] : []),
    ...connection.certificates.map((each) => `idp-certificate: ${each.replace(/-----[A-Z ]+-----|\s/g, '')}`),
    ...acs.map((each) => `acs: ${each}`),
    `audience: ${audience}`,
    `signature-policy: ${connection.signaturePolicy}`,
    `now: ${base.now.toISOString()}`,
    `comment: ${base.name}, ${fields.length} fields, ${steps.join(', ')}: ${violations[0]?.split('\n')[0]}`,
  ]
  writeFileSync(file, `${header.join('\n')}\n\n${fields[0] ?? ''}\n`)
  return file
}

const percent = (count) => `${((100 * count) / campaign.runs).toFixed(1)} %`
const table = (counts) =>
  [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `  ${percent(count).padStart(7)}  ${name}`)
say(
  [
    `${campaign.runs} runs over ${campaign.seeds} messages, ${rate(campaign.runs)} a second`,
    `slowest ${campaign.slowest.ms.toFixed(1)} ms of CPU: run ${campaign.slowest.run}, ${campaign.slowest.name}`,
    'how far they came',
    ...table(campaign.reached),
    'by their own settings',
    ...table(campaign.outcomes),
    'first failed error',
    ...table(campaign.causes),
  ].join('\n'),
)
if (campaign.failures.length > 0) {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-fuzz-'))
  for (const failure of campaign.failures) {
    say(
      `run ${failure.run}: ${failure.violations.join('; ')}\n  ${failure.steps.join(', ')}\n  ${writeFailure(folder, failure)}`,
    )
  }
  process.exitCode = 1
}
