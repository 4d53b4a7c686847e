import { parseSync } from 'oxc-parser'

/** @typedef {{ file: string, line: number, name: string }} Exported a name that a module declares and exports */

/** @param {any} declaration @returns {string[]} */
const namesOf = ({ id, declarations = [] }) =>
  id ? [id.name] : declarations.flatMap((each) => (each.id.type === 'Identifier' ? [each.id.name] : []))

/** What a module declares and exports; re-exports belong to another module. @param {string} file @param {string} code @returns {Exported[]} */
export function readExports(file, code) {
  const declared = parseSync(file, code).program.body.flatMap((node) =>
    node.type === 'ExportNamedDeclaration' && node.declaration
      ? namesOf(node.declaration).map((name) => ({ file, line: code.slice(0, node.start).split('\n').length, name }))
      : [],
  )
  return declared.filter(({ name }, index) => declared.findIndex((each) => each.name === name) === index) // overloads; a type and its value
}

/**
 * A name stands for one thing in all of src, or a reader who searches for it finds two.
 * @param {Exported[]} all
 * @param {Record<string, string>} shared names by which each module of a room is found, and the room
 * @returns {string[]}
 */
export function findRepeatedNames(all, shared) {
  const first = new Map()
  return all.flatMap((each) => {
    if (each.name in shared && each.file.startsWith(`src/${shared[each.name]}/`)) return []
    const other = first.get(each.name)
    if (other === undefined) first.set(each.name, each)
    return other === undefined
      ? []
      : [`${each.file}:${each.line}: ${each.name} is exported by ${other.file}, too. Give one of them another name.`]
  })
}
