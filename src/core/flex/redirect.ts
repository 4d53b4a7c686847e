import type { Connection } from '../domain/login.ts'

/**
 * Whether a login may redirect to a URL: the default redirect URL, a trusted URL, or one below them. No
 * wildcards (Twilio: trusted URLs).
 */
export function isTrustedUrl(url: string, connection: Connection | null): boolean {
  if (connection === null || !URL.canParse(url)) return false
  const trusted = [connection.defaultRedirectUrl, ...connection.trustedUrls].flatMap((text) =>
    text ? [new URL(text)] : [],
  )
  return trusted.some((each) => leadsInto(each, new URL(url)))
}

/** Same origin, and the same path or one below it. */
function leadsInto(trusted: URL, asked: URL): boolean {
  const folder = trusted.pathname.endsWith('/') ? trusted.pathname : `${trusted.pathname}/`
  const inside = asked.pathname === trusted.pathname || asked.pathname.startsWith(folder)
  return asked.origin === trusted.origin && !asked.username && !asked.password && inside
}
