import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, expect } from '@jest/globals'
import type { Report } from '../../src/index.ts'
import { isUpdating } from './fixtures.ts'
import { failedErrors, failedFindings } from './response.ts'

/**
 * Compares what a Report found with the header of its fixture: the same errors, and at least the warnings and notices of the
 * header. Those beyond the header are listed in test/expected-advice/FOLDER.json, which UPDATE_FIXTURES=1 writes: a new
 * warning or notice that many fixtures get is reviewed as a difference of that file.
 */
export function findingsOf(folder: string): (name: string, report: Report, expectFail: string[] | null) => void {
  const file = new URL(`../expected-advice/${folder}.json`, import.meta.url)
  const listed: Record<string, string[]> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const found: Record<string, string[]> = {}
  if (isUpdating) afterAll(() => write(file, found))
  return (name, report, expectFail) => {
    const header = [...(expectFail ?? [])].sort()
    const failed = failedFindings(report)
    const more = failed.filter((id) => !header.includes(id))
    if (more.length > 0) found[name] = more
    expect(failed.filter((id) => header.includes(id))).toEqual(header)
    expect(failedErrors(report).filter((id) => more.includes(id))).toEqual([])
    expect(more).toEqual(isUpdating ? more : (listed[name] ?? []))
  }
}

function write(file: URL, found: Record<string, string[]>): void {
  rmSync(file, { force: true })
  if (Object.keys(found).length === 0) return
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`)
}
