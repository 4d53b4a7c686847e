// What the runner lacks: without this, a test that waits forever would stop the run without a message, and an unhandled
// rejection would end the whole suite.
import { addEventHandler } from 'jest-circus'

// The runner gives this to its threads where there is no terminal, and programs that a test starts then print colors.
if (process.env.FORCE_COLOR === 'undefined') delete process.env.FORCE_COLOR

const DEFAULT_LIMIT = 180_000 // a busy machine must not fail a test

/** @type {Map<Promise<unknown>, unknown>} The reasons of rejections that are not handled yet. */
const unhandled = new Map()
process.on('unhandledRejection', (reason, promise) => unhandled.set(promise, reason))
process.on('rejectionHandled', (promise) => unhandled.delete(promise))

/** @param {() => unknown} test @param {number} limit in milliseconds */
const guard = (test, limit) => async () => {
  let timer
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(reject, limit, new Error(`The test did not end within ${limit} ms.`))
  })
  try {
    await Promise.race([test(), late])
  } finally {
    clearTimeout(timer)
  }
  await new Promise(setImmediate) // Node.js reports a rejection only after the promises that wait have run
  const [reason] = unhandled.values()
  if (unhandled.size === 0) return
  unhandled.clear()
  throw reason
}

addEventHandler((event, state) => {
  const added = state.currentDescribeBlock.children.at(-1)
  if (event.name !== 'add_test' || added?.type !== 'test' || !added.fn) return
  added.fn = guard(added.fn, added.timeout ?? DEFAULT_LIMIT)
})
