import type { ApiOperation } from './api-document.ts'

/** A request as a shell command that works as it is. */
interface Example {
  summary: string
  command: string
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** The examples of an operation. Without any, one that has no title. */
export function examplesOf(url: string, method: string, path: string, operation: ApiOperation): Example[] {
  const { parameters = [], requestBody } = operation
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const sources = [content?.examples ?? {}, ...parameters.map(({ examples = {} }) => examples)]
  const shown = new Map(
    sources.flatMap((examples) => Object.entries(examples).map(([id, { summary }]) => [id, summary])),
  )
  return [...(shown.size > 0 ? shown : new Map([['', '']]))].map(([id, summary]) => {
    const target = url + fillIn(path, operation) + queryOf(operation, id)
    const body = content?.examples?.[id]?.value
    return {
      summary,
      command: ['curl', ...methodOf(method), ...login(operation), quote(target), ...bodyOf(type, body)].join(' '),
    }
  })
}

const methodOf = (method: string) => (method === 'get' ? [] : ['-X', method.toUpperCase()])

const login = ({ security }: ApiOperation) =>
  security.some((scheme) => 'twilio' in scheme) ? ['-u', '"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN"'] : []

function fillIn(path: string, { parameters = [] }: ApiOperation): string {
  return path.replaceAll(/\{(\w+)\}/g, (_all, name) => {
    const { example } = parameters.find((each) => each.in === 'path' && each.name === name) ?? {}
    return encodeURIComponent(asText(example ?? name)).replaceAll('%40', '@')
  })
}

function queryOf({ parameters = [] }: ApiOperation, id: string): string {
  const fields = parameters.flatMap(({ name, examples = {} }) => {
    const value = examples[id]?.value
    return value === undefined ? [] : [[name, asText(value)] as [string, string]]
  })
  return fields.length > 0 ? `?${new URLSearchParams(fields)}` : ''
}

function bodyOf(type: string | undefined, body: unknown): string[] {
  if (type === undefined || body === undefined) return []
  if (type === 'application/x-www-form-urlencoded')
    return Object.entries(body as object).flatMap(([name, value]) => ['--data-urlencode', quote(`${name}=${value}`)])
  return ['-H', quote(`Content-Type: ${type}`), '--data-binary', quote(asText(body))]
}
