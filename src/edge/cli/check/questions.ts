import type { Expected } from '../../../core/domain/expectation.ts'
import { GENERATIONS, type Generation } from '../../../core/domain/login.ts'
import type { Report } from '../../../core/domain/report.ts'
import { sidPrefixOf } from '../../../core/domain/sid.ts'
import { HarnessError } from '../../../core/errors.ts'
import type { JudgedCase } from '../../../core/judge/inspect.ts'
import { printableJson } from '../../../core/report/printable.ts'
import { renderRehearsal, renderSmallestChange } from '../../../core/report/what-if.ts'
import { type Rehearsal, rehearseMigration } from '../../../core/what-if/migration.ts'
import { findSmallestChange, type SettingChange } from '../../../core/what-if/smallest-change.ts'
import { VERSION } from '../../../version.ts'

/** What else `check` can be asked about a message. */
export interface Questions {
  whatIf?: boolean | undefined
  migrate?: Destination | undefined
}

/** The answers; a question that was not asked has none. */
export interface Answers {
  smallestChange?: SettingChange[] | null
  migration?: Rehearsal
  expected?: Expected
}

/** Answers what was asked about one message. */
export function answerQuestions(judged: JudgedCase, { whatIf, migrate }: Questions): Answers {
  return {
    ...(whatIf ? { smallestChange: findSmallestChange(judged) } : {}),
    ...(migrate === undefined
      ? {}
      : { migration: rehearseMigration(judged, migrate.generation, migrate.sid, VERSION) }),
  }
}

/** A tenant of this generation: this SID, or one for the rehearsal. */
interface Destination {
  generation: Generation
  sid: string | undefined
}

/** What `--migrate` names: a generation, or a SID, which implies one; null for anything else. */
export function readDestination(text: string): Destination | null {
  const named = GENERATIONS.find((each) => each === text)
  if (named) return { generation: named, sid: undefined }
  const bySid: Record<string, Generation> = { AC: 'legacy', JQ: 'enhanced' }
  const generation = bySid[sidPrefixOf(text) ?? '']
  return generation === undefined ? null : { generation, sid: text }
}

/** The rendered Reports with the answers; in JSON, the answers are next to each Report. */
export function renderAnswers(verdicts: (Answers & { report: Report })[], format: string, text: string): string {
  const asked = verdicts.some(
    ({ smallestChange, migration }) => smallestChange !== undefined || migration !== undefined,
  )
  const isExpected = verdicts.some(({ expected }) => expected !== undefined)
  if (format === 'json' && (asked || isExpected)) {
    const whole = verdicts.map(({ report, smallestChange, migration, expected }) => ({
      report,
      smallestChange,
      migration,
      expectations: expected?.results,
    }))
    return `${printableJson(whole.length === 1 ? whole[0] : whole)}\n`
  }
  if (!asked) return text
  if (format !== 'text') {
    throw new HarnessError(
      'INVALID_REQUEST',
      `--format ${format} cannot contain the answers to --what-if and --migrate.`,
      'Use --format text or json.',
    )
  }
  const answers = verdicts.flatMap(({ smallestChange, migration }, index) => {
    const number = verdicts.length > 1 ? `Message ${index + 1}: ` : ''
    return [
      ...(smallestChange === undefined ? [] : [number + renderSmallestChange(smallestChange)]),
      ...(migration === undefined ? [] : [number + renderRehearsal(migration)]),
    ]
  })
  return [text, ...answers].join('\n')
}
