// The runner has no time limit of its own: without one, a test that waits forever would stop the run without a word.
import { addEventHandler } from 'jest-circus'

const DEFAULT_LIMIT = 180_000 // a busy machine must not fail a test

/** @param {() => unknown} test @param {number} limit in milliseconds */
const within = (test, limit) => async () => {
  let timer
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(reject, limit, new Error(`The test did not end within ${limit} ms.`))
  })
  try {
    await Promise.race([test(), late])
  } finally {
    clearTimeout(timer)
  }
}

addEventHandler((event, state) => {
  const added = state.currentDescribeBlock.children.at(-1)
  if (event.name === 'add_test' && added?.type === 'test' && added.fn)
    added.fn = within(added.fn, added.timeout ?? DEFAULT_LIMIT)
})
