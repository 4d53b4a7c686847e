import type { FlexVerdict, Report } from './report.ts'

/** The headlines if no signature could be verified, by the cause. */
const UNVERIFIED = {
  'none given': 'Not verified: no certificate given.',
  'none in the message': 'Not verified: the message carries no certificate.',
}

const SENTENCES: Record<`${Report['outcome']} ${FlexVerdict}`, string> = {
  'accepted accepted': 'Flex would accept this login',
  'accepted rejected': 'Accepted here. Flex would reject this login',
  'accepted unknown': 'Accepted here. We do not know what Flex does',
  'rejected accepted': 'Stricter than Flex',
  'rejected rejected': 'Flex would reject this login',
  'rejected unknown': 'Rejected here. We do not know what Flex does',
}

/** What a headline depends on: the two verdicts, and the details that some of them need. */
interface Verdicts extends Pick<Report, 'outcome' | 'flexVerdict'> {
  /** Why no signature could be verified, if none could. */
  unverified?: keyof typeof UNVERIFIED
  /** The certificates in the message, if it was judged by them. */
  embedded?: string
  /** Whether nothing but the signature policy rejects the login. */
  isByPolicy?: boolean
  /** Why the verdicts differ, or Flex's is unknown, as a clause. */
  reason?: string
}

/** The headline of a Report, wherever it is shown. It says that Flex would accept a login only if flexVerdict is `accepted`. */
export function headlineOf({ outcome, flexVerdict, unverified, embedded, isByPolicy, reason }: Verdicts): string {
  if (unverified !== undefined) return UNVERIFIED[unverified]
  if (embedded !== undefined) return headlineByMessage(outcome, flexVerdict, embedded)
  if (outcome === 'rejected' && flexVerdict === 'accepted' && isByPolicy)
    return 'Flex would accept this; your signature policy refuses it.'
  const sentence = SENTENCES[`${outcome} ${flexVerdict}`]
  return reason === undefined ? `${sentence}.` : `${sentence}: ${reason}.`
}

/** Which certificate Flex has is not known here, so Flex only rejects for certain what it would reject with any. */
function headlineByMessage(outcome: Report['outcome'], flexVerdict: FlexVerdict, certificates: string): string {
  const by = certificates === '' ? '' : ` with the certificate in the message (${certificates}), which is unconfirmed`
  const start = outcome === 'accepted' ? `Accepted${by}` : `Rejected${by}`
  return flexVerdict === 'rejected'
    ? `${start}. Flex would reject this login with any certificate.`
    : `${start}. We do not know what Flex does.`
}

/** Whether a headline says that no signature could be verified. */
export const saysUnverified = (headline: string) => Object.values(UNVERIFIED).includes(headline)
