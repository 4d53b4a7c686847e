import type { FindingStatus } from '../domain/check.ts'
import type { FlexVerdict, Report } from '../domain/report.ts'
import type { AttributeValue } from '../domain/worker.ts'
import { ExpectationFault } from './fault.ts'
import { suggest, type Vocabulary } from './vocabulary.ts'

/** The value of a path in a Report, or why there is none. */
type Found = { value: AttributeValue } | { nothing: string; isKnown?: boolean }

/** What an expectation is about. */
export interface Subject {
  find(report: Report): Found
  /** Its possible values, if all are known. */
  words?: readonly string[]
}

const OUTCOMES: readonly Report['outcome'][] = ['accepted', 'rejected']
const VERDICTS: readonly FlexVerdict[] = ['accepted', 'rejected', 'unknown']
const STATUSES: readonly FindingStatus[] = ['pass', 'fail', 'not-run', 'not-applicable', 'crashed']

/** The worker of a rejected login is unknown, so no expectation about it is met, not even `absent`. */
const NO_WORKER = { nothing: 'nothing; the login was rejected, so there is no worker', isKnown: false }

const FACTS: ReadonlyMap<string, Subject> = new Map<string, Subject>([
  ['outcome', { find: ({ outcome }) => ({ value: outcome }), words: OUTCOMES }],
  ['flexVerdict', { find: ({ flexVerdict }) => ({ value: flexVerdict }), words: VERDICTS }],
  ['worker.friendlyName', { find: ({ worker }) => (worker ? { value: worker.friendlyName } : NO_WORKER) }],
])

/** The first parts of paths that are not attributes, with what may follow them. */
const BEGINNINGS: ReadonlyMap<string, (rest: string, column: number, vocabulary: Vocabulary) => Subject> = new Map([
  ['worker', aboutWorker],
  ['finding', aboutFinding],
  ['changes', aboutChange],
])

/** What a path means: a fact of the Report, a finding, a change, or else an attribute of the worker. */
export function readSubject(path: string, column: number, vocabulary: Vocabulary): Subject {
  const fact = FACTS.get(path)
  if (fact) return fact
  const [first = ''] = path.split('.', 1)
  const read = BEGINNINGS.get(first)
  if (read === undefined) return aboutAttribute((attributes) => dig(attributes, path))
  const rest = path.slice(first.length + 1)
  return read(rest, rest === '' ? column : column + first.length + 1, vocabulary)
}

/** The attribute with exactly this name, whatever else the name may mean. */
export function readAttribute(name: string): Subject {
  return aboutAttribute((attributes) => own(attributes, name))
}

function aboutAttribute(find: (attributes: Record<string, AttributeValue>) => AttributeValue | undefined): Subject {
  return {
    find: ({ worker }) => {
      if (worker === null) return NO_WORKER
      const value = find(worker.attributes)
      return value === undefined ? { nothing: `nothing; the worker has ${list(worker.attributes)}` } : { value }
    },
  }
}

function aboutWorker(fact: string, column: number, vocabulary: Vocabulary): never {
  const problem = fact === '' ? 'worker is not a value' : `the worker has no property '${fact}'`
  const advice =
    'Write worker.friendlyName, or only the name of an attribute, such as roles. Quote names that start with worker.'
  throw new ExpectationFault(column, problem, advice + suggest(vocabulary, `worker.${fact}`, [...FACTS.keys()]))
}

function aboutFinding(id: string, column: number, vocabulary: Vocabulary): Subject {
  if (!vocabulary.checks.includes(id)) {
    const advice = 'Write finding. and the id of a check. flex-iam-mock explain lists them.'
    const problem = id === '' ? 'the id of a check is missing' : `there is no check '${id}'`
    throw new ExpectationFault(column, problem, advice + suggest(vocabulary, id, vocabulary.checks))
  }
  const nothing = 'nothing; the version that judged this login does not have this check'
  return {
    words: STATUSES,
    find: ({ findings }) => {
      const finding = findings.find((each) => each.id === id)
      return finding ? { value: finding.status } : { nothing }
    },
  }
}

function aboutChange(attribute: string, column: number): Subject {
  if (attribute === '')
    throw new ExpectationFault(
      column,
      'the name of an attribute is missing',
      'Write changes. and the name of one, such as changes.roles.',
    )
  return {
    find: ({ worker, changes }) => {
      if (worker === null) return NO_WORKER
      const after = Object.fromEntries(changes.map((change) => [change.attribute, change.after]))
      const value = dig(after, attribute)
      return value === undefined ? { nothing: `nothing; the login changed ${list(after)}` } : { value }
    },
  }
}

/** The attribute with this exact name; else the longest attribute name that it starts with, and the rest inside its value. Array items by index. */
function dig(value: AttributeValue, path: string): AttributeValue | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const found = own(value, path.slice(0, end))
    if (found !== undefined) return end === path.length ? found : dig(found, path.slice(end + 1))
  }
  return own(value, path)
}

function own(value: AttributeValue | undefined, key: string): AttributeValue | undefined {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined
  return value[key]
}

const SHOWN = 20

function list(attributes: Record<string, AttributeValue>): string {
  const names = Object.keys(attributes)
  if (names.length === 0) return 'no attributes'
  return [...names.slice(0, SHOWN), ...(names.length > SHOWN ? ['…'] : [])].join(', ')
}
