import type { Request, RequestHandler, Response } from 'express'
import { renderCrossSitePage } from '../pages/cross-site-page.ts'
import { queryOf } from './incoming-message.ts'
import { OPERATIONS } from './openapi/operations.ts'
import { sendProblem } from './problem.ts'

/** `Sec-Fetch-Site` of a request that no other site makes. A program sends none, nor does a browser to plain http that is not loopback. */
const OWN: readonly unknown[] = [undefined, 'same-origin', 'none']

/** The routes to which other sites take a browser, as the descriptions of the routes say. */
const DESTINATIONS = Object.entries(OPERATIONS).flatMap(([route, { crossSiteNavigation }]) =>
  crossSiteNavigation ? [patternOf(route)] : [],
)

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/ ]+')}$`)
}

/**
 * Refuses what a page of another site makes a browser ask, before anything is looked up: its answer, and how long that
 * takes, would tell the page what is stored. A link from elsewhere leads to a page that says nothing but where it leads.
 * It stands wherever access is asked.
 */
export const refuseCrossSite: RequestHandler = (request, response, next) => {
  if (OWN.includes(request.headers['sec-fetch-site'])) return next()
  if (!isTopLevelNavigation(request)) return refuse(request, response)
  const path = request.baseUrl + request.path
  if (DESTINATIONS.some((pattern) => pattern.test(`${request.method} ${path}`))) return next()
  if (request.method !== 'GET') return refuse(request, response)
  response.status(403).set('Cache-Control', 'no-store').set('Cross-Origin-Opener-Policy', 'same-origin')
  response.type('html').send(renderCrossSitePage(linkTo(path, queryOf(request))))
}

/** A link, redirect or form that changes the page of the whole window. A frame is another destination. */
function isTopLevelNavigation({ headers }: Request): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}

/** The same path and query on this harness: two slashes at the start would name another host. */
function linkTo(path: string, query: string): string {
  return `/${path.replace(/^[/\\]+/, '')}${query === '' ? '' : `?${query}`}`
}

function refuse(request: Request, response: Response): void {
  const { 'sec-fetch-site': site } = request.headers
  const detail = `${request.baseUrl + request.path} is not open to pages of other sites (Sec-Fetch-Site: ${site}).`
  const hint = 'Open it in the browser itself, from a page of this harness, or from a program.'
  response.set('Cache-Control', 'no-store')
  sendProblem(response, 403, 'CROSS_SITE', detail, hint)
}
