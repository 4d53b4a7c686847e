import type { Report } from '../../core/domain/report.ts'
import type { SignedElement } from '../../core/domain/saml.ts'
import { readRecorded } from '../../core/judge/check-response.ts'
import { rejudge, reread } from '../../core/judge/recorded-login.ts'
import { type Login, loginOf } from './judges/samlify.ts'
import type { Trial } from './trial.ts'

/** Our answers about a trial: the Report, and what the other judges are also asked. */
export interface OurOpinion {
  report: Report
  /** Whether the element has a valid signature. */
  signatures: Record<SignedElement, boolean>
  /** The login, read from signed bytes; null if it is rejected. */
  login: Login | null
  isSchemaValid: boolean
  /** Whether the field holds a document at all. */
  isDocument: boolean
}

/** Judges a trial as delivered, with what was known before. */
export function judgeTrial({ recording, settings, now }: Trial, version: string): OurOpinion {
  const read = reread(readRecorded(recording, settings, now))
  const report = rejudge(read, version)
  const { response, schemaFaults, verification, decodeFault } = read.message
  const signed = report.outcome === 'accepted' ? verification?.signedAssertion : null
  const isGood = (place: SignedElement) => report.signatures.some(({ over, valid }) => over === place && valid)
  return {
    report,
    signatures: { Response: isGood('Response'), Assertion: isGood('Assertion') },
    login: signed ? loginOf(signed) : null,
    isSchemaValid: response !== null && schemaFaults.length === 0,
    isDocument: decodeFault === null,
  }
}

/** The checks that failed or crashed, according to a Report. */
export const failedIn = ({ findings }: Pick<Report, 'findings'>): string[] =>
  findings.filter(({ status }) => status === 'fail' || status === 'crashed').map(({ id }) => id)
