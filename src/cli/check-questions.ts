import type { ExpectationResult } from '../domain/expectation.ts'
import { GENERATIONS, type Generation } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { HarnessError } from '../errors.ts'
import { sidPrefixOf } from '../flex/endpoints.ts'
import type { Case } from '../login/inspect.ts'
import { type Rehearsal, rehearseMigration } from '../login/migration.ts'
import { findSmallestChange, type SettingChange } from '../login/smallest-change.ts'
import { printableJson } from '../report/printable.ts'
import { renderRehearsal, renderSmallestChange } from '../report/what-if.ts'
import { VERSION } from '../version.ts'

/** What else `check` is asked of a message. */
export interface Questions {
  whatIf?: boolean | undefined
  migrate?: string | undefined
}

/** The answers; a question that was not asked has none. */
export interface Answers {
  smallestChange?: SettingChange[] | null
  migration?: Rehearsal
  expectations?: ExpectationResult[]
}

/** Answers what was asked of one message. */
export function answerQuestions(judged: Case, { whatIf, migrate }: Questions): Answers {
  return {
    ...(whatIf ? { smallestChange: findSmallestChange(judged) } : {}),
    ...(migrate === undefined ? {} : { migration: rehearse(judged, migrate) }),
  }
}

function rehearse(judged: Case, door: string): Rehearsal {
  const named = GENERATIONS.find((generation) => generation === door)
  if (named) return rehearseMigration(judged, named, undefined, VERSION)
  const bySid: Record<string, Generation> = { AC: 'legacy', JQ: 'enhanced' }
  const generation = bySid[sidPrefixOf(door) ?? '']
  if (generation) return rehearseMigration(judged, generation, door, VERSION)
  throw new HarnessError(
    'INVALID_REQUEST',
    `There is no door '${door}'.`,
    'Give --migrate legacy, enhanced, or the SID of the tenant there.',
  )
}

/** The reports as they were written, with the answers; in JSON they stand beside each Report. */
export function renderAnswers(verdicts: (Answers & { report: Report })[], format: string, text: string): string {
  const has = (name: keyof Answers) => verdicts.some((verdict) => verdict[name] !== undefined)
  const isAsked = has('smallestChange') || has('migration')
  if (isAsked) requirePlace(format, 'answers', '--what-if and --migrate', ['text', 'json'])
  if (has('expectations')) requirePlace(format, 'expectations', '--expect', ['text', 'json', 'junit', 'github'])
  if (format === 'json' && (isAsked || has('expectations'))) {
    const whole = verdicts.map(({ report, smallestChange, migration, expectations }) => ({
      report,
      smallestChange,
      migration,
      expectations,
    }))
    return `${printableJson(whole.length === 1 ? whole[0] : whole)}\n`
  }
  if (!isAsked) return text
  const answers = verdicts.flatMap(({ smallestChange, migration }, index) => {
    const number = verdicts.length > 1 ? `Message ${index + 1}: ` : ''
    return [
      ...(smallestChange === undefined ? [] : [number + renderSmallestChange(smallestChange)]),
      ...(migration === undefined ? [] : [number + renderRehearsal(migration)]),
    ]
  })
  return [text, ...answers].join('\n')
}

function requirePlace(format: string, what: string, flags: string, formats: string[]): void {
  if (formats.includes(format)) return
  const hint = `Use ${flags} with --format ${formats.join(', ').replace(/, (?=[^,]*$)/, ' or ')}.`
  throw new HarnessError('INVALID_REQUEST', `The format '${format}' has no place for ${what}.`, hint)
}
