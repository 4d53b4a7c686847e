import { looksLikeBundle } from '../../core/bundle/bundle.ts'
import type { Report } from '../../core/domain/report.ts'
import { HarnessError } from '../../core/errors.ts'
import { diffReports, type ReportDifference } from '../../core/report/diff.ts'
import { printable, printableJson } from '../../core/report/printable.ts'
import { readReport } from '../../core/report/schema.ts'
import { checkCaptured } from '../library/check-response.ts'
import { readBundleText, warnOfVersion } from './check/input.ts'
import type { Define } from './define.ts'
import { chosen, formatOption } from './options.ts'
import { readInput } from './read-input.ts'

const FORMATS = new Map<string, (differences: ReportDifference[]) => string>([
  ['text', renderDifferences],
  ['json', (differences) => `${printableJson({ same: differences.length === 0, differences })}\n`],
])

/** `diff A B`: the differences between two logins that matter. */
export const define: Define = (command, outcome) => {
  command
    .argument('<a>', 'a bundle, or a Report as JSON; - for standard input')
    .argument('<b>', 'a second one to compare with')
    .addOption(formatOption(FORMATS.keys()))
    .action((a: string, b: string, { format }: { format: string }) => {
      const render = chosen(FORMATS, format)
      if (a === '-' && b === '-')
        throw new HarnessError('INVALID_REQUEST', 'Both arguments are -.', 'Pass one of them as a file.')
      const differences = diffReports(readLogin(a), readLogin(b))
      process.stdout.write(render(differences))
      outcome.exitCode = differences.length === 0 ? 0 : 1
    })
}

/** The Report in a file, or the Report of a bundle. */
function readLogin(file: string): Report {
  const text = readInput(file).toString('utf8')
  if (!looksLikeBundle(text)) return readReport(text)
  const capture = readBundleText(text, file)
  warnOfVersion([capture])
  return checkCaptured(capture.message, capture.settings, capture.recording).report
}

function renderDifferences(differences: ReportDifference[]): string {
  if (differences.length === 0) return 'No significant differences.\n'
  return differences.map(({ what, a, b }) => `${printable(what)}\n  a ${show(a)}\n  b ${show(b)}\n`).join('')
}

const show = (value: ReportDifference['a']) => printable(typeof value === 'string' ? value : JSON.stringify(value))
