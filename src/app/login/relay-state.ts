import type { RelayStateBack } from '../../core/domain/sign-in.ts'

/** How a RelayState came back; null if none was sent. */
export function compareRelayState(sent: string | null, back: string | null): RelayStateBack | null {
  if (!sent) return null
  if (!back) return 'missing'
  const [whole, given] = [asSubmitted(sent), asSubmitted(back)]
  if (whole === given) return 'unchanged'
  return whole.startsWith(given) ? 'cut' : 'changed'
}

/** A browser sends every line end in a form as CRLF (HTML, form submission), which an IdP cannot prevent. */
const asSubmitted = (text: string) => text.replace(/\r\n?|\n/g, '\r\n')
