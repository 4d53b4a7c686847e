import type { Difference } from './differences.ts'
import type { SelftestReport, TriedMessage } from './run-selftest.ts'

const COLUMNS = [
  'message',
  'product',
  'generation',
  'flex-iam-mock',
  '',
  'xml-crypto',
  'samlify',
  'node-xmllint',
  'why',
]

/** A selftest as a text table, with every reason below it. */
export function renderSelftest({ passed, messages }: SelftestReport): string {
  const reasons = listReasons(messages)
  const rows = [COLUMNS, ...messages.map((message) => rowOf(message, reasons))]
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `${[...LEGEND, '', ...lines, '', ...renderReasons(reasons), ...renderFaults(messages), summarise(messages, passed)].join('\n')}\n`
}

const LEGEND = [
  'R and A: valid signature of the Response, of the Assertion. A number: differs from us, for the reason below.',
  '*: differs from us for no known reason. !: we are wrong.',
]

/** Each reason once, in the order of first use. */
function listReasons(messages: readonly TriedMessage[]): string[] {
  const reasons = messages.flatMap(({ differences }) =>
    differences.flatMap((each) => (each.why === null ? [] : reasonOf(each))),
  )
  return [...new Set(reasons)]
}

const reasonOf = ({ judge, why }: Difference) => `${judge} ${why}`

function rowOf(message: TriedMessage, reasons: readonly string[]): string[] {
  const { kind, name, product, generation, ours, theirs, differences, wrong } = message
  const mark = (judge: Difference['judge']) =>
    differences.some((each) => each.judge === judge && !each.why) ? '*' : ''
  const numbers = differences.map((each) => (each.why === null ? '*' : String(reasons.indexOf(reasonOf(each)) + 1)))
  return [
    kind === 'good' ? 'good' : `${kind} ${name}`,
    product,
    generation,
    ours.outcome + (wrong.length > 0 ? ' !' : ''),
    signaturesOf(ours.signatures),
    signaturesOf(theirs['xml-crypto']) + mark('xml-crypto'),
    theirs.samlify + mark('samlify'),
    (theirs['node-xmllint'] ?? '') + mark('node-xmllint'),
    [...new Set(numbers)].join(' '),
  ]
}

const signaturesOf = ({ Response, Assertion }: TriedMessage['ours']['signatures']) =>
  `${Response ? 'R' : '-'}${Assertion ? 'A' : '-'}`

const renderReasons = (reasons: readonly string[]) =>
  reasons.length === 0 ? [] : ['Why they differ:', ...reasons.map((reason, index) => `${index + 1}. ${reason}`), '']

/** Where we are wrong, or others differ without a reason: problems that should not occur. */
function renderFaults(messages: readonly TriedMessage[]): string[] {
  const lines = messages.flatMap((message) => [
    ...message.wrong.map((what) => `${placeOf(message)}: ${what}.`),
    ...message.differences
      .filter(({ why }) => why === null)
      .map(
        ({ judge, question, ours, theirs }) =>
          `${placeOf(message)}: ${question}: ${judge} says ${theirs}, we say ${ours}.`,
      ),
  ])
  return lines.length === 0 ? [] : ['Problems:', ...lines, '']
}

const placeOf = ({ kind, name, product, generation }: TriedMessage) => `${kind} ${name}, ${product}, ${generation}`

function summarise(messages: readonly TriedMessage[], passed: boolean): string {
  const count = (kind: TriedMessage['kind']) => messages.filter((each) => each.kind === kind).length
  const wrong = messages.filter((each) => each.wrong.length > 0).length
  const differences = messages.flatMap((each) => each.differences)
  const unexplained = differences.filter(({ why }) => why === null).length
  return [
    `${passed ? 'passed' : 'failed'}: ${messages.length} messages: ${count('good')} good, ${count('fault')} with a fault, ${count('attack')} attacks;`,
    `we were wrong about ${wrong}; the others differ in ${differences.length} answers, ${unexplained} of them for no known reason.`,
  ].join(' ')
}
