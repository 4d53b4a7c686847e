import type { ExpectationResult } from '../domain/expectation.ts'
import type { LoginSummary, Report } from '../domain/report.ts'
import { renderExpectations } from './expectations.ts'
import type { Paint } from './format.ts'
import { renderCommand, renderMissed, renderVerdict } from './github.ts'
import { type Case, element, escapeXml, expectationCases, failed, renderSuites, skipped } from './junit-suite.ts'
import { printable, printableJson, shorten } from './printable.ts'
import { renderText } from './text.ts'
import { wrap } from './wrap.ts'

/** What came of waiting. */
export interface Waited {
  /** What was waited for, in words. */
  wanted: string
  /** The expectations as they were written. */
  expected: readonly string[]
  login: Report | null
  /** The cursor to wait on from; null where nothing answered. */
  next: string | null
  /** Held against the login, else against the nearest one. */
  expectations: ExpectationResult[]
  /** Why there is no login. */
  detail: string | null
  nearest: Missed | null
  /** The newest that came, and why each was not it. */
  missed: Missed[]
}

interface Missed {
  login: LoginSummary
  because: string
}

type RenderWaited = (waited: Waited, context: { paint?: Paint; now: Date }) => string

function renderWaitedText(waited: Waited, { paint = (text) => text }: { paint?: Paint }): string {
  const { login, expectations, detail, nearest, missed } = waited
  if (login) return renderText([login], { paint, ...(expectations.length > 0 ? { expectations: [expectations] } : {}) })
  const others = missed.map(({ login: { id, receivedAt }, because }) =>
    wrap(`${receivedAt} ${id}: ${shorten(because)}`, '  ', '    '),
  )
  const parts = [
    wrap(`${paint('NO LOGIN', 'red')}  ${shorten(detail ?? '')}`, '', '  '),
    ...(nearest
      ? [wrap(`The nearest of those that came, ${nearest.login.id}: ${shorten(nearest.because)}.`, '', '  ')]
      : []),
    ...(expectations.length > 0 ? [renderExpectations(expectations, paint)] : []),
    ...(others.length > 0 ? [['The newest that came:', ...others].join('\n')] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

function renderWaitedJson({ login, next, expectations, detail, nearest, missed }: Waited): string {
  const whole = login ? { login, next, expectations } : { login, next, expectations, detail, nearest, missed }
  return `${printableJson(whole)}\n`
}

/** A case for the login itself, and one for each expectation: what is red here has made the command fail. */
function renderWaitedJunit(waited: Waited, { now }: { now: Date }): string {
  const { login, expected, expectations, nearest } = waited
  const cases =
    expectations.length > 0 ? expectationCases(expectations) : expected.map((text) => skipped(text, NOTHING))
  const facts = {
    login: login?.id ?? nearest?.login.id ?? null,
    outcome: login?.outcome ?? nearest?.login.outcome ?? null,
  }
  const name = 'flex-iam-mock wait'
  const timestamp = login?.receivedAt ?? now.toISOString()
  return renderSuites([
    { name, classname: 'flex-iam-mock.wait', timestamp, facts, cases: [arrivalCase(waited), ...cases] },
  ])
}

const NOTHING = 'There is no login to hold it against.'

function arrivalCase({ wanted, login, detail, expectations, nearest, missed }: Waited): Case {
  const name = `${wanted} comes`
  if (login) return { name, ending: 'passed', content: [systemOut(renderVerdict(login))] }
  if (nearest && expectations.length > 0)
    return { name, ending: 'passed', content: [systemOut(`${nearest.login.id}: ${nearest.because}`)] }
  const lines = missed.map(({ login: { id }, because }) => escapeXml(shorten(`${id}: ${because}`)))
  return failed(name, 'timeout', detail ?? '', lines)
}

const systemOut = (text: string) => element('system-out', {}, [escapeXml(shorten(text))])

function renderWaitedGithub({ login, expectations, detail, nearest }: Waited): string {
  if (login) return `${printable(renderVerdict(login))}\n`
  const missed = renderMissed(expectations, null, null)
  const because = nearest ? [shorten(`the nearest, ${nearest.login.id}: ${nearest.because}`)] : []
  const lines = missed.length > 0 ? missed : [renderCommand('error', shorten(detail ?? ''), null, because)]
  return `${lines.join('\n')}\n`
}

/** Every format of what came of waiting, by the name that `--format` takes. */
export const WAIT_FORMATS: ReadonlyMap<string, RenderWaited> = new Map<string, RenderWaited>([
  ['text', renderWaitedText],
  ['json', renderWaitedJson],
  ['junit', renderWaitedJunit],
  ['github', renderWaitedGithub],
])
