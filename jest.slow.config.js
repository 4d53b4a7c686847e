import config from './jest.config.js'

/** Suites that take their time or need other software; npm run test:slow. */
export default { ...config, roots: ['<rootDir>/test/slow'], testPathIgnorePatterns: [] }
