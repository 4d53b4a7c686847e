import type { Call } from './call.ts'
import type { Route } from './route.ts'

/** The route of a call, and the values of the placeholders in its path. */
export interface FoundRoute {
  route: Route
  params: Record<string, string>
}

interface Pattern {
  route: Route
  pattern: RegExp
  names: string[]
}

/** Finds the route of a call. Null if its path has none for its method. */
export type FindRoute = (call: Call) => FoundRoute | null

/** Paths without placeholders come first: `/logins/wait` is not `/logins/{id}`. Otherwise routes are tried in order. */
export function createRouteFinder(routes: readonly Route[]): FindRoute {
  const patterns = routes.map(patternOf).sort((one, other) => rankOf(one) - rankOf(other))
  const firstAt = (call: Call, answers: (route: Route) => boolean): FoundRoute | null => {
    for (const each of patterns) {
      const found = answers(each.route) ? placeIn(each, call) : null
      if (found !== null) return found
    }
    return null
  }
  return (call) =>
    firstAt(call, (route) => isAnsweredBy(route, call.method)) ??
    firstAt(call, ({ method }) => method === 'ANY') ??
    (call.method === 'OPTIONS' ? optionsOf(patterns.flatMap((each) => placeIn(each, call) ?? [])) : null)
}

const isAnsweredBy = (route: Route, method: string) =>
  method === 'HEAD' ? route.method === 'GET' && route.head !== false : route.method === method

/** Routes of a specific host come before other routes, but after open routes without placeholders. */
function rankOf({ route: { host, access }, names }: Pattern): number {
  if (host !== undefined) return 1
  return names.length > 0 ? 3 : access === 'open' ? 0 : 2
}

function patternOf(route: Route): Pattern {
  const { path, lenient } = route
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const source = path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')
  const end = lenient === undefined || path === '/' ? '' : '/?'
  return { route, names, pattern: new RegExp(`^${source}${end}$`, lenient === 'case' ? 'i' : '') }
}

function placeIn({ route, pattern, names }: Pattern, { path, hostname }: Call): FoundRoute | null {
  if (route.host !== undefined && route.host !== hostname) return null
  const values = pattern.exec(path)
  if (values === null) return null
  const params = decodeAll(names, values.slice(1))
  if (params === null)
    return refusesBrokenPath(route) ? { route: unreadable(route, values.slice(1)), params: {} } : null
  return route.where?.(params) === false ? null : { route, params }
}

/** Null if the percent-encoding is broken. */
function decodeAll(names: string[], values: string[]): Record<string, string> | null {
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]))
  } catch {
    return null
  }
}

const refusesBrokenPath = ({ path, refusesBrokenPath }: Route) => refusesBrokenPath || path.startsWith('/api/')

/** The route that refuses a path that cannot be decoded. */
const unreadable = (route: Route, values: string[]): Route => ({
  ...route,
  handle: () => {
    const broken = values.find((value) => decodeAll([''], [value]) === null)
    throw Object.assign(new URIError(`Failed to decode param '${broken}'`), { status: 400 })
  },
})

/** The route that answers OPTIONS at a path that has routes, with their access. */
function optionsOf(atPath: FoundRoute[]): FoundRoute | null {
  const [first] = atPath
  if (first === undefined) return null
  const methods = atPath.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]))
  return { route: answeringOptions(first.route, methods), params: first.params }
}

/** A route that lists the methods of a path. */
function answeringOptions({ path, access, refusesCrossSite }: Route, methods: string[]): Route {
  const named = [...new Set(methods)].sort().join(', ')
  return {
    method: 'ANY',
    path,
    access,
    ...(refusesCrossSite ? { refusesCrossSite } : {}),
    ignoresUnknown: 'OPTIONS only asks about the path.',
    handle: () => ({ status: 200, methods: named }),
  }
}
