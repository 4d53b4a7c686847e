import config from './jest.config.js'

/** Sign-ins in Chromium, npm run test:browser; CHROMIUM names it where it is not /usr/bin/chromium. */
export default { ...config, roots: ['<rootDir>/test/browser'], testPathIgnorePatterns: [], maxWorkers: 1 }
