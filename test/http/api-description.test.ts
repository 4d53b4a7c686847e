import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { reportJsonSchema } from '../../src/core/report/schema.ts'
import type { Call } from '../../src/edge/http/call.ts'
import { createRouteFinder } from '../../src/edge/http/find-route.ts'
import { openApiDocument } from '../../src/edge/http/openapi/document.ts'
import { pathParameter } from '../../src/edge/http/openapi/path-parameters.ts'
import { ALL_ROUTES, ROUTES } from '../../src/edge/http/routes/index.ts'
import { VERSION } from '../../src/version.ts'
import { DOCUMENT, faultsOf, OPERATIONS } from '../support/api-description.ts'
import { withHarness } from '../support/harness.ts'

test('docs/openapi.json is what the code generates', () => {
  const file = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')
  expect(file).toBe(`${JSON.stringify(openApiDocument(ROUTES, VERSION, 'http://localhost:8080'), null, 2)}\n`)
})

const filled = (path: string) =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name) => encodeURIComponent(String(pathParameter(name).example)))

test.each(ROUTES)('$method $path is the route that answers', (route) => {
  const find = createRouteFinder(ALL_ROUTES)
  const call = { method: route.method, path: filled(route.path), hostname: 'localhost' } as Call
  expect(find(call)?.route).toBe(route)
})

test('operation ids are unique, tags are described, references resolve, and every named schema is used', () => {
  const ids = OPERATIONS.map(([, { operationId }]) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  const tags = DOCUMENT.tags.map(({ name }) => name)
  expect(new Set(OPERATIONS.flatMap(([, operation]) => operation.tags))).toEqual(new Set(tags))
  const references = [...JSON.stringify(DOCUMENT).matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference)
  const named = Object.keys(DOCUMENT.components.schemas).map((name) => `#/components/schemas/${name}`)
  expect([...new Set(references)].sort()).toEqual(named.sort())
})

test('no schema is empty', () => {
  const silent: string[] = []
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || /\/(examples?|value|default|security)$/.test(path)) return
    const { description: _, ...rest } = value as Record<string, unknown>
    if (Object.keys(rest).length === 0 && !Array.isArray(value)) silent.push(path)
    for (const [name, each] of Object.entries(value)) look(each, `${path}/${name}`)
  }
  for (const [name, schema] of Object.entries(DOCUMENT.components.schemas)) look(schema, name)
  for (const [route, { parameters, requestBody, responses }] of OPERATIONS)
    for (const { schema } of [
      ...(parameters ?? []),
      ...Object.values(requestBody?.content ?? {}),
      ...Object.values(responses).flatMap(({ content = {} }) => Object.values(content)),
    ])
      look(schema, route)
  expect(silent.filter((path) => !path.startsWith('GET /openapi.json/'))).toEqual([])
})

test('the Report schema of the document equals docs/report.schema.json', () => {
  const { properties, required } = reportJsonSchema() as { properties: object; required: string[] }
  const report = DOCUMENT.components.schemas.Report as { properties: object; required: string[] }
  expect(Object.keys(report.properties)).toEqual(Object.keys(properties))
  expect(report.required).toEqual(required)
})

test('every example of the document is valid against its schema', () => {
  const faults = OPERATIONS.flatMap(([route, { parameters = [], requestBody }]) => {
    const bodies = Object.values(requestBody?.content ?? {})
    const shown = [...parameters, ...bodies].flatMap(({ schema, examples = {} }) =>
      Object.values(examples).map(({ value }) => [schema, value] as const),
    )
    const single = parameters.flatMap(({ schema, example }) =>
      example === undefined ? [] : [[schema, example] as const],
    )
    return [...shown, ...single].flatMap(([schema, value]) =>
      faultsOf(schema, value).map((fault) => [route, value, fault]),
    )
  })
  expect(faults).toEqual([])
})

test('/openapi.json names the URL of the request as the server', () =>
  withHarness(async (harness) => {
    const { servers, ...document } = await (await fetch(`${harness.url}/openapi.json`)).json()
    expect(servers[0].url).toBe(harness.url)
    const { servers: _, ...generated } = openApiDocument(ROUTES, VERSION, '')
    expect(document).toEqual(JSON.parse(JSON.stringify(generated)))
  }))

test('/docs shows every operation and schema, has no broken links, and runs no script', () =>
  withHarness(async (harness) => {
    const answer = await fetch(`${harness.url}/docs`)
    const page = await answer.text()
    const anchors = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    for (const [route, { operationId }] of OPERATIONS) {
      expect(page).toContain(`<code>${route}</code>`)
      expect(anchors).toContain(operationId)
    }
    for (const name of Object.keys(DOCUMENT.components.schemas)) expect(anchors).toContain(`schema-${name}`)
    expect(new Set(anchors).size).toBe(anchors.length)
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, link]) => link ?? '')
    expect(links.filter((link) => !link.startsWith('#')).sort()).toEqual([
      '/assets/icon.svg',
      '/assets/style.css',
      '/openapi.json',
    ])
    expect(links.filter((link) => link.startsWith('#') && !anchors.includes(link.slice(1)))).toEqual([])
    expect(page).not.toMatch(/<script|style=|undefined|\[object/)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  }))
