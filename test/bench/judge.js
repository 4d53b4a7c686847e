// npm run bench: what it costs to judge one message, against the cryptographic floor and against other libraries, all in
// this run. Ratios only: absolute times say more of the machine than of the code.
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SAML } from '@node-saml/node-saml'
import * as samlify from 'samlify'
import { readBundle } from '../../dist/inputs/bundle.js'
import { readConnection } from '../../dist/login/connection.js'
import { inspectResponse } from '../../dist/login/inspect.js'
import { asPosted, settingsFor } from '../../dist/login/settings.js'

const FILES = ['entra/both', 'salesforce/both', 'simplesamlphp/base-idp-initiated', 'node-samlp/base-idp-initiated']
const ROUNDS = 5

function load(name) {
  const file = new URL(`../../fixtures/responses/${name}.response`, import.meta.url)
  return readBundle(readFileSync(file, 'utf8'), (path) => readFileSync(new URL(path, file), 'utf8'))
}

/** Two RSA-2048 verifications with a kept key and two SHA-256 over half of the message each: nothing can be cheaper. */
function floor({ samlResponse, settings }) {
  const key = createPublicKey(
    new X509Certificate(settings.certificates[0]).publicKey.export({ type: 'spki', format: 'pem' }),
  )
  const bytes = Buffer.from(samlResponse, 'base64')
  const signature = Buffer.alloc(256, 1)
  return () => {
    for (let times = 0; times < 2; times += 1) {
      createHash('sha256')
        .update(bytes.subarray(0, bytes.length / 2))
        .digest()
      verify('sha256', bytes.subarray(0, 600), key, signature)
    }
  }
}

function ours({ samlResponse, settings: { account, idpIssuer, certificates, now } }) {
  const settings = settingsFor('legacy', account, readConnection({ sid: account, idpIssuer, certificates }))
  const [posted, at] = [asPosted(samlResponse, null, settings), new Date(now)]
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
    idpCert: certificates[0],
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
  const idp = samlify.IdentityProvider({ entityID: idpIssuer, signingCert: certificates[0], singleSignOnService })
  return () => sp.parseLoginResponse(idp, 'post', { body: { SAMLResponse: samlResponse } })
}

/** Milliseconds for one call: the median of several rounds, each about a fifth of a second long. */
async function time(call) {
  const rounds = []
  await call()
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now()
    let calls = 0
    for (; performance.now() - begun < 200; calls += 1) await call()
    rounds.push((performance.now() - begun) / calls)
  }
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]
}

const JUDGES = {
  floor,
  'flex-iam-mock, all checks and XSD': ours,
  'node-saml': nodeSaml,
  'samlify, no schema': samlifySp,
}
process.stdout.write(`| judge | ${FILES.join(' | ')} |\n|---|${FILES.map(() => '---|').join('')}\n`)
const floors = []
for (const [name, make] of Object.entries(JUDGES)) {
  const cells = []
  for (const [index, file] of FILES.entries()) {
    const ms = await time(make(load(file)))
    if (name === 'floor') floors[index] = ms
    cells.push(name === 'floor' ? `${ms.toFixed(3)} ms` : `×${(ms / floors[index]).toFixed(0)}`)
  }
  process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`)
}
