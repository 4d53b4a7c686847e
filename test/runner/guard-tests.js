// What the runner lacks: without this, a test that waits forever would stop the run without a message, and an unhandled
// rejection would end the whole suite.
import { addEventHandler } from 'jest-circus'

const DEFAULT_LIMIT = 180_000 // a busy machine must not fail a test

/** @type {((reason: unknown) => void) | null} */
let failRunningTest = null
process.on('unhandledRejection', (reason) => {
  if (failRunningTest === null) throw reason
  failRunningTest(reason)
})

/** @param {() => unknown} test @param {number} limit in milliseconds */
const guard = (test, limit) => async () => {
  let timer
  const failure = new Promise((_resolve, reject) => {
    failRunningTest = reject
    timer = setTimeout(reject, limit, new Error(`The test did not end within ${limit} ms.`))
  })
  try {
    await Promise.race([test(), failure])
  } finally {
    clearTimeout(timer)
    failRunningTest = null
  }
}

addEventHandler((event, state) => {
  const added = state.currentDescribeBlock.children.at(-1)
  if (event.name !== 'add_test' || added?.type !== 'test' || !added.fn) return
  added.fn = guard(added.fn, added.timeout ?? DEFAULT_LIMIT)
})
