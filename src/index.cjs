'use strict'
// For `require`: the library is made of ES modules, which are imported at the first call.
const library = () => import('./index.js')
for (const name of ['startFlexIamMock', 'checkResponse', 'mapClaims', 'diffReports']) {
  exports[name] = async (...given) => (await library())[name](...given)
}
