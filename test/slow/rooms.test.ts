import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Cruise {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string }[] }
}

/** Runs the import gate over the src folder of a place. */
function cruise(place: string): Cruise['summary'] {
  const tool = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [tool, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src']
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: place, encoding: 'utf8', maxBuffer: 64 << 20 }))
      .summary
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout).summary
  }
}

test('the import gate sees the code, passes it, and catches a planted import', () => {
  const place = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  cpSync(join(ROOT, 'src'), join(place, 'src'), { recursive: true })
  cpSync(join(ROOT, 'package.json'), join(place, 'package.json'))
  symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'))
  const clean = cruise(place)
  expect(clean.totalCruised).toBeGreaterThan(50)
  expect(clean.violations).toEqual([])

  const planted = "import 'express'\nimport 'node:fs'\nimport { openStore } from '../store/index.ts'\n\nopenStore('')\n"
  writeFileSync(join(place, 'src/domain/planted.ts'), planted)
  const { violations } = cruise(place)
  expect(new Set(violations.map(({ rule }) => rule.name))).toEqual(
    new Set(['room-domain', 'pure-rooms', 'fence-express']),
  )
})
