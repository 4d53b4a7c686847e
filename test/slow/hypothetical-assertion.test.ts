import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')

/** What tsc says of some lines with the types of src, by the names of files. */
function compile(files: Record<string, string>): string[] {
  const place = mkdtempSync(join(tmpdir(), 'flex-iam-mock-'))
  const compilerOptions = {
    noUnusedLocals: false,
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
    typeRoots: [join(ROOT, 'node_modules/@types')],
  }
  const options = { extends: join(ROOT, 'tsconfig.json'), include: ['*.ts'], compilerOptions }
  writeFileSync(join(place, 'package.json'), '{"type":"module"}')
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(options))
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(place, name), HEAD + lines)
  const { stdout } = spawnSync(process.execPath, [TSC, '-p', place, '--noEmit'], { cwd: place, encoding: 'utf8' })
  return stdout.split('\n').filter((line) => /^\S/.test(line))
}

const HEAD = `import { provisionWorker, type ProvisionedWorker } from '${ROOT}src/core/flex/worker.ts'
import type { HypotheticalAssertion, SignedAssertion } from '${ROOT}src/core/domain/saml.ts'
import { assumeClaims, supposeAssertion } from '${ROOT}src/core/what-if/hypothetical.ts'
import { judge, type JudgedCase } from '${ROOT}src/core/judge/inspect.ts'
declare const connection: Parameters<typeof provisionWorker>[2]
declare const write: (worker: ProvisionedWorker) => void
declare const judged: JudgedCase<SignedAssertion>
`

test('a hypothetical assertion does not compile where a worker is written; a signed one does', () => {
  const worker = 'export const { worker } = judge'
  const lines = compile({
    'signed.ts': `${worker}(judged, '')\nif (worker) write(worker)\n`,
    'mapped.ts': `declare const assertion: HypotheticalAssertion\nwrite(provisionWorker(assertion, null, connection))\n`,
    'supposed.ts': `${worker}(supposeAssertion(judged, () => ({})), '')\nif (worker) write(worker)\n`,
    'assumed.ts': `${worker}({ ...judged, message: assumeClaims('ada', []) }, '')\nif (worker) write(worker)\n`,
    'plain.ts': 'export const signed: SignedAssertion = assumeClaims("ada", []).response!.assertion!\n',
  })
  expect(lines).toEqual([
    expect.stringMatching(/^assumed\.ts\(9,\d+\): error TS2379: .*ProvisionedWorker<HypotheticalAssertion>/),
    expect.stringMatching(/^mapped\.ts\(9,\d+\): error TS2379: .*ProvisionedWorker<HypotheticalAssertion>/),
    expect.stringMatching(
      /^plain\.ts\(8,\d+\): error TS2322: Type 'Assertion' is not assignable to type 'SignedAssertion'/,
    ),
    expect.stringMatching(/^supposed\.ts\(9,\d+\): error TS2379: .*ProvisionedWorker<JudgedAssertion>/),
  ])
})
