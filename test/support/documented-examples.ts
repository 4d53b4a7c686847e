import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)

/** A block of code of a page; `marks` is how many of its lines state a value. */
export interface DocumentedExample {
  /** The heading that it stands under, and which it is there. */
  name: string
  language: 'ts' | 'cjs'
  code: string
  marks: number
}

/** The blocks of a page that are programs. */
export function readExamples(page: string): DocumentedExample[] {
  const sections = page.split(/^#+ (?=.*\n)/m)
  return sections.flatMap((section) => {
    const heading = section.slice(0, section.indexOf('\n')).replaceAll('`', '')
    const blocks = [...section.matchAll(/^```(ts|cjs)\n(.*?)^```$/gms)]
    return blocks.map(([, language, code = ''], index) => ({
      name: blocks.length > 1 ? `${heading}, ${index + 1}` : heading,
      language: language as 'ts' | 'cjs',
      code,
      marks: code.split(' // → ').length - 1,
    }))
  })
}

const FLEX = `import { startFlexIamMock as startOneForTheExample } from 'flex-iam-mock'
await using flex = await startOneForTheExample()
`

/** The program of an example: each stated value is compared, and a harness is there where the example starts none. */
function programOf({ code }: DocumentedExample, index: number): string {
  const compared = code.replace(/^(\s*);?(.+) \/\/ → (.+)$/gm, `$1;same(${index}, $2, $3)`)
  return /\bflex = await/.test(code) ? compared : FLEX + compared
}

const SAME = 'declare function same(example: number, actual: unknown, stated: unknown): void'

/** Runs programs one after the other, and prints what came of each. */
const RUNNER = `import assert from 'node:assert/strict'
const outcomes = process.argv.slice(2).map(() => ({ found: 0, error: null }))
globalThis.same = (example, actual, stated) => {
  assert.deepEqual(actual, stated)
  outcomes[example].found += 1
}
process.once('exit', () => process.stdout.write(JSON.stringify(outcomes)))
for (const [index, file] of process.argv.slice(2).entries()) {
  await import(file).catch((error) => {
    outcomes[index].error = error.stack
  })
}
`

/** What came of an example: how many of its values were as stated, and what it threw. */
interface Outcome {
  found: number
  error: string | null
}

/**
 * Runs examples as programs of a package that has this one installed, once those in TypeScript are compiled.
 * @returns what the compiler says, and what came of each
 */
export async function runExamples(
  examples: readonly DocumentedExample[],
): Promise<{ diagnostics: string; outcomes: Outcome[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'flex-iam-mock-examples-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules', 'flex-iam-mock'))
  const files = {
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['*.ts'] }),
    'same.d.ts': SAME,
    'run.js': RUNNER,
    ...Object.fromEntries(
      examples.map((example, index) => [`${index}.${example.language}`, programOf(example, index)]),
    ),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  const compiled = run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder])
  const diagnostics = await compiled.then(
    () => '',
    (error: Error & { stdout: string }) => error.stdout || error.message,
  )
  const programs = examples.map(({ language }, index) => `./${index}.${language === 'ts' ? 'js' : language}`)
  const { stdout } = await run(process.execPath, [join(folder, 'run.js'), ...programs])
  rmSync(folder, { recursive: true })
  return { diagnostics, outcomes: JSON.parse(stdout) }
}

const COMPILER_OPTIONS = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  strict: true,
  skipLibCheck: true,
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules/@types')],
}

/** A page of docs/. */
export const readPage = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8')
