import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { checkWords } from '../scripts/check-words/check-words.js'
import { WORDS } from '../scripts/check-words/words.js'

const BUDGET = 'scripts/check-words/budget.json'
const ALLOWED = 'scripts/check-words/allowed.json'
/** A sentence of the list; it is not written here, because this file is checked as well. */
const BAD = WORDS.find(({ id }) => id === 'is-no')?.catches[0] ?? ''

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A project of these files, by path. */
function project(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'words-'))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) write(folder, path, content)
  return folder
}

function write(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

const check = (folder: string) => checkWords(folder, { update: false })

test('each pattern catches its examples and passes its counter-examples', () => {
  const examples = WORDS.flatMap(({ id, catches, passes }) => [
    ...catches.map((sentence) => ({ id, sentence, isCaught: true })),
    ...passes.map((sentence) => ({ id, sentence, isCaught: false })),
  ])
  const source = examples.map(({ sentence }, index) => `/** ${sentence} */ export const n${index} = 0`).join('\n')
  const { hits } = check(project({ 'src/examples.ts': source }))
  const seen = examples.map(({ id, sentence }, index) => {
    return { id, sentence, isCaught: hits.some((hit) => hit.id === id && hit.line === index + 1) }
  })
  expect(seen).toEqual(examples)
  expect(WORDS.filter(({ catches, passes }) => catches.length === 0 || passes.length === 0)).toEqual([])
})

test('comments, strings, templates, JSX and prose are read, each with its line', () => {
  const [subject, ...rest] = BAD.split(' ')
  const end = rest.join(' ')
  const { hits } = check(
    project({
      'README.md': `| a | ${BAD} |`,
      'docs/a.md': `# Title\n\n${subject}\n${end}\n\n- ${BAD}\n`,
      'scripts/b.js': `/**\n * ${subject}\n * ${end}\n */`,
      'src/c.ts': `// One.\n// ${subject}\n// ${end}\n`,
      'src/d.ts': `export const d = (x: string) => \`\n\${x} ${end}\``,
      'src/e.tsx': `export const E = () => (\n  <p title="${BAD}">\n    ${BAD}\n  </p>\n)`,
      'test/f.test.ts': `test('${BAD}', () => {})`,
    }),
  )
  expect(hits.map(({ file, line, sentence }) => `${file}:${line} ${sentence}`).sort()).toEqual([
    `README.md:1 | a | ${BAD}`,
    `docs/a.md:4 ${BAD}`,
    `docs/a.md:6 - ${BAD}`,
    `scripts/b.js:3 ${BAD}`,
    `src/c.ts:3 ${BAD}`,
    `src/d.ts:2 {} ${end}`,
    `src/e.tsx:2 ${BAD}`,
    `src/e.tsx:3 ${BAD}`,
    `test/f.test.ts:1 ${BAD}`,
  ])
})

test('code, quotations, ids, paths, keys and generated documents are not read', () => {
  const source = [
    `import a from './wrong-door.ts'`,
    `// \`${BAD}\`, “${BAD}”, door-is-an-acs, nearest-door.ts, https://a.example/wrong-door and {"door": 1}.`,
    `export const ids = ['door', 'wrong-door', /${BAD}/, a.door]`,
    `export const url = 'see /wrong-door/door and urn:door:door'`,
    `export const html = '<p class="door">some words</p>'`,
  ].join('\n')
  const files = {
    'src/a.ts': source,
    'docs/b.md': `\`${BAD}\`\n\n> ${BAD}\n\n\`\`\`\n${BAD}\n\`\`\`\n\n[text](#wrong-door) “${BAD}”`,
    'docs/checks.md': BAD,
    'docs/idp/okta.md': BAD,
    'examples/node_modules/a.js': `// ${BAD}`,
  }
  expect(check(project(files)).hits).toEqual([])
})

test('one more than the budget fails with the place, the sentence and what to write instead', () => {
  const { complaints } = check(project({ 'src/page.tsx': `export const Page = () => <p>${BAD}</p>`, [BUDGET]: '{}' }))
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toMatch(/^is-no: 1, budget 0\. Write “is not a …”/)
  expect(complaints[0]).toContain(`src/page.tsx:1  ${BAD}`)
})

test('at most ten places of an id are shown', () => {
  const { complaints } = check(project({ 'docs/a.md': `${BAD}\n\n`.repeat(12) }))
  expect(complaints[0]?.match(/docs\/a\.md:/g)).toHaveLength(10)
  expect(complaints[0]).toContain('and 2 more: node scripts/check-words is-no')
})

test('a count below its budget requires --update, which lowers the budget and never raises it', () => {
  const zero = Object.fromEntries(WORDS.map(({ id }) => [id, 0]))
  const folder = project({ 'docs/a.md': BAD, [BUDGET]: JSON.stringify({ ...zero, 'is-no': 2 }) })
  expect(check(folder).complaints).toEqual(['is-no: 1, budget 2. Lower the budget: node scripts/check-words --update'])
  expect(checkWords(folder, { update: true })).toMatchObject({ complaints: [], budget: { 'is-no': 1 } })
  expect(check(folder).complaints).toEqual([])
  write(folder, 'docs/a.md', `${BAD}\n\n${BAD}`)
  expect(checkWords(folder, { update: true }).budget['is-no']).toBe(1)
  expect(check(folder).complaints).toHaveLength(1)
})

test('of many places those of the file that was edited last are shown', () => {
  const folder = project({ 'docs/a.md': `${BAD}\n\n`.repeat(12), 'docs/z.md': BAD })
  const [old, recent] = [new Date('2026-01-01'), new Date('2026-01-02')]
  utimesSync(join(folder, 'docs/a.md'), old, old)
  utimesSync(join(folder, 'docs/z.md'), recent, recent)
  expect(check(folder).complaints[0]).toContain('docs/z.md:1')
})

test('an allowed sentence does not count, and fails when it no longer occurs', () => {
  const allowed = JSON.stringify([{ id: 'is-no', sentence: BAD, reason: 'an example' }])
  const folder = project({ 'docs/a.md': `Before. ${BAD} After.`, [ALLOWED]: allowed })
  expect(check(folder).complaints).toEqual([])
  write(folder, 'docs/a.md', 'Before. After.')
  expect(check(folder).complaints).toEqual([`is-no: this allowed sentence no longer occurs. Remove it: ${BAD}`])
})
