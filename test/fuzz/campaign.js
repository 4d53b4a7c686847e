import { judgeAll } from './judge.js'
import { FORM_MUTATIONS, MUTATIONS } from './mutations.js'
import { collectGenuine, findViolations, shapeOf, UNDONE } from './oracle.js'
import { makeRandom } from './random.js'
import { loadSeeds } from './seeds.js'

const MAX_FAILURES = 5
const MAX_STEPS = 4
const FORM_SHARE = 0.04
/** What weak references point to lives as long as the turn of the event loop, and libxml2-wasm makes one of each document. */
const TURN = 100

/** Every message of fixtures/, and what is true of them before anything is changed. */
export function loadCorpus(folders) {
  const seeds = loadSeeds(folders)
  return { seeds, genuine: collectGenuine(seeds), shape: shapeOf(seeds) }
}

/** Of each file that a change may undo: whether a signature holds in it, and in what it is undone to. */
export function judgeUndone() {
  const holds = ({ samlResponse, relayState, variants, now }) => {
    const { message } = judgeAll([samlResponse], relayState, variants.slice(0, 1), now)
    return message.verification?.signatures.some(({ valid }) => valid) ?? false
  }
  return UNDONE.map(([name, undo]) => {
    const [seed] = loadSeeds([name])
    return { name, before: holds(seed), after: holds(undo(seed)) }
  })
}

/**
 * Judges many changed messages and holds every judgement to the oracle. The same seed gives the same messages.
 * @param misread changes what the judge reads, to show what a wrong one comes to
 * @param maxMs the CPU time that one judgement may take
 * @param from the run to begin with, of `runs`
 * @param only one run alone, by its number
 */
export async function runFuzz({
  corpus,
  runs,
  seed,
  misread,
  maxMs = 1_000,
  from = 0,
  only = null,
  onRun = () => undefined,
}) {
  const context = { ...corpus, misread, maxMs }
  const { seeds } = corpus
  const tally = { reached: new Map(), outcomes: new Map(), causes: new Map(), slowest: { ms: 0 }, failures: [] }
  const [first, last] = only === null ? [from, runs] : [only, only + 1]
  let run = first
  for (; run < last && tally.failures.length < MAX_FAILURES; run += 1) {
    if (run % TURN === 0) await new Promise(setImmediate)
    const plan = planRun(seed, run, seeds)
    const result = judgePlan(plan, context)
    count(tally, result, { run, base: plan.base })
    if (result.violations.length > 0) tally.failures.push({ run, ...minimise(plan, context) })
    onRun(run + 1)
  }
  return { ...tally, runs: run - first, seed, seeds: seeds.length }
}

/** What one run does: each step has random numbers of its own, so that it can be left out. */
function planRun(seed, run, seeds) {
  const random = makeRandom(seed, run)
  const base = random.pick(seeds)
  const steps = Array.from({ length: 1 + (random.chance(0.5) ? random.below(MAX_STEPS) : 0) }, (_, index) => {
    const [name, mutate] = random.pick(MUTATIONS)
    return { name, mutate, other: random.pick(seeds), random: () => makeRandom(seed, run, index + 1) }
  })
  const [name, mutate] = random.pick(FORM_MUTATIONS)
  const form = random.chance(FORM_SHARE) ? { name, mutate, random: () => makeRandom(seed, run, 0) } : null
  return { base, steps, form }
}

function writeFields({ base, steps, form }) {
  const text = steps.reduce((before, { mutate, other, random }) => mutate(before, random(), other.text), base.text)
  const field = Buffer.from(text, 'latin1').toString('base64')
  return form ? form.mutate(field, form.random()) : [field]
}

function judgePlan(plan, { misread, genuine, shape, maxMs }) {
  const { variants, relayState, now } = plan.base
  const fields = writeFields(plan)
  const begun = process.cpuUsage()
  let judgement = null
  let thrown = null
  try {
    judgement = judgeAll(fields, relayState, variants, now, misread)
  } catch (error) {
    thrown = error
  }
  const { user, system } = process.cpuUsage(begun)
  const ms = (user + system) / 1_000
  const broken = thrown ? [`threw ${thrown.stack}`] : findViolations(judgement, variants, genuine, shape)
  const violations = [...broken, ...(ms > maxMs ? [`took ${Math.round(ms)} ms of CPU`] : [])]
  return { fields, judgement, ms, violations }
}

/** Leaves out every step without which the promise is still broken. */
function minimise(plan, context) {
  let kept = plan
  for (const step of [...plan.steps, plan.form]) {
    const less = {
      ...kept,
      steps: kept.steps.filter((each) => each !== step),
      form: step === kept.form ? null : kept.form,
    }
    if (judgePlan(less, context).violations.length > 0) kept = less
  }
  const { fields, violations } = judgePlan(kept, context)
  const steps = [...kept.steps, ...(kept.form ? [kept.form] : [])].map(({ name }) => name)
  return { base: kept.base, steps, fields, violations }
}

const REACHED = [
  ['decoded', ({ gate }) => gate !== null],
  ['past the gate', ({ gate, document, syntaxFault }) => gate !== null && (document !== null || syntaxFault !== null)],
  ['well-formed', ({ document }) => document !== null],
  ['a Response', ({ response }) => response !== null],
  ['a valid signature', ({ verification }) => verification?.signatures.some(({ valid }) => valid) ?? false],
  ['signed claims', ({ verification }) => (verification?.signedAssertion ?? null) !== null],
]

const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1)

const UNCHANGED = 'not changed after all, and not counted below'

function count({ reached, outcomes, causes, slowest }, { fields, judgement, ms }, { run, base }) {
  if (ms > slowest.ms) Object.assign(slowest, { ms, run, name: base.name })
  if (judgement === null) return
  if (fields.length === 1 && fields[0] === base.field) return add(reached, UNCHANGED)
  for (const [name, holds] of REACHED) if (holds(judgement.message)) add(reached, name)
  const [own] = judgement.reports
  add(outcomes, own.outcome)
  if (judgement.reports.some(({ outcome }) => outcome === 'accepted')) add(reached, 'accepted by some settings')
  const cause = own.findings.find(({ severity, status }) => severity === 'error' && status === 'fail')
  add(causes, cause?.id ?? 'none')
}
