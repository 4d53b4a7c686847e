import config from './jest.config.js'

/** Suites that take many minutes; .ci/nightly runs them. */
export default { ...config, roots: ['<rootDir>/test/nightly'], testPathIgnorePatterns: [] }
