import type { Report } from '../domain/report.ts'
import { printableJson } from './printable.ts'

/** The Report itself, as docs/report.schema.json describes it; an array if there are several. */
export function renderJson(reports: readonly Report[]): string {
  return `${printableJson(reports.length === 1 ? reports[0] : reports)}\n`
}
