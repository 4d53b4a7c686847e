import { sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { WhatIf } from '../../src/app/what-if/what-if.ts'
import { base64OfPem } from '../../src/core/domain/pem.ts'
import { assertionTextOf, inAssertion, replace } from '../../src/core/mutations/attacks/edit.ts'
import { x509Data } from '../../src/core/mutations/attacks/forge-signature.ts'
import { type FlexIamMock, type Report, startFlexIamMock } from '../../src/index.ts'
import { FOREIGN_CERTIFICATE, forgeBoth, forgeSignature } from '../support/attacks/forge.ts'
import { prettyPrint } from '../support/forensics/alter.ts'
import { post, send } from '../support/harness.ts'
import { resign } from '../support/resign.ts'
import { ACCOUNT, GENUINE, IDP_CERTIFICATE, IDP_KEY, ISSUER, NOW, writeXml } from '../support/response.ts'

const read = (name: string) => readFileSync(new URL(`../../fixtures/keys/${name}`, import.meta.url), 'utf8')
const IDP = { key: IDP_KEY, keyInfo: x509Data(base64OfPem(IDP_CERTIFICATE)) }
const OTHER = { key: read('insecure-attacker.key'), keyInfo: x509Data(FOREIGN_CERTIFICATE) }
const NO_KEY_INFO = { key: IDP_KEY, keyInfo: null }
const WRONG_KEY_INFO = { key: IDP_KEY, keyInfo: x509Data(FOREIGN_CERTIFICATE) }
const TWO_CERTIFICATES = { key: IDP_KEY, keyInfo: x509Data(FOREIGN_CERTIFICATE, base64OfPem(IDP_CERTIFICATE)) }
const XML = writeXml(GENUINE)
const WHOLE = forgeBoth(XML, IDP)
const ASSERTION_ONLY = forgeSignature(XML, 'Assertion', IDP)
const RESPONSE_ONLY = forgeSignature(XML, 'Response', IDP)
const ECDSA_ONLY = signWithEcdsa()
const inClaim = (xml: string) => inAssertion(xml, 'Lovelace', 'Lovelacf')
const aroundAssertion = (xml: string) => replace(xml, '<samlp:Response ', '<samlp:Response Consent="urn:a" ')

/** The Response alone, signed with an elliptic curve, which xml-crypto cannot. */
function signWithEcdsa(): string {
  const keyInfo = x509Data(base64OfPem(read('insecure-idp-p256.crt')))
  const ecdsa = forgeSignature(XML, 'Response', { key: IDP_KEY, keyInfo }).replace('#rsa-sha256', '#ecdsa-sha256')
  const form = { mode: 1, withComments: false, inclusivePrefixes: [] as string[] } as const
  const key = { key: read('insecure-idp-p256.key'), dsaEncoding: 'ieee-p1363' } as const
  return resign(ecdsa, [], form, { sign: (signedInfo) => sign('sha256', signedInfo, key) })
}

/** What every case says: words of the findings (null: nothing about a change), the settings to change, and the offer. */
interface Row {
  xml: string
  says: RegExp | null
  steps: string[] | null
  /** Why it is not adopted; null: it is offered, and taken. */
  refusal: RegExp | null
}

const fine = (xml: string, more: string[] = []): Row => ({
  xml,
  says: null,
  steps: ['certificates', ...more],
  refusal: null,
})
const altered = (xml: string, says: RegExp): Row => ({ xml, says, steps: null, refusal: /after signing/ })

const ROWS: [name: string, row: Row][] = [
  ['a whole message', fine(WHOLE)],
  ['pretty-printed', altered(prettyPrint(WHOLE), /changed after signing: white space was added between/)],
  ['one character altered in the assertion', altered(inClaim(WHOLE), /changed after signing.*digest/)],
  ['altered only in the Response', altered(aroundAssertion(WHOLE), /changed after signing.*assertion is still valid/)],
  [
    'altered in the assertion before the Response was signed',
    altered(
      forgeSignature(inClaim(ASSERTION_ONLY), 'Response', IDP),
      /changed after signing.*digest of the Assertion.*before the response was signed/,
    ),
  ],
  [
    'SignedInfo altered',
    altered(replace(RESPONSE_ONLY, '<ds:SignedInfo', '<ds:SignedInfo Id="a"'), /changed after signing.*SignedInfo/),
  ],
  [
    'the certificate of another key in KeyInfo',
    altered(forgeBoth(XML, WRONG_KEY_INFO), /does not verify.*different key/),
  ],
  ['the same, and altered', altered(inClaim(forgeBoth(XML, WRONG_KEY_INFO)), /changed after signing.*digest/)],
  ['no KeyInfo', { ...fine(forgeBoth(XML, NO_KEY_INFO)), refusal: /carries no certificate/ }],
  ['no KeyInfo, and altered', altered(inClaim(forgeBoth(XML, NO_KEY_INFO)), /changed after signing.*digest/)],
  ['two certificates, of which the second verifies', fine(forgeBoth(XML, TWO_CERTIFICATES))],
  ['two certificates, and altered', altered(inClaim(forgeBoth(XML, TWO_CERTIFICATES)), /changed after signing/)],
  ['only the assertion is signed', fine(ASSERTION_ONLY, ['signing'])],
  ['only the assertion is signed, and altered', altered(inClaim(ASSERTION_ONLY), /changed after signing/)],
  ['only the Response is signed', fine(RESPONSE_ONLY, ['signing'])],
  ['only the Response is signed, and altered in a claim', altered(inClaim(RESPONSE_ONLY), /changed after signing/)],
  ['signed with ECDSA', fine(ECDSA_ONLY, ['signing'])],
  ['signed with ECDSA, and pretty-printed', altered(prettyPrint(ECDSA_ONLY), /after signing: white space/)],
  ['signed with ECDSA, and altered', altered(inClaim(ECDSA_ONLY), /changed after signing/)],
  [
    'two keys, one for each signature',
    {
      xml: forgeSignature(forgeSignature(XML, 'Assertion', IDP), 'Response', OTHER),
      says: null,
      steps: null,
      refusal: /different key signed|certificate of that SHA-256/,
    },
  ],
  [
    'a second assertion smuggled in',
    altered(replace(WHOLE, '</samlp:Response>', XML.slice(XML.indexOf('<saml:Assertion'))), /changed after signing/),
  ],
  [
    'an assertion hidden in an extension',
    {
      xml: replace(
        WHOLE,
        '<samlp:Status>',
        `<samlp:Extensions>${assertionTextOf(WHOLE)}</samlp:Extensions><samlp:Status>`,
      ),
      says: null,
      steps: null,
      refusal: /not follow SAML's signature profile/,
    },
  ],
  ['not signed', { ...fine(XML, ['signing']), refusal: /not signed/ }],
]

const SIDS: [name: string, connection: object | null][] = [
  ['no connection', null],
  ['a connection without a certificate', { sid: ACCOUNT, idpIssuer: ISSUER }],
]

let flex: FlexIamMock
beforeAll(async () => {
  flex = await startFlexIamMock()
  flex.clock.freeze(NOW)
})
afterAll(() => flex.close())

const SIGNED = ['signing-certificate-is-configured', 'response-signature-valid', 'assertion-signature-valid']

const CASES = SIDS.flatMap(([where, connection]) => ROWS.map(([name, row]) => ({ name, where, connection, ...row })))

/** Posts a message to the tenant; gives the URL of the attempt, once Twilio's answer is seen to be that of Flex. */
async function record(xml: string, connection: object | null): Promise<string> {
  await flex.reset()
  flex.clock.freeze(NOW)
  if (connection) await flex.connect(connection)
  const answer = await post(flex.acsUrl(ACCOUNT), { SAMLResponse: Buffer.from(xml).toString('base64') })
  expect([answer.status, (await answer.json()).code]).toEqual([403, 70251])
  return `${flex.url}/api/v1/logins/${answer.headers.get('flex-iam-mock-login')}`
}

/** The first finding says it, and so do the checks of signatures, which do not run. */
function expectFindings({ findings }: Report, says: RegExp | null): void {
  const [first] = findings.filter(({ severity, status }) => severity === 'error' && status === 'fail')
  const signed = findings.filter(({ id }) => SIGNED.includes(id))
  expect(first?.id).toBe('tenant-is-configured')
  for (const { status } of signed) expect(['not-run', 'not-applicable']).toContain(status)
  const told = signed.map(({ because }) => because).join(' ')
  if (says === null) expect(`${first?.because} ${told}`).not.toMatch(/after signing/)
  else expect([first?.because, told]).toEqual([expect.stringMatching(says), expect.stringMatching(says)])
}

/** No certificate is taken, whichever is named; or the one that signed is. */
async function expectAdoption(login: string, { signatures }: Report, refusal: RegExp | null): Promise<void> {
  const nobodys = 'A'.repeat(64)
  const carried = signatures.map(({ certificate }) => certificate?.sha256 ?? nobodys)
  for (const certificateSha256 of refusal ? [...carried, nobodys] : carried.slice(0, 1)) {
    const adopted = await send(`${login}/adopt`, 'POST', { certificateSha256 })
    const body = await adopted.json()
    expect(adopted.status).toBe(refusal === null ? 200 : 400)
    if (refusal) expect(body.detail).toMatch(refusal)
    else expect(body.report.signatures).toEqual(carried.map(() => expect.objectContaining({ valid: true })))
  }
}

test.each(CASES)(
  '$name, at a tenant with $where: the finding, the smallest change and the offer are right',
  async ({ xml, says, steps, refusal, connection }) => {
    const login = await record(xml, connection)
    const report = (await (await fetch(login)).json()) as Report
    expectFindings(report, says)
    const { smallestChange }: WhatIf = await (await send(`${login}/what-if`, 'POST', {})).json()
    const expected = steps && [...(connection ? [] : ['idpIssuer']), ...steps].sort()
    expect(smallestChange?.map(({ setting }) => setting).sort() ?? null).toEqual(expected)
    for (const page of [login.replace('/api/v1', ''), `${login}/report.html`]) {
      const text = await (await fetch(page)).text()
      expect(text.includes('/adopt')).toBe(refusal === null)
      expect(text.includes('What would make it pass') && says !== null).toBe(false)
    }
    await expectAdoption(login, report, refusal)
  },
)

test('with a different key in the connection, the finding also says that the message was changed', async () => {
  await flex.reset()
  flex.clock.freeze(NOW)
  await flex.connect({ sid: ACCOUNT, idpIssuer: ISSUER, certificates: [read('insecure-attacker.crt')] })
  await post(flex.acsUrl(ACCOUNT), { SAMLResponse: Buffer.from(inClaim(RESPONSE_ONLY)).toString('base64') })
  const report = (await (await fetch(`${flex.url}/api/v1/logins/latest`)).json()) as Report
  const finding = report.findings.find(({ id }) => id === 'signing-certificate-is-configured')
  expect(finding).toMatchObject({ status: 'fail', because: expect.stringMatching(/changed after signing/) })
  expect(finding?.because).not.toMatch(/would verify the signature: the IdP signs/)
})
