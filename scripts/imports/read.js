import { parseSync, Visitor } from 'oxc-parser'

/**
 * One place where a module names another module.
 * @typedef {{ file: string, line: number, kind: string, specifier: string | null }} Import `specifier` is null where it is computed
 */

/** The package that JSX is compiled to calls of: jsxImportSource of tsconfig.json. */
const JSX_RUNTIME = 'preact'

/** @param {any} node @returns {string | null} the text of a literal; null when it is computed */
function textOf(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked
  return null
}

const isMeta = (node, property) =>
  node?.type === 'MemberExpression' && node.object.type === 'MetaProperty' && node.property.name === property

/** `new URL('./file', import.meta.url)` names a file relative to the module; a URL with a scheme does not. */
function readUrl({ callee, arguments: [path, base] }) {
  if (callee.name !== 'URL' || !isMeta(base, 'url')) return []
  const text = textOf(path)
  if (text === null) return [['URL', null]]
  return URL.canParse(text) ? [] : [['URL', /^\.?\.?\//.test(text) ? text : `./${text}`]]
}

function readCall({ callee, arguments: [path] }) {
  if (callee.type === 'Identifier' && callee.name === 'require') return [['require()', textOf(path)]]
  return isMeta(callee, 'resolve') ? [['import.meta.resolve()', textOf(path)]] : []
}

const isType = ({ importKind, exportKind }) => importKind === 'type' || exportKind === 'type'
const readExport = (node) => (node.source ? [[isType(node) ? 'export type' : 'export', textOf(node.source)]] : [])
const readJsx = () => [['JSX', JSX_RUNTIME]]

/** Each kind of syntax that names a module: what it is called in messages, and what it names. */
const READERS = {
  ImportDeclaration: (node) => [[isType(node) ? 'import type' : 'import', textOf(node.source)]],
  ExportNamedDeclaration: readExport,
  ExportAllDeclaration: readExport,
  ImportExpression: (node) => [['import()', textOf(node.source)]],
  TSImportType: (node) => [["import('…') as a type", textOf(node.source)]],
  TSExternalModuleReference: (node) => [['import = require()', textOf(node.expression)]],
  NewExpression: readUrl,
  CallExpression: readCall,
  JSXElement: readJsx,
  JSXFragment: readJsx,
}

/** @param {string} file @param {string} code @returns {Import[]} in the order of the text; JSX once */
export function readImports(file, code) {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0].message}`)
  /** @type {Map<string, Import>} */
  const found = new Map()
  const add = (node, [kind, specifier]) => {
    const key = kind === 'JSX' ? kind : `${node.start} ${kind}`
    if (!found.has(key)) found.set(key, { file, line: lineAt(code, node.start), kind, specifier })
  }
  const visitors = Object.entries(READERS).map(([type, read]) => [
    type,
    (node) => {
      for (const request of read(node)) add(node, request)
    },
  ])
  new Visitor(Object.fromEntries(visitors)).visit(program)
  return [...found.values()]
}

const lineAt = (code, offset) => code.slice(0, offset).split('\n').length
