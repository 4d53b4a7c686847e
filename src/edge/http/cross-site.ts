import { renderCrossSitePage } from '../pages/cross-site-page.ts'
import type { Call } from './call.ts'
import { problem } from './problem.ts'
import { page, type Reply, withHeaders } from './reply.ts'
import type { Route } from './route.ts'

/** `Sec-Fetch-Site` of a request that no other site makes. A program sends none, nor does a browser to plain http that is not loopback. */
const OWN: readonly unknown[] = [undefined, 'same-origin', 'none']

/**
 * Refuses what a page of another site makes a browser ask, before anything is looked up: its answer, and how long that
 * takes, would tell the page what is stored. A link from elsewhere leads to a page that says nothing but where it leads.
 * It stands wherever access is asked.
 */
export function crossSiteRefusal(call: Call, route: Route): Reply | null {
  if (route.access !== 'token' && !route.refusesCrossSite) return null
  if (OWN.includes(call.headers['sec-fetch-site'])) return null
  if (!isTopLevelNavigation(call)) return refuse(call)
  if (route.crossSiteNavigation && call.method === route.method) return null
  if (call.method !== 'GET') return refuse(call)
  return page(403, renderCrossSitePage(linkTo(call)), { 'Cross-Origin-Opener-Policy': 'same-origin' })
}

/** A link, redirect or form that changes the page of the whole window. A frame is another destination. */
function isTopLevelNavigation({ headers }: Call): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}

/** The same path and query on this harness: two slashes at the start would name another host. */
function linkTo({ path, queryText }: Call): string {
  return `/${path.replace(/^[/\\]+/, '')}${queryText === '' ? '' : `?${queryText}`}`
}

function refuse({ path, headers }: Call): Reply {
  const detail = `${path} is not open to pages of other sites (Sec-Fetch-Site: ${headers['sec-fetch-site']}).`
  const hint = 'Open it in the browser itself, from a page of this harness, or from a program.'
  return withHeaders({ 'Cache-Control': 'no-store' }, problem(403, 'CROSS_SITE', detail, hint))
}
