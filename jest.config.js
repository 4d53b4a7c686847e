const compile = (parser) => [
  '@swc/jest',
  {
    jsc: { target: 'es2022', parser, transform: { react: { runtime: 'automatic', importSource: 'preact' } } },
    module: { type: 'es6' },
  },
]

export default {
  testEnvironment: 'node',
  testTimeout: 30_000, // a busy machine is no failure
  maxWorkers: 3, // some of them wait for processes
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/slow/', '<rootDir>/test/real-idps/', '<rootDir>/test/browser/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '\\.ts$': compile({ syntax: 'typescript' }),
    '\\.tsx$': compile({ syntax: 'typescript', tsx: true }),
  },
}
