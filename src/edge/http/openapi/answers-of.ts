import { CROSS_SITE_ANSWER, problems, type RouteAnswers } from '../answer.ts'
import type { DescribedRoute } from '../route.ts'

/**
 * All answers of a route, by status. A route that refuses unknown parameters answers 400. One that is not open answers 401 to
 * unauthorized callers and 403 to pages on other sites. Flex’s own calls come from other sites, so those are exempt.
 */
export function answersOf({
  method,
  access,
  tag,
  answers,
  crossSiteNavigation,
  ignoresUnknown,
}: DescribedRoute): RouteAnswers {
  const all = { ...(ignoresUnknown === undefined && access !== 'twilio' ? problems(400) : {}), ...answers }
  if (access === 'open' || tag === 'Flex') return all
  const linksOn = method === 'GET' && !crossSiteNavigation
  return {
    ...all,
    ...(access === 'token' ? problems(401) : {}),
    ...(linksOn ? { 403: CROSS_SITE_ANSWER } : problems(403)),
  }
}
