// The smallest assertion consumer service that express and node-saml make: no store, no replay memory, no report.
import { SAML } from '@node-saml/node-saml'
import express from 'express'
import { ACCOUNT, ACS, CERTIFICATE, ISSUER } from './messages.js'

const saml = new SAML({
  callbackUrl: ACS,
  issuer: `${ACS}/metadata`,
  audience: `${ACS}/metadata`,
  idpCert: CERTIFICATE,
  idpIssuer: ISSUER,
  wantAuthnResponseSigned: true,
  wantAssertionsSigned: true,
  validateInResponseTo: 'never',
})
const app = express()
app.use(express.urlencoded({ extended: false, limit: '256kb' }))
app.post(`/v1/Accounts/${ACCOUNT}/saml2`, async (request, response) => {
  const { profile } = await saml.validatePostResponseAsync(request.body)
  response.json(profile.nameID)
})
const server = app.listen(0, 'localhost', () => process.send({ port: server.address().port }))
