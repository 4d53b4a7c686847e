import { renderCrossSitePage } from '../pages/cross-site-page.ts'
import type { Call } from './call.ts'
import { problem } from './problem.ts'
import { page, type Reply, withHeaders } from './reply.ts'
import type { Route } from './route.ts'

/** Values of `Sec-Fetch-Site` for requests of no other site. Programs send none, and neither do browsers over plain http except to loopback. */
const OWN: readonly unknown[] = [undefined, 'same-origin', 'none']

/**
 * Refuses requests that a page on another site makes a browser send, before anything is looked up: the answer, and the time it
 * takes, would reveal what is stored. A link from another site leads to a page that shows only the target of the link.
 * Applies to all routes that check access.
 */
export function crossSiteRefusal(call: Call, route: Route): Reply | null {
  if (route.access !== 'token' && !route.refusesCrossSite) return null
  if (OWN.includes(call.headers['sec-fetch-site'])) return null
  if (!isTopLevelNavigation(call)) return refuse(call)
  if (route.crossSiteNavigation && call.method === route.method) return null
  if (call.method !== 'GET') return refuse(call)
  return page(403, renderCrossSitePage(linkTo(call)), { 'Cross-Origin-Opener-Policy': 'same-origin' })
}

/** A link, redirect or form that replaces the page of the whole window, not of a frame. */
function isTopLevelNavigation({ headers }: Call): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}

/** The same path and query on this harness. Two slashes at the start would name another host. */
function linkTo({ path, queryText }: Call): string {
  return `/${path.replace(/^[/\\]+/, '')}${queryText === '' ? '' : `?${queryText}`}`
}

function refuse({ path, headers }: Call): Reply {
  const detail = `${path} is not open to pages on other sites (Sec-Fetch-Site: ${headers['sec-fetch-site']}).`
  const hint = 'Enter the URL in the browser, or call it from a page of this harness or a program.'
  return withHeaders({ 'Cache-Control': 'no-store' }, problem(403, 'CROSS_SITE', detail, hint))
}
