import config from './jest.config.js'

/** Suites that take their time or need other software; npm run test:slow. Silent: what other judges print is no news. */
export default {
  ...config,
  roots: ['<rootDir>/test/slow'],
  testPathIgnorePatterns: [],
  testTimeout: 180_000, // on a busy machine
  silent: true,
}
