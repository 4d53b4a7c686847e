import { EVIL_USER } from '../../core/mutations/attacks/edit.ts'
import type { Login } from './judges/samlify.ts'
import { failedIn, type OurOpinion } from './ours.ts'
import { isError } from './rules.ts'
import { type Trial, USER } from './trial.ts'

/**
 * What we said of a trial and should not have, as sentences; empty where we are right.
 * @param ofItself what fails in a good response of this hand, which is none of the trial's
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
    ...failed.filter((id) => !foreseen.includes(id)).map((id) => `${id} was found, and nothing is wrong with that`),
    ...report.findings.filter(({ status }) => status === 'crashed').map(({ id }) => `${id} crashed`),
  ]
}

/** An attack that must be found is refused; a fault is where its findings are errors. */
function wrongOutcome({ kind, mutation, generation }: Trial, { report: { outcome } }: OurOpinion): string[] {
  const isRefused = mutation.raises.some((id) => kind === 'attack' || isError(id, generation))
  const wanted = isRefused ? 'rejected' : 'accepted'
  return outcome === wanted ? [] : [`it was ${outcome}, and has to be ${wanted}`]
}

/** What is as it was signed is read as it was signed. */
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

/** Nothing that the attacker wrote is called verified. */
function trusted({ report: { subject, claims } }: OurOpinion): string[] {
  const isEvil = (value: string | null) => value?.startsWith(EVIL_USER) || value === 'admin'
  return [
    ...(subject.verified && isEvil(subject.nameId) ? ['the NameID of the attacker was called verified'] : []),
    ...claims
      .filter(({ verified, values }) => verified && values.some(isEvil))
      .map(({ name }) => `the claim ${name} of the attacker was called verified`),
  ]
}
