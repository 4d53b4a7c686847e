import { expect, test } from '@jest/globals'
import { loadCorpus, runFuzz } from './fuzz/campaign.js'

const corpus = loadCorpus(['responses/', 'attacks/foreign-key/', 'attacks/wrapping/', 'checks/'])
const RUNS = 400
const SEED = 1

test('changed messages break no promise of the judge, and many of them get far', async () => {
  const { failures, reached, runs } = await runFuzz({ corpus, runs: RUNS, seed: SEED })
  expect(failures).toEqual([])
  expect(runs).toBe(RUNS)
  const share = (name: string) => (reached.get(name) ?? 0) / RUNS
  expect(share('past the gate')).toBeGreaterThan(0.6)
  expect(share('a Response')).toBeGreaterThan(0.4)
  expect(share('a valid signature')).toBeGreaterThan(0.05)
  expect(reached.get('accepted by some settings')).toBeGreaterThan(0)
})
