import type { RelayStateBack } from '../domain/sign-in.ts'

/** How a RelayState came back; null where none was sent. */
export function compareRelayState(sent: string | null, back: string | null): RelayStateBack | null {
  if (!sent) return null
  if (!back) return 'missing'
  if (sent === back) return 'unchanged'
  return sent.startsWith(back) ? 'cut' : 'changed'
}
