import type { LoginSummary } from '../domain/report.ts'
import { LoginTimeoutError, type MissedLogin } from '../errors.ts'
import type { Store } from '../store/index.ts'
import { findMisfit, findMiss, type Misfit, type WantedLogin } from './misfit.ts'

const SHOWN = 10
const LOOKED_AT = 100

type Candidate = Misfit & { cursor: number; login: LoginSummary }

/** Which logins came while one was waited for in vain, and why each was not the one. */
export async function explainTimeout(
  store: Store,
  wanted: WantedLogin,
  timeout: number,
  since?: number,
): Promise<LoginTimeoutError> {
  const fitting = wanted.expectations.length > 0 ? await findFitting(store, wanted, since) : []
  const known = new Map(fitting.map((candidate) => [candidate.cursor, candidate]))
  const found = await store.findLogins({ since, limit: LOOKED_AT })
  const newest = found.map(
    ({ cursor, summary }): Candidate => known.get(cursor) ?? { cursor, login: summary, ...misfitOf(wanted, summary) },
  )
  const nearest = [...fitting, ...newest].toSorted(byNearness)[0] ?? null
  return new LoginTimeoutError(describe(timeout, nearest), {
    missed: newest.slice(0, SHOWN).map(missedLogin),
    nearest: nearest && { ...missedLogin(nearest), expectations: nearest.expectations ?? [] },
    next: String(found[0]?.cursor ?? since ?? 0),
  })
}

const missedLogin = ({ login, because }: Candidate): MissedLogin => ({ login, because })

/** Those that fit all criteria, so that only expectations were missed. */
async function findFitting(store: Store, wanted: WantedLogin, since?: number): Promise<Candidate[]> {
  const found = await store.findReports({ ...wanted.criteria, since, limit: SHOWN })
  return found.map(({ cursor, summary, report }) => ({
    cursor,
    login: summary,
    ...(findMiss(wanted, report) ?? LATE),
  }))
}

const LATE: Misfit = { because: 'it came too late', fits: 0, expectations: null }
const misfitOf = (wanted: WantedLogin, summary: LoginSummary): Misfit => findMisfit(wanted, summary) ?? LATE

/** The one that fits most criteria, then the one of which most expectations hold, then the newest. */
function byNearness(one: Candidate, other: Candidate): number {
  return other.fits - one.fits || heldBy(other) - heldBy(one) || other.cursor - one.cursor
}

const heldBy = ({ expectations }: Candidate) => expectations?.filter(({ holds }) => holds).length ?? -1

function describe(timeout: number, nearest: Candidate | null): string {
  const seen = nearest ? `the nearest of those that arrived, ${nearest.login.id}: ${nearest.because}` : 'none arrived'
  return `No login that was waited for within ${timeout} ms; ${seen}.`
}
