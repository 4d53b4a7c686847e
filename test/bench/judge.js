// What it costs to judge one message in process, against the cryptographic floor and against other libraries.
import { createHash, createPrivateKey, createPublicKey, sign, verify, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SAML } from '@node-saml/node-saml'
import * as samlify from 'samlify'
import { readConnection } from '../../dist/core/connection/connection.js'
import { asPosted, targetFor } from '../../dist/core/connection/judge-target.js'
import { inspectResponse } from '../../dist/core/judge/inspect.js'
import { table, timeOf } from './measure.js'
import { loadCaptured, settingsAt, writeLogin } from './messages.js'

const CAPTURED = ['entra/both', 'simplesamlphp/base-idp-initiated', 'node-samlp/base-idp-initiated', 'salesforce/both']
const KEY = createPrivateKey(readFileSync(new URL('../../fixtures/keys/insecure-idp.key', import.meta.url)))

/** Two RSA-2048 verifications with a kept key and two SHA-256, over all of the message and over most of it: nothing can be cheaper. */
function floor({ samlResponse }) {
  const bytes = Buffer.from(samlResponse, 'base64')
  const key = createPublicKey(KEY)
  const signedInfo = bytes.subarray(0, 600)
  const signature = sign('sha256', signedInfo, KEY)
  return () => {
    for (const signed of [bytes, bytes.subarray(2_000)]) {
      createHash('sha256').update(signed).digest()
      if (!verify('sha256', signedInfo, key, signature)) throw new Error('not verified')
    }
  }
}

function ours({ samlResponse, settings: { account, idpIssuer, certificates, now } }) {
  const settings = targetFor('legacy', account, readConnection({ sid: account, idpIssuer, certificates }))
  const [posted, at] = [asPosted([samlResponse], null, settings), new Date(now)]
  return () => {
    if (inspectResponse(posted, settings, at, 'bench').outcome !== 'accepted') throw new Error('not accepted')
  }
}

function nodeSaml({ samlResponse, settings: { account, idpIssuer, certificates } }) {
  const acs = `https://iam.twilio.com/v1/Accounts/${account}/saml2`
  const saml = new SAML({
    callbackUrl: acs,
    issuer: `${acs}/metadata`,
    audience: `${acs}/metadata`,
    idpCert: new X509Certificate(certificates[0]).toString(),
    idpIssuer,
    wantAuthnResponseSigned: true,
    wantAssertionsSigned: true,
    acceptedClockSkewMs: -1, // judged at the machine's time, which the captured messages have passed
    validateInResponseTo: 'never',
  })
  return () => saml.validatePostResponseAsync({ SAMLResponse: samlResponse })
}

function samlifySp({ samlResponse, settings: { account, idpIssuer, certificates } }) {
  samlify.setSchemaValidator({ validate: async () => 'skipped' })
  const acs = `https://iam.twilio.com/v1/Accounts/${account}/saml2`
  const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
  const sp = samlify.ServiceProvider({
    entityID: `${acs}/metadata`,
    assertionConsumerService: [{ Binding: post, Location: acs }],
    clockDrifts: [-1e12, 1e12],
  })
  const singleSignOnService = [{ Binding: post, Location: 'https://idp.example.com' }]
  const singleLogoutService = [{ Binding: post, Location: 'https://idp.example.com' }]
  const idp = samlify.IdentityProvider({
    entityID: idpIssuer,
    signingCert: certificates[0],
    singleSignOnService,
    singleLogoutService,
  })
  return () => sp.parseLoginResponse(idp, 'post', { body: { SAMLResponse: samlResponse } })
}

const JUDGES = {
  'flex-iam-mock, all checks and XSD': ours,
  'node-saml': nodeSaml,
  'samlify, no schema': samlifySp,
}

/** A row for each judge, a column for each message; ratios to the floor. */
export async function benchJudge() {
  const now = new Date()
  const large = { samlResponse: writeLogin(1, now, { values: 1_080 }), settings: settingsAt(now) }
  const messages = [...CAPTURED.map((name) => [name, loadCaptured(name)]), ['written', large]]
  const floors = []
  for (const [, message] of messages) floors.push(await timeOf(floor(message)))
  const rows = [['floor', ...floors.map((ms) => `${ms.toFixed(3)} ms`)]]
  for (const [judge, make] of Object.entries(JUDGES)) {
    const ratios = []
    for (const [index, [, message]] of messages.entries()) ratios.push((await timeOf(make(message))) / floors[index])
    rows.push([judge, ...ratios.map((ratio) => `×${ratio.toFixed(1)}`)])
  }
  const sizes = messages.map(([name, { samlResponse }]) => {
    const kilobytes = (Buffer.byteLength(samlResponse, 'base64') / 1_000).toFixed(1)
    return `${name}, ${kilobytes} KB`
  })
  return table(['judge', ...sizes], rows)
}
