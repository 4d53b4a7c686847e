const { startFlexIamMock } = require('flex-iam-mock')

/** Runs once, outside the sandbox of the tests, and passes them the URL of the harness in the environment. */
module.exports = async () => {
  globalThis.flex = await startFlexIamMock()
  process.env.FLEX_IAM_URL = globalThis.flex.url
}
