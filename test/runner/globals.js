// Stands in for the package @jest/globals, which works only where Jest's own runner runs a test.
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } = globalThis
