import { existsSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, posix } from 'node:path'

/**
 * What an import leads to: a module of src, a package, a part of Node, or another file. `name` is null where it leads nowhere.
 * @typedef {{ type: 'module' | 'package' | 'node' | 'file', name: string | null }} Target
 */

/** TypeScript writes the names of what it emits in URLs and in declarations: these are the sources. */
const SOURCES = { '.js': ['.js', '.ts', '.tsx'], '.cjs': ['.cjs', '.cts'], '.mjs': ['.mjs', '.mts'] }

/** @param {string} path @returns {string[]} */
function candidates(path) {
  const extension = posix.extname(path)
  return (SOURCES[extension] ?? [extension]).map((one) => path.slice(0, path.length - extension.length) + one)
}

/** @param {string} specifier @returns {string} the package without the path inside it */
const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/**
 * Resolves the imports of one project.
 * @param {string} root
 * @param {{ dependencies?: Record<string, string> }} manifest its package.json
 */
export function createResolver(root, { dependencies = {} }) {
  const isInstalled = (specifier) => {
    try {
      return packageOf(specifier) in dependencies && Boolean(import.meta.resolve(specifier))
    } catch {
      return false
    }
  }

  /** @param {string} path @param {boolean} isUrl @returns {Target} */
  const resolveFile = (path, isUrl) => {
    const found = candidates(path).find((one) => existsSync(join(root, one)))
    const isFolder = found !== undefined && statSync(join(root, found)).isDirectory()
    if (found === undefined || (isFolder && !isUrl)) return { type: 'file', name: null }
    return { type: found.startsWith('src/') && !isFolder ? 'module' : 'file', name: found }
  }

  /** @param {import('./read.js').Import} request @returns {Target} */
  return ({ file, kind, specifier }) => {
    if (specifier === null) return { type: 'file', name: null }
    if (specifier.startsWith('.')) {
      return resolveFile(posix.normalize(posix.join(dirname(file), specifier)), kind === 'URL')
    }
    if (isBuiltin(specifier)) return { type: 'node', name: specifier }
    return { type: 'package', name: isInstalled(specifier) ? packageOf(specifier) : null }
  }
}
