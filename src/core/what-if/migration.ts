import { fillIn, placeOf } from '../checks/explain.ts'
import { asPosted, targetFor, withPrefix } from '../connection/judge-target.ts'
import type { Generation, JudgeTarget } from '../domain/login.ts'
import { IDP_SETTINGS } from '../domain/product.ts'
import type { Report } from '../domain/report.ts'
import { sidPrefixOf } from '../domain/sid.ts'
import { HarnessError } from '../errors.ts'
import { ENDPOINTS } from '../flex/endpoints.ts'
import { GENERATION_MIGRATIONS, MIGRATION_WARNING, type MigrationStep } from '../flex/migration.ts'
import { caseOf, type JudgedCase, judge } from '../judge/inspect.ts'
import { productOf } from '../products/index.ts'
import { CHANGES } from './changes/index.ts'
import { findSmallestChange, type SettingChange } from './smallest-change.ts'

/** One field to edit, in order; `where` uses the menu names of the IdP or the Flex Console. */
interface Step extends MigrationStep {
  where: string
  from: string | null
}

/** The verdict on one login in both generations, and what to edit for the migration. */
export interface Rehearsal {
  from: { generation: Generation; outcome: Report['outcome']; report: Report }
  /** As if the IdP had sent it with the new ACS URL and entity ID. */
  to: { generation: Generation; outcome: Report['outcome']; report: Report }
  steps: Step[]
  /** What else the new generation needs in addition to the steps; null if no known change is enough. */
  besides: SettingChange[] | null
  warning: string
}

/**
 * Rehearses the migration of one login to another generation.
 * @param sid the SID of the tenant in the new generation; by default, it has the same digits
 * @throws HarnessError INVALID_REQUEST if Twilio does not document this migration, or the SID is not valid there
 */
export function rehearseMigration(
  judged: JudgedCase,
  to: Generation,
  sid: string | undefined,
  version: string,
): Rehearsal {
  const { generation } = judged.settings
  const steps = GENERATION_MIGRATIONS[`${generation} to ${to}`]
  if (steps === undefined) {
    const known = Object.keys(GENERATION_MIGRATIONS).join(', ')
    throw new HarnessError(
      'INVALID_REQUEST',
      `There is no migration from ${generation} to ${to}.`,
      `Twilio documents these migrations: ${known}.`,
    )
  }
  const settings = settingsAt(to, sid, judged)
  const moved = move(judged, settings)
  const before = judge(judged, version).report
  const after = judge(moved, version).report
  return {
    from: { generation, outcome: before.outcome, report: before },
    to: { generation: to, outcome: after.outcome, report: after },
    steps: steps.map((step) => describeStep(step, judged, settings, before.idp.product)),
    besides: findSmallestChange(moved),
    warning: MIGRATION_WARNING,
  }
}

function settingsAt(to: Generation, named: string | undefined, { settings }: JudgedCase): JudgeTarget {
  const { sid, connection, trust } = settings
  const { sidPrefix } = ENDPOINTS[to]
  const target = named ?? withPrefix(sid, sidPrefix)
  if (sidPrefixOf(target) !== sidPrefix) {
    throw new HarnessError(
      'INVALID_REQUEST',
      `${target} is not a valid SID for ${to}.`,
      `Use ${sidPrefix} and 32 hexadecimal digits.`,
    )
  }
  const twilioSsoUrl = to === 'preview' ? 'preview' : 'iam'
  return { ...targetFor(to, target, connection && { ...connection, sid: target, twilioSsoUrl }), trust }
}

/** The same message in the other generation, with its ACS URL and entity ID. */
function move({ posted, message, before, now }: JudgedCase, settings: JudgeTarget): JudgedCase {
  const arrived = { ...caseOf(asPosted(posted.fields, posted.relayState, settings), settings, now), message, before }
  const addressed = CHANGES.filter(({ setting }) => setting === 'acsUrl' || setting === 'entityId')
  return addressed.reduce((each, { apply }) => apply?.(each) ?? each, arrived)
}

function describeStep(step: MigrationStep, judged: JudgedCase, settings: JudgeTarget, product: string): Step {
  const setting = IDP_SETTINGS.find((each) => step.side === 'idp' && each === step.field)
  const place = setting ? placeOf(setting, productOf(product)) : null
  const from =
    setting && { acsUrl: judged.settings.acs[0], entityId: judged.settings.audience }[setting as 'acsUrl' | 'entityId']
  const where =
    step.side === 'console' ? `Flex Console › Single Sign-On › ${step.field}` : (place ?? `the IdP: ${step.field}`)
  return { ...step, to: fillIn(step.to, settings), where, from: from ?? null }
}
