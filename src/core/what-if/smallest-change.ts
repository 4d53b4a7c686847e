import { placeOf } from '../checks/explain.ts'
import type { Finding } from '../domain/check.ts'
import { IDP_SETTINGS, type IdpSetting } from '../domain/product.ts'
import { CONSOLE_FIELDS, type ConsoleField } from '../domain/remedy.ts'
import { type JudgedCase, judge, trustMessage } from '../judge/inspect.ts'
import { productOf } from '../products/index.ts'
import type { ProposedChange } from './changes/change.ts'
import { CHANGES } from './changes/index.ts'

/** One step of what would make a login pass. `where` uses the menu names of the IdP or the Flex Console. */
export interface SettingChange {
  setting: IdpSetting | ConsoleField | 'signaturePolicy'
  from: string | null
  to: string
  side: 'idp' | 'console'
  where: string | null
}

const MOST_CHANGES = 3

/** The state of a search. `assumed`: checks cured by a change whose consequences no message can show. */
interface State {
  judged: JudgedCase
  steps: SettingChange[]
  changes: ProposedChange[]
  assumed: Set<string>
}

/**
 * The smallest set of changes, at most three, with which the message would be accepted; empty if it is accepted as
 * it is, null if no known change helps. Of several sets of the same size, the first in the order of the catalogue wins.
 */
export function findSmallestChange(
  judged: JudgedCase,
  changes: readonly ProposedChange[] = CHANGES,
): SettingChange[] | null {
  const given = judged.settings.trust === 'nothing' ? stepsToVerify(judged, changes) : []
  if (given.length === 0) return search(judged, changes)
  const others = search(trustMessage(judged), changes)
  return others && [...given, ...others]
}

/** Steps for what was not given but is in the message: its certificate and its issuer. The search then assumes both. */
function stepsToVerify(judged: JudgedCase, changes: readonly ProposedChange[]): SettingChange[] {
  const certificate = changes.flatMap((each) =>
    each.setting === 'certificates' && each.apply ? stepOf(each, judged) : [],
  )
  const isIssuerGiven = judged.settings.connection?.idpIssuer != null
  if (certificate.length === 0 || isIssuerGiven) return certificate
  return [...certificate, ...changes.flatMap((each) => (each.setting === 'idpIssuer' ? stepOf(each, judged) : []))]
}

function stepOf(change: ProposedChange, judged: JudgedCase): SettingChange[] {
  const { setting, side } = change
  const described = change.describe(judged)
  return described ? [{ setting, ...described, side, where: whereIs(change, judged) }] : []
}

function search(judged: JudgedCase, changes: readonly ProposedChange[]): SettingChange[] | null {
  let states: State[] = [{ judged, steps: [], changes: [], assumed: new Set() }]
  for (let size = 0; size <= MOST_CHANGES; size += 1) {
    const open = states.map((state) => ({ state, cause: firstOpen(state) }))
    const solved = open.find(({ cause }) => cause === undefined)
    if (solved) return solved.state.steps
    states = open.flatMap(({ state, cause }) => (cause && size < MOST_CHANGES ? next(state, cause, changes) : []))
  }
  return null
}

/** The first remaining error, with what was assumed taken as cured. */
function firstOpen({ judged, assumed }: State): Finding | undefined {
  const findings = judge(judged, '').report.findings
  const isOpen = ({ id, severity, status, blockedBy }: Finding) =>
    severity === 'error' &&
    !assumed.has(id) &&
    (status === 'fail' || status === 'crashed' || (status === 'not-run' && !assumed.has(blockedBy ?? '')))
  const standing = findings.filter(isOpen)
  return standing.find(({ status }) => status !== 'not-run') ?? standing[0]
}

function next(state: State, cause: Finding, changes: readonly ProposedChange[]): State[] {
  return changes.flatMap((change) => {
    const isOpen = change.cures.includes(cause.id) && !state.changes.includes(change)
    const steps = isOpen ? stepOf(change, state.judged) : []
    if (steps.length === 0) return []
    return {
      judged: change.apply ? change.apply(state.judged) : state.judged,
      steps: [...state.steps, ...steps],
      changes: [...state.changes, change],
      assumed: change.apply ? state.assumed : new Set([...state.assumed, cause.id]),
    }
  })
}

function whereIs({ setting, side }: ProposedChange, judged: JudgedCase): string | null {
  if (setting === 'signaturePolicy') return 'the connection in this harness'
  if (side === 'console') return `Flex Console › Single Sign-On › ${CONSOLE_FIELDS[setting as ConsoleField]}`
  const named = IDP_SETTINGS.find((each) => each === setting)
  return named ? placeOf(named, productOf(judge(judged, '').report.idp.product)) : null
}
