import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Bundle, readBundle } from '../../src/core/bundle/bundle.ts'

const FOLDER = new URL('../../fixtures/', import.meta.url)

/** The names of all fixture files below a folder of fixtures/, sorted. */
export function listFixtures(folder: string): string[] {
  const names = readdirSync(new URL(`${folder}/`, FOLDER), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.response'))
    .map((name) => `${folder}/${name}`)
    .sort()
}

/** The names of the fixture files of every folder. */
export const listAllFixtures = () =>
  readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? listFixtures(entry.name) : []))

/** Where a fixture, such as `responses/entra/both`, is for the command line. */
export const pathOf = (name: string) => fileURLToPath(new URL(`${name}.response`, FOLDER))

/** Reads a fixture, such as `responses/entra/both`. */
export function loadFixture(name: string): Bundle {
  const file = new URL(name.endsWith('.response') ? name : `${name}.response`, FOLDER)
  return readBundle(readFileSync(file, 'utf8'), (path) => readFileSync(new URL(path, file), 'utf8'))
}

/** The XML of a fixture. */
export function xmlOf({ samlResponse }: Bundle): string {
  return Buffer.from(samlResponse, 'base64').toString('utf8')
}

/** Whether generated fixtures are written anew. */
export const isUpdating = process.env.UPDATE_FIXTURES === '1'

/** What a generated fixture holds; with UPDATE_FIXTURES=1 it is written first. */
export function readGenerated(name: string, written: string): string {
  const file = new URL(name, FOLDER)
  if (isUpdating) {
    mkdirSync(new URL('.', file), { recursive: true })
    writeFileSync(file, written)
  }
  return readFileSync(file, 'utf8')
}

/** A fixture's header and a digest of its body: a difference can be read, without kilobytes of base64. */
export function outlineOf(text: string) {
  const [header = '', ...body] = text.split('\n\n')
  const sha256 = createHash('sha256').update(body.join('\n\n')).digest('hex')
  return { header: header.split('\n'), body: `${text.length - header.length} characters, SHA-256 ${sha256}` }
}
