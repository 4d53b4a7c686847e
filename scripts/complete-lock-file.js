// Run after `npm install`: adds to package-lock.json the platform packages that the registry in use does not offer, so
// that `npm ci` finds the lock file complete on every platform. Their versions are exact; they carry no hash.
import { readFileSync, writeFileSync } from 'node:fs'

const FILE = new URL('../package-lock.json', import.meta.url)
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']

/** What the name of a platform package says: its system, its processor, and on Linux its C library. */
function describe(name, version, dev) {
  const parts = (name.split('/').at(-1) ?? '').split('-')
  const at = parts.findIndex((part) => SYSTEMS.includes(part))
  if (at < 0) throw new Error(`no platform in the name ${name}`)
  const rest = parts.slice(at + 2).join('-')
  const libc = rest.includes('musl') ? ['musl'] : rest.includes('gnu') ? ['glibc'] : undefined
  return {
    version,
    cpu: [parts[at + 1]],
    ...(dev ? { dev } : {}),
    ...(libc ? { libc } : {}),
    optional: true,
    os: [parts[at]],
  }
}

const lock = JSON.parse(readFileSync(FILE, 'utf8'))
const { '': root, ...packages } = lock.packages
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const places = [`node_modules/${name}`, `${path}/node_modules/${name}`]
    if (!places.some((place) => place in packages)) packages[places[0]] = describe(name, version, dev)
  }
}
const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: { '': root, ...sorted } }, null, 2)}\n`)
