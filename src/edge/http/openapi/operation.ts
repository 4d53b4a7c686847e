import { z } from 'zod'
import { problem } from './answers.ts'

/** What may be sent to a route, as it is: the test suite sends each, and gets `status`, or else the operation's lowest. */
export interface RequestExample {
  query?: Record<string, string>
  body?: unknown
  status?: number
}

/** What a route answers with one status. */
export interface Answer {
  description: string
  /** The body by its media type. */
  content?: Record<string, z.ZodType>
  headers?: Record<string, string>
}

/** One route, described: everything of it that is validated is told by the schema that validates it. */
export interface Operation {
  id: string
  tag: Tag
  summary: string
  description?: string
  /** Who may ask: everyone; who is local or has the token; who has TaskRouter's credentials. */
  access: 'open' | 'token' | 'twilio'
  /** Why a parameter that is not described is ignored. Absent: it is refused, see ../known-parameters.ts. */
  ignoresUnknown?: string
  /** Another site takes a browser here, by a redirect or a form: a service provider. */
  crossSiteNavigation?: true
  query?: z.ZodObject
  headers?: Record<string, z.ZodType>
  body?: { types: string[]; schema: z.ZodType; required?: boolean }
  answers: Record<number, Answer>
  /** By what they show. */
  examples?: Record<string, RequestExample>
}

/** Routes by method and path. */
export type Operations = Record<string, Operation>

/** Parameters that Twilio's pages and IdPs add must not break a login. */
export const IMITATES_FLEX =
  'It imitates Flex, which other people’s pages and IdPs call. What Flex does with a parameter that it does not have is unknown.'

/** Routes that stand for Flex's own. */
export const imitating = (operations: Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([route, operation]) => [route, { ...operation, ignoresUnknown: IMITATES_FLEX }]),
  )

/** The parts of the API, in the order in which they are told. */
export const TAGS = {
  Flex: 'What an identity provider posts to, and the metadata that it reads. Open to everyone.',
  Logins: 'Every posted response with everything concluded from it.',
  Workers: 'The simulated TaskRouter workers, as the logins made them.',
  Connections: 'What the SSO page of the Flex Console holds.',
  'Without a login': 'Questions that store nothing.',
  'Built-in IdP': 'An identity provider of this harness, for logins without another one.',
  Harness: 'State, clock and health.',
  TaskRouter: 'The REST surface of Twilio TaskRouter v1 over the same workers, for Twilio’s own SDK.',
} as const
type Tag = keyof typeof TAGS

/** An answer of JSON. */
export const json = (description: string, schema: z.ZodType): Answer => ({
  description,
  content: { 'application/json': schema },
})

/** An answer without a body. */
export const nothing = (description: string): Answer => ({ description })

/** The body of a request as JSON. */
export const jsonBody = (schema: z.ZodType): NonNullable<Operation['body']> => ({ types: ['application/json'], schema })

const PROBLEMS = {
  400: 'The request has a fault, which `detail` names.',
  401: 'Not open to this request: the token is missing or wrong, the request is not local where no token was set, or it is from a page of another site. A browser gets a page with a field for the token.',
  403: 'Not open to a page of another site (`Sec-Fetch-Site`), nor under a name that `--open-hosts` does not list.',
  404: 'There is none.',
  405: 'Not by this method.',
  409: 'The name is held by several accounts: say which one.',
  413: 'The body is too large.',
  503: 'The store cannot be used.',
} as const

/** Answers of problems, by their status. */
export function problems(...statuses: (keyof typeof PROBLEMS)[]): Record<number, Answer> {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: PROBLEMS[status], content: { 'application/problem+json': problem } },
    ]),
  )
}

const page = z.string()
const WITH_PAGE: Answer = {
  description: PROBLEMS[403],
  content: { 'application/problem+json': problem, 'text/html': page },
}

/**
 * All that a route answers, by status. One that refuses unknown parameters answers 400; one that is not open answers 401 to
 * those who may not ask, and 403 to pages of other sites. Flex’s own calls come from other sites, so they are apart.
 */
export function answersOf(route: string, operation: Operation): Record<number, Answer> {
  const { access, tag, answers, crossSiteNavigation, ignoresUnknown } = operation
  const all = { ...(ignoresUnknown === undefined && access !== 'twilio' ? problems(400) : {}), ...answers }
  if (access === 'open' || tag === 'Flex') return all
  const linksOn = route.startsWith('GET ') && !crossSiteNavigation
  return { ...all, ...(access === 'token' ? problems(401) : {}), ...(linksOn ? { 403: WITH_PAGE } : problems(403)) }
}
