const { startFlexIamMock } = require('flex-iam-mock')

/** Runs once, outside the sandbox of the tests, and tells them by the environment where the harness is. */
module.exports = async () => {
  globalThis.flex = await startFlexIamMock()
  process.env.FLEX_IAM_URL = globalThis.flex.url
}
