import { type ComponentChild, h } from 'preact'
import type { ApiAnswer, ApiContent, ApiDocument, ApiOperation } from './api-document.ts'
import { examplesOf } from './api-example.ts'
import { describeSchema, prose, schemaAnchor, schemaTable, table } from './api-schema.ts'
import { renderPage } from './page.tsx'
import { PAGE_HEAD } from './page-head.ts'

const anchor = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** The API reference as a page, from the OpenAPI document. No script, and nothing from other hosts. */
export function renderApiPage(document: ApiDocument): string {
  const { info, servers, tags, components } = document
  const parts = [...tags.map(({ name }) => name), 'Schemas']
  return renderPage('API', PAGE_HEAD, [
    h('h1', null, `API of ${info.title} ${info.version}`),
    h('p', null, info.description),
    h('p', null, [
      'Base URL: ',
      h('code', null, servers[0]?.url),
      '. For programs: ',
      h('a', { href: '/openapi.json' }, '/openapi.json'),
      ' (OpenAPI 3.1).',
    ]),
    h(
      'nav',
      { 'aria-label': 'Parts' },
      h(
        'ul',
        null,
        parts.map((name) => h('li', null, h('a', { href: `#${anchor(name)}` }, name))),
      ),
    ),
    ...tags.map((tag) => section(tag, document)),
    h('section', null, [
      h('h2', { id: 'schemas' }, 'Schemas'),
      ...Object.entries(components.schemas).map(([name, schema]) => namedSchema(name, schema)),
    ]),
  ])
}

function section({ name, description }: ApiDocument['tags'][number], { paths, servers }: ApiDocument): ComponentChild {
  const url = servers[0]?.url ?? ''
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation.tags.includes(name) ? [describeOperation(url, method, path, operation)] : [],
    ),
  )
  return h('section', null, [h('h2', { id: anchor(name) }, name), h('p', null, description), ...operations])
}

function describeOperation(url: string, method: string, path: string, operation: ApiOperation): ComponentChild {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation
  const title = [h('code', null, `${method.toUpperCase()} ${path}`), ' ', ...prose(summary)]
  const rows = parameters.map(({ name, in: place, required, description: meaning = '', schema }) => [
    [h('code', null, name), ` (${place}${required ? '' : ', optional'})`],
    describeSchema(schema),
    prose(meaning),
  ])
  return h('details', { class: 'operation' }, [
    h('summary', null, title),
    h('div', { id: operationId }, [
      description && h('p', null, prose(description)),
      h('p', null, accessOf(operation)),
      rows.length > 0 && [h('h3', null, 'Parameters'), table(['Parameter', 'Value', 'Description'], rows)],
      requestBody && [h('h3', null, 'Body'), ...bodies(requestBody.content)],
      h('h3', null, 'Responses'),
      table(['Status', 'Body', 'Description'], Object.entries(responses).map(answerRow)),
      h('h3', null, 'Example'),
      ...examplesOf(url, method, path, operation).flatMap(({ summary: shows, command }) => [
        shows && h('p', null, `${shows}:`),
        h('pre', null, command),
      ]),
    ]),
  ])
}

function accessOf({ security }: ApiOperation): string {
  if (security.length === 0) return 'Open to everyone.'
  if (security.some((scheme) => 'twilio' in scheme)) return 'Requires Twilio credentials (HTTP Basic).'
  return 'Requires the admin token. Without an admin token: only from this machine.'
}

function bodies(content: ApiContent): ComponentChild[] {
  const types = Object.keys(content)
  const schema = Object.values(content)[0]?.schema ?? {}
  return [h('p', null, [types.join(' or '), ':']), schemaTable(schema)]
}

function answerRow([status, { description, content = {}, headers = {} }]: [string, ApiAnswer]): ComponentChild[] {
  const bodiesOf = Object.entries(content).flatMap(([type, { schema }]) => [type, ': ', describeSchema(schema)])
  const withHeaders = Object.entries(headers).map(([name, each]) => ` ${name}: ${each.description}.`)
  return [h('code', null, status), bodiesOf.length > 0 ? bodiesOf : 'none', [...prose(description), ...withHeaders]]
}

function namedSchema(name: string, schema: Record<string, unknown>): ComponentChild {
  return h('section', null, [
    h('h3', { id: schemaAnchor(name) }, name),
    typeof schema.description === 'string' && h('p', null, prose(schema.description)),
    schemaTable(schema),
  ])
}
