import { EVIL_USER } from '../../core/mutations/attacks/edit.ts'
import type { Login } from './judges/samlify.ts'
import { failedIn, type OurOpinion } from './ours.ts'
import { isError } from './rules.ts'
import { type Trial, USER } from './trial.ts'

/**
 * What we got wrong about a trial, as sentences; empty if we are right.
 * @param ofItself what fails in a good response of this style, which is not due to the trial
 */
export function whatIsWrong(trial: Trial, ours: OurOpinion, ofItself: readonly string[]): string[] {
  return [
    ...wrongFindings(trial, ours, ofItself),
    ...wrongOutcome(trial, ours),
    ...(trial.mutation.raises.length === 0 ? wrongLogin(ours.login) : []),
    ...(trial.kind === 'attack' ? trusted(ours) : []),
  ]
}

function wrongFindings({ mutation, kind }: Trial, { report }: OurOpinion, ofItself: readonly string[]) {
  const { raises, mayRaise = [] } = mutation
  const failed = failedIn(report)
  const foreseen = [...raises, ...mayRaise, ...(kind === 'good' ? failed : ofItself)]
  return [
    ...raises.filter((id) => !failed.includes(id)).map((id) => `${id} was not found`),
    ...failed.filter((id) => !foreseen.includes(id)).map((id) => `${id} was found, although nothing is wrong with it`),
    ...report.findings.filter(({ status }) => status === 'crashed').map(({ id }) => `${id} crashed`),
  ]
}

/** An attack that must be found is rejected; a fault is rejected if its findings are errors. */
function wrongOutcome({ kind, mutation, generation }: Trial, { report: { outcome } }: OurOpinion): string[] {
  const isRefused = mutation.raises.some((id) => kind === 'attack' || isError(id, generation))
  const wanted = isRefused ? 'rejected' : 'accepted'
  return outcome === wanted ? [] : [`it was ${outcome}, but must be ${wanted}`]
}

/** Signed values are read exactly as they were signed. */
function wrongLogin(login: Login | null): string[] {
  const { email, fullName, roles } = USER
  const claims = { email: [email], full_name: [fullName], roles }
  const wrong = Object.entries(claims).filter(
    ([name, values]) => JSON.stringify(login?.claims.get(name)) !== JSON.stringify(values),
  )
  return [
    ...(login?.nameId === email ? [] : [`the NameID was read as ${login?.nameId ?? 'nothing'}`]),
    ...wrong.map(([name]) => `the claim ${name} was read as ${login?.claims.get(name)?.join(', ') ?? 'nothing'}`),
  ]
}

/** No value of the attacker is called verified. */
function trusted({ report: { subject, claims } }: OurOpinion): string[] {
  const isEvil = (value: string | null) => value?.startsWith(EVIL_USER) || value === 'admin'
  return [
    ...(subject.verified && isEvil(subject.nameId) ? ['the NameID of the attacker was called verified'] : []),
    ...claims
      .filter(({ verified, values }) => verified && values.some(isEvil))
      .map(({ name }) => `the claim ${name} of the attacker was called verified`),
  ]
}
