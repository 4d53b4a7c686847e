import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { runScript } from '../support/script.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Table {
  ROOMS: Record<string, string[]>
  FENCES?: Record<string, string[]>
  PURE?: string[]
  CASTS?: Record<string, string>
}

function plant(place: string, files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), content)
  }
}

/** What the gate prints of a project with this table and these files below src, and its exit code. */
async function judge({ ROOMS, FENCES = {}, PURE = [], CASTS = {} }: Table, files: Record<string, string>) {
  const place = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  const table = Object.entries({ ROOMS, FENCES, PURE, CASTS }).map(([name, value]) => [name, JSON.stringify(value)])
  plant(place, {
    'package.json': JSON.stringify({
      type: 'module',
      dependencies: { express: '5', preact: '10', zod: '4', 'not-installed': '1' },
    }),
    'scripts/imports/table.js': table.map(([name, value]) => `export const ${name} = ${value}\n`).join(''),
  })
  plant(join(place, 'src'), files)
  const { exitCode, output } = await runScript('scripts/check-imports.js', [place])
  return { exitCode, lines: output.trimEnd().split('\n') }
}

test('this code passes, but for imports that are planted in it', async () => {
  const place = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  for (const path of ['src', 'scripts/imports', 'package.json']) {
    cpSync(join(ROOT, path), join(place, path), { recursive: true })
  }
  plant(place, {
    'fixtures/responses/README.md': '',
    'src/core/domain/planted.ts':
      "import 'express'\nimport 'node:fs'\nimport { openStore } from '../../store/index.ts'\n",
    'src/core/checks/planted.tsx': 'export const planted = <p>planted</p>\n',
    'src/core/judge/planted.ts': "import 'node:worker_threads'\nimport { createHash } from 'node:crypto'\n",
    'src/app/events/planted.ts':
      "export type { FlexIamMock } from '../../index.ts'\nexport { serve } from '../../edge/cli/serve.ts'\n",
    'src/core/flex/planted.ts':
      "import type { SignedAssertion } from '../domain/saml.ts'\nexport const planted = {} as SignedAssertion\n",
  })
  const { exitCode, output } = await runScript('scripts/check-imports.js', [place])
  expect(output.split('\n')).toEqual([
    "src/app/events/planted.ts:1: export type '../../index.ts': app/events may import only core/domain, not index.ts. Move the code, or pass the value from above.",
    "src/app/events/planted.ts:2: export '../../edge/cli/serve.ts': app/events may import only core/domain, not edge/cli. Move the code, or pass the value from above.",
    "src/core/checks/planted.tsx:1: JSX 'preact': only edge/pages may use preact. Move the code there.",
    "src/core/checks/planted.tsx:1: JSX 'preact': core/checks is pure: it uses no part of Node and no package. Take what it gives as an argument.",
    "src/core/domain/planted.ts:1: import 'express': only edge/http may use express. Move the code there.",
    "src/core/domain/planted.ts:1: import 'express': core/domain is pure: it uses no part of Node and no package. Take what it gives as an argument.",
    "src/core/domain/planted.ts:2: import 'node:fs': only edge/cli, edge/read-file.ts, store, version.ts may use node:fs. Move the code there.",
    "src/core/domain/planted.ts:2: import 'node:fs': core/domain is pure: it uses no part of Node and no package. Take what it gives as an argument.",
    "src/core/domain/planted.ts:3: import '../../store/index.ts': core/domain may import no other room, not store. Move the code, or pass the value from above.",
    "src/core/judge/planted.ts:1: import 'node:worker_threads': only app/reading may use node:worker_threads. Move the code there.",
    'src/core/flex/planted.ts:2: only core/saml/verify.ts may make a SignedAssertion. Take one as an argument.',
    'src/core/flex/planted.ts:2: planted is exported by src/core/checks/planted.tsx, too. Give one of them another name.',
    '',
  ])
  expect(exitCode).toBe(1)
})

/** Each kind of import, as a line, and what messages call it. */
const KINDS: [string, string, string][] = [
  ['ts', "import '../b/b.ts'", "import '../b/b.ts'"],
  ['ts', "import b, { type B } from '../b/b.ts'", "import '../b/b.ts'"],
  ['ts', "import type { B } from '../b/b.ts'", "import type '../b/b.ts'"],
  ['ts', "export { b } from '../b/b.ts'", "export '../b/b.ts'"],
  ['ts', "export * from '../b/b.ts'", "export '../b/b.ts'"],
  ['ts', "export type * from '../b/b.ts'", "export type '../b/b.ts'"],
  ['ts', "export const b = async () => (await import('../b/b.ts')).b", "import() '../b/b.ts'"],
  ['ts', 'export const b = () => import(`../b/b.ts`)', "import() '../b/b.ts'"],
  ['ts', "export type B = import('../b/b.ts').B", "import('…') as a type '../b/b.ts'"],
  ['ts', "export type B = typeof import('../b/b.ts')", "import('…') as a type '../b/b.ts'"],
  ['ts', "export const b = new Worker(new URL('../b/b.js', import.meta.url))", "URL '../b/b.js'"],
  ['ts', "export const b = import.meta.resolve('../b/b.ts')", "import.meta.resolve() '../b/b.ts'"],
  ['tsx', "import { B } from '../b/b.ts'\nexport const a = <B />", "import '../b/b.ts'"],
  ['tsx', "export const a = <p>{import('../b/b.ts')}</p>", "import() '../b/b.ts'"],
  ['js', "export { b } from '../b/b.js'", "export '../b/b.js'"],
  ['cjs', "exports.b = require('../b/b.js')", "require() '../b/b.js'"],
  ['cts', "import b = require('../b/b.js')\nexport = b", "import = require() '../b/b.js'"],
  ['d.cts', "export type * from '../b/b.js' with { 'resolution-mode': 'import' }", "export type '../b/b.js'"],
]

test('every kind of import is seen, in every kind of file', async () => {
  const files = KINDS.map(([extension, line], index) => [`a/${index + 10}.${extension}`, `// one\n${line}\n`])
  const table = { ROOMS: { b: [], a: [] }, FENCES: { preact: ['a'] } }
  const { exitCode, lines } = await judge(table, { 'b/b.ts': '', ...Object.fromEntries(files) })
  expect(lines.filter((line) => !line.includes(' is exported by '))).toEqual(
    KINDS.map(
      ([extension, , kind], index) =>
        `src/a/${index + 10}.${extension}:2: ${kind}: a may import no other room, not b. Move the code, or pass the value from above.`,
    ),
  )
  expect(exitCode).toBe(1)
})

test('packages that no row names, paths that lead nowhere or outside, computed ones and files of no room are refused', async () => {
  const code = [
    "import 'zod'",
    "import 'not-listed'",
    "import 'not-installed'",
    "import './missing.ts'",
    "import '../../package.json'",
    'import(name)',
    'new URL(name, import.meta.url)',
    "new URL('../../package.json', import.meta.url)",
    "new URL('https://example.com', import.meta.url)",
  ]
  const { exitCode, lines } = await judge(
    { ROOMS: { a: [] } },
    {
      'a/a.ts': code.join('\n'),
      'a/fragment.tsx': 'export const a = <></>',
      'stray.ts': '',
    },
  )
  expect(lines).toEqual([
    'src/stray.ts:1: this file is in no room. Move it into one, or add a row to ROOMS in scripts/imports/table.js.',
    "src/a/a.ts:1: import 'zod': no row says who may use zod. Add one to FENCES in scripts/imports/table.js.",
    "src/a/a.ts:2: import 'not-listed': this resolves to nothing. Add it to dependencies of package.json and install it.",
    "src/a/a.ts:3: import 'not-installed': this resolves to nothing. Add it to dependencies of package.json and install it.",
    "src/a/a.ts:4: import './missing.ts': this resolves to nothing. Mend the path.",
    "src/a/a.ts:5: import '../../package.json': this is outside src, and not in the package. Move it into src.",
    'src/a/a.ts:6: import(): what is imported is computed. Write it as a literal.',
    'src/a/a.ts:7: URL: what is imported is computed. Write it as a literal.',
    "src/a/fragment.tsx:1: JSX 'preact': no row says who may use preact. Add one to FENCES in scripts/imports/table.js.",
  ])
  expect(exitCode).toBe(1)
})

test('circles are refused, of types too; a thread may name the types of what starts it', async () => {
  const { exitCode, lines } = await judge(
    { ROOMS: { a: [] } },
    {
      'a/one.ts': "import './two.ts'",
      'a/two.ts': "import './three.ts'",
      'a/three.ts': "import './one.ts'",
      'a/type-one.ts': "import type { Two } from './type-two.ts'",
      'a/type-two.ts': "import type { One } from './type-one.ts'",
      'a/self.ts': "export * from './self.ts'",
      'a/starts.ts': "new URL('./thread.js', import.meta.url)",
      'a/thread.ts': "import type { Starts } from './starts.ts'",
    },
  )
  expect(lines).toEqual([
    "src/a/three.ts:1: import './one.ts': this closes a circle, src/a/one.ts → src/a/two.ts → src/a/three.ts → src/a/one.ts. Move what both need into a module of its own.",
    "src/a/self.ts:1: export './self.ts': this closes a circle, src/a/self.ts → src/a/self.ts. Move what both need into a module of its own.",
    "src/a/type-two.ts:1: import type './type-one.ts': this closes a circle, src/a/type-one.ts → src/a/type-two.ts → src/a/type-one.ts. Move what both need into a module of its own.",
  ])
  expect(exitCode).toBe(1)
})

test('entries of the table that nothing uses, and rooms in a circle, are refused', async () => {
  const table = {
    ROOMS: { low: ['high'], high: ['low', 'gone'], 'high/inner': [], gone: [], 'gone.ts': [] },
    FENCES: { zod: ['low', 'high'], preact: ['low'] },
    PURE: ['high/inner', 'gone'],
  }
  const { exitCode, lines } = await judge(table, {
    'low/a.ts': "import 'zod'\nimport '../high/b.ts'",
    'high/b.ts': '',
    'high/c.ts': "import '../low/b.ts'",
    'low/b.ts': '',
    'high/inner/d.ts': '',
  })
  const unused = (entry: string) => `scripts/imports/table.js: ${entry}, which nothing in src uses. Remove it.`
  expect(lines).toEqual([
    'scripts/imports/table.js: ROOMS goes in a circle, low → high → low. Remove one of these entries.',
    unused('ROOMS has the row gone'),
    unused('ROOMS has the row gone.ts'),
    unused('ROOMS.high has gone'),
    unused('FENCES.zod has high'),
    unused('FENCES.preact has low'),
    unused('PURE has gone'),
  ])
  expect(exitCode).toBe(1)
})

test('a name that two modules export is refused, but for what is passed on', async () => {
  const { exitCode, lines } = await judge(
    { ROOMS: { a: [] } },
    {
      'a/one.ts': 'export const name = 1\nexport function other(): void\nexport function other() {}\n',
      'a/three.ts': "export { name } from './one.ts'\nexport type Own = 1\nexport const Own = 1\n",
      'a/two.ts': 'const x = 1\nexport interface name {}\n',
    },
  )
  expect(lines).toEqual(['src/a/two.ts:2: name is exported by src/a/one.ts, too. Give one of them another name.'])
  expect(exitCode).toBe(1)
})

test('a cast to a type that stands for a proof is refused anywhere but in the module that makes it', async () => {
  const code = [
    "import type { Proof as Other } from './proof.ts'",
    'export const one = {} as Proof',
    'export const two = {} as unknown as Proof | null',
    'export const three = <Proof>{}',
    'export const four = [] as Map<string, Proof>[]',
    'export const taken = (proof: Proof): List<Proof> => keep<Proof>(proof as Claim, proof)',
    'export interface Kept extends List<Proof> {}',
  ]
  const { exitCode, lines } = await judge(
    { ROOMS: { a: [] }, CASTS: { Proof: 'a/proof.ts' } },
    { 'a/proof.ts': 'export type Proof = 1\nexport const proof = 1 as Proof', 'a/code.ts': code.join('\n') },
  )
  const refused = (line: number) => `src/a/code.ts:${line}: only a/proof.ts may make a Proof. Take one as an argument.`
  expect(lines).toEqual([1, 2, 3, 4, 5].map(refused))
  expect(exitCode).toBe(1)
})

test('a project without modules and a file that cannot be parsed are refused', async () => {
  const empty = await judge({ ROOMS: {} }, { 'README.md': '' })
  expect(empty).toEqual({ exitCode: 1, lines: [expect.stringMatching(/^no module in .*src$/)] })
  const broken = await judge({ ROOMS: { 'a.ts': [] } }, { 'a.ts': "import 'zod" })
  expect(broken).toEqual({ exitCode: 1, lines: [expect.stringMatching(/^src\/a\.ts cannot be parsed: /)] })
})
