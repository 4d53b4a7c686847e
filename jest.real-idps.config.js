import config from './jest.config.js'

/** Sign-ins at real identity providers, npm run test:real-idps; docs/real-idps.md says what has to be installed. */
export default { ...config, roots: ['<rootDir>/test/real-idps'], testPathIgnorePatterns: [], maxWorkers: 1 }
