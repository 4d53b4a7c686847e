import type { Generation } from '../domain/login.ts'
import type { Report } from '../domain/report.ts'
import { shorten } from './printable.ts'
import { wrap } from './wrap.ts'

/** One setting to change; a step of a migration is one too. */
export interface Step {
  side: 'idp' | 'console'
  where: string | null
  from: string | null
  to: string
}

/** The smallest change that would make a login pass, for a person at a terminal. */
export function renderSmallestChange(steps: (Step & { setting: string })[] | null): string {
  if (steps === null) return 'No known settings change would make it pass.\n'
  if (steps.length === 0) return 'No settings change is needed.\n'
  const lines = steps.map((step, index) => renderStep({ ...step, where: step.where ?? step.setting }, index))
  return `What would make it pass:\n${lines.join('\n')}\n`
}

/** The steps of a migration, both verdicts, and what else the new generation requires. */
export function renderRehearsal({
  from,
  to,
  steps,
  besides,
  warning,
}: {
  from: { generation: Generation; outcome: Report['outcome'] }
  to: { generation: Generation; outcome: Report['outcome'] }
  steps: Step[]
  besides: (Step & { setting: string })[] | null
  warning: string
}): string {
  const verdicts = `From ${from.generation} (${from.outcome}) to ${to.generation} (${to.outcome} once the URLs are changed):`
  const more = to.outcome === 'accepted' ? [] : [`The steps above are not enough. ${renderSmallestChange(besides)}`]
  return `${[verdicts, ...steps.map(renderStep), wrap(warning, '', ''), ...more].join('\n')}\n`
}

const PLAIN = { idp: 'The IdP', console: 'Flex Console' }

function renderStep({ side, where, from, to }: Step, index: number): string {
  const number = `${index + 1}. `.padStart(5)
  const was = from === null ? '' : ` (now: ${shorten(from)})`
  return wrap(`${shorten(where ?? PLAIN[side])}: ${shorten(to)}${was}`, number, '     ')
}
