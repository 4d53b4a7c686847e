import type { Judges } from '../../app/selftest/ask-judges.ts'
import { renderSelftest } from '../../app/selftest/render-selftest.ts'
import { runSelftest, type SelftestReport } from '../../app/selftest/run-selftest.ts'
import { printable, printableJson } from '../../core/report/printable.ts'
import { VERSION } from '../../version.ts'
import type { Define } from './define.ts'
import { chosen, formatOption, outputOption } from './options.ts'
import { writeOutput } from './write-output.ts'

/** The flags of `selftest` as they were given. */
export interface SelftestFlags {
  all?: boolean
  only?: string
  format: string
  output?: string
}

/** `selftest`: what this installation and other judges say about good, faulty and forged responses. */
export const define: Define = (command, outcome) => {
  command
    .option('--all', 'test each fault and attack in every response style and at both generations (takes a few minutes)')
    .option('--only <names>', 'only these faults and attacks, separated by commas')
    .addOption(formatOption(FORMATS.keys()))
    .addOption(outputOption())
    .action(async (flags: SelftestFlags) => {
      outcome.exitCode = await selftest(flags)
    })
}

const FORMATS = new Map<string, (report: SelftestReport) => string>([
  ['text', (report) => renderSelftest(report).split('\n').map(printable).join('\n')],
  ['json', (report) => `${printableJson(report)}\n`],
])

/**
 * Runs the selftest; resolves to the exit code: 0 passed, 1 not.
 * @param judges replace the default judges
 * @throws HarnessError INVALID_REQUEST for an unknown fault or attack
 */
export async function selftest(
  { all = false, only, format, output }: SelftestFlags,
  judges: Partial<Judges> = {},
): Promise<number> {
  const render = chosen(FORMATS, format)
  const names = only?.split(',').map((name) => name.trim())
  const report = await inSilence(() =>
    runSelftest({ everywhere: all, ...(names ? { only: names } : {}), judges, version: VERSION }),
  )
  writeOutput(render(report), output)
  return report.passed ? 0 : 1
}

/** samlify prints warnings to the console. */
async function inSilence<T>(run: () => Promise<T>): Promise<T> {
  const { warn } = console
  console.warn = () => undefined
  try {
    return await run()
  } finally {
    console.warn = warn
  }
}
