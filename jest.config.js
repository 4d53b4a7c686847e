export default {
  // Runs the tests in Node.js itself, in a few processes, and loads what they import once per process. Jest's own runner
  // gives each suite a context of its own: the same tests then take more than twice the processor time.
  runner: 'jest-light-runner/child-process',
  setupFilesAfterEnv: ['<rootDir>/test/runner/guard-tests.js'],
  maxWorkers: 3, // some of them wait for processes
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['slow', 'nightly', 'real-idps', 'browser'].map((folder) => `<rootDir>/test/${folder}/`),
  transform: {},
}
