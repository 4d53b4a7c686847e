/** Who may import whom. Imports point down; each row is a room and what it may use of the others. */
const ROOMS = {
  domain: [],
  limits: [],
  saml: ['domain'],
  flex: ['domain'],
  products: ['domain'],
  checks: ['flex', 'domain'],
  inputs: ['domain'],
  expect: ['domain'],
  events: ['domain'],
  report: ['checks', 'products', 'domain'],
  idp: ['saml', 'flex', 'limits', 'domain'],
  selftest: ['login', 'idp', 'saml', 'checks', 'flex', 'inputs', 'domain'],
  store: ['domain'],
  login: ['saml', 'checks', 'flex', 'store', 'products', 'inputs', 'expect', 'events', 'limits', 'domain'],
  web: ['report', 'checks', 'products', 'domain'],
  http: [
    'web',
    'idp',
    'login',
    'store',
    'checks',
    'flex',
    'saml',
    'report',
    'inputs',
    'expect',
    'events',
    'products',
    'limits',
    'domain',
  ],
}

/** Third-party packages, and the only files that may use each. */
const FENCES = {
  'libxml2-wasm': '^src/saml/',
  samlify: '^src/(saml|selftest/judges)/',
  '@authenio/samlify-node-xmllint': '^src/(saml/schema|selftest/judges/node-xmllint-child)',
  '@xmldom/xmldom': '^src/selftest/judges/',
  'xml-crypto': '^src/(idp|selftest)/',
  '@peculiar/x509': '^src/idp/signing-key',
  'reflect-metadata': '^src/idp/signing-key',
  libsql: '^src/store/sqlite',
  kysely: '^src/store/',
  express: '^src/(http/|harness)',
  helmet: '^src/http/',
  preact: '^src/(web|report)/',
  'preact-render-to-string': '^src/(web|report)/',
  commander: '^src/cli/',
  yaml: '^src/(expect|cli)/',
  re2js: '^src/expect/',
  pino: '^src/cli/',
}

/** Rooms that stay pure: no node built-ins, no zod. Types and Buffer are no imports. */
const PURE = '^src/(domain|checks|flex|products)/'

const quote = (name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).map(([room, allowed]) => ({
      name: `room-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: [`^src/(${[room, ...allowed].join('|')})/`, ...(room === 'domain' ? [] : ['^src/errors\\.ts$'])],
      },
    })),
    ...Object.entries(FENCES).map(([name, files]) => ({
      name: `fence-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: files },
      to: { path: `node_modules/${quote(name)}/` },
    })),
    { name: 'pure-rooms', severity: 'error', from: { path: PURE }, to: { dependencyTypes: ['core', 'npm'] } },
    {
      name: 'index-is-above-all',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/index\\.(ts|cjs|d\\.cts)$' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'cli-is-on-top',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'wiring',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(harness|index|check-response|cli/.*)\\.ts$' },
      to: { path: '^src/(harness|config|check-response|version|clock)\\.ts$' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
}
