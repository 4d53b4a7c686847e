// Some suites look at the modes of files that they write. A thread cannot set this.
process.umask(0o022)

export default {
  // Runs the tests in Node.js itself, in a few threads, and loads what they import once per thread. Jest's own runner gives
  // each suite a context of its own: the same tests then take more than twice the processor time. (Its variant with child
  // processes can hang: a process that starts late may never get its settings.)
  runner: 'jest-light-runner',
  setupFilesAfterEnv: ['<rootDir>/test/runner/guard-tests.js'],
  maxWorkers: 3, // some of them wait for processes
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['slow', 'nightly', 'real-idps', 'browser'].map((folder) => `<rootDir>/test/${folder}/`),
  transform: {},
}
