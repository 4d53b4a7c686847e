import { assertionTextOf, extend, replace, responseSignatureOf } from '../../../src/core/mutations/attacks/edit.ts'
import { REPEATED_ID, RESPONSE_INVALID, SCHEMA, STRUCTURE } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { appendTo, idOf, withBytes } from './edit-signature.ts'
import { resign, resignInfo } from './resign.ts'

const NOT_A_NAME = 'ids-are-xml-names'

/** Every place of an ID that some library takes for one, in samlp:Extensions before the genuine assertion. */
const SPELLINGS: [name: string, base: string, attribute: (id: string) => string][] = [
  ['id-as-Id', 'simplesamlphp/sign-assertion-sp-redirect', (id) => `Id="${id}"`],
  ['id-as-iD', 'node-samlp/sign-assertion-sp-redirect', (id) => `iD="${id}"`],
  ['id-with-a-prefix', 'salesforce/assertion', (id) => `evil:ID="${id}"`],
  [
    'id-of-web-service-security',
    'simplesamlphp/sign-assertion-idp-initiated',
    (id) =>
      `xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" wsu:Id="${id}"`,
  ],
  ['id-in-references', 'node-samlp/sign-assertion-idp-initiated', (id) => `ID="&#95;${id.slice(1)}"`],
]

const REPEATED: Omit<Attack, 'class'>[] = SPELLINGS.map(([name, base, attribute]) => ({
  name,
  base,
  what: 'An element in samlp:Extensions has the ID of the genuine assertion, in another spelling of ID.',
  policy: 'assertion',
  mutate: (xml) => extend(xml, `<evil:Claims xmlns:evil="urn:attacker" ${attribute(idOf(assertionTextOf(xml)))}/>`),
  expectFail: [REPEATED_ID],
}))

const PLACES: Omit<Attack, 'class'>[] = [
  {
    name: 'signature-with-the-id-of-the-assertion',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The signature of the Response, which no digest covers, takes the ID of the assertion.',
    mutate: (xml) => replace(xml, '<ds:Signature ', `<ds:Signature Id="${idOf(assertionTextOf(xml))}" `),
    expectFail: [REPEATED_ID],
  },
  {
    name: 'key-info-with-the-id-of-the-response',
    base: 'node-samlp/base-sp-redirect',
    what: 'KeyInfo, which no digest covers, takes the ID of the Response.',
    mutate: (xml) => replace(xml, '<KeyInfo', `<KeyInfo Id="${idOf(xml)}"`),
    expectFail: [REPEATED_ID],
  },
  {
    name: 'signature-value-with-the-id-of-the-assertion',
    base: 'salesforce/both',
    what: 'SignatureValue, which no digest covers, takes the ID of the assertion.',
    mutate: (xml) => replace(xml, '<ds:SignatureValue', `<ds:SignatureValue Id="${idOf(assertionTextOf(xml))}"`),
    expectFail: [REPEATED_ID],
  },
  {
    name: 'reference-with-the-id-of-the-assertion',
    base: 'simplesamlphp/base-sp-post',
    what: 'The reference of the Response takes the ID of the assertion.',
    mutate: (xml) => replace(xml, '<ds:Reference ', `<ds:Reference Id="${idOf(assertionTextOf(xml))}" `),
    expectFail: [REPEATED_ID, RESPONSE_INVALID],
  },
  {
    name: 'claim-with-the-id-of-the-assertion',
    base: 'entra/response',
    what: 'A claim holds an element with the ID of the Response, which the signature of the Response may then mean.',
    policy: 'response',
    mutate: (xml) => appendTo(xml, 'AttributeValue', `<evil xmlns="urn:attacker" ID="${idOf(xml)}"/>`),
    expectFail: [ENTRA_CLAIMS, REPEATED_ID, RESPONSE_INVALID],
  },
  {
    name: 'response-with-the-id-of-the-assertion-as-Id',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The Response has an attribute Id with the ID of the genuine assertion.',
    policy: 'assertion',
    mutate: (xml) => replace(xml, '<samlp:Response ', `<samlp:Response Id="${idOf(assertionTextOf(xml))}" `),
    expectFail: [REPEATED_ID, SCHEMA],
  },
  {
    name: 'response-with-the-id-of-the-assertion-as-xml-id',
    base: 'node-samlp/sign-assertion-sp-redirect',
    what: 'The Response has an xml:id with the ID of the genuine assertion.',
    policy: 'assertion',
    mutate: (xml) => replace(xml, '<samlp:Response ', `<samlp:Response xml:id="${idOf(assertionTextOf(xml))}" `),
    expectFail: [REPEATED_ID, SCHEMA],
  },
  {
    name: 'ids-swapped',
    base: 'salesforce/usual',
    what: 'Response and assertion change their IDs.',
    mutate: (xml) => {
      const [outer, inner] = [` ID="${idOf(xml)}"`, ` ID="${idOf(assertionTextOf(xml))}"`]
      return replace(replace(replace(xml, inner, ' ID=""'), outer, inner), ' ID=""', outer)
    },
    expectFail: [STRUCTURE],
  },
]

/** The first ID, that of the Response, and what the reference names. */
const withId = (xml: string, id: string, uri: string) =>
  replace(replace(xml, / ID="[^"]*"/, id), / URI="#[^"]*"/, ` URI="${uri}"`)

const FORMS: Omit<Attack, 'class'>[] = [
  {
    name: 'id-empty',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The ID of the Response is empty, and the reference a bare hash.',
    mutate: (xml) => withId(xml, ' ID=""', '#'),
    expectFail: [NOT_A_NAME, STRUCTURE],
  },
  {
    name: 'id-missing',
    base: 'node-samlp/base-sp-redirect',
    what: 'The Response has no ID, and its reference no URI: the whole document.',
    mutate: (xml) => withId(xml, '', ''),
    expectFail: [SCHEMA, STRUCTURE],
  },
  {
    name: 'id-of-the-assertion-missing',
    base: 'entra/assertion',
    what: 'The assertion has no ID, so that nothing can remember its use.',
    policy: 'assertion',
    mutate: (xml) => replace(xml, ` ID="${idOf(assertionTextOf(xml))}"`, ''),
    expectFail: [ENTRA_CLAIMS, SCHEMA, STRUCTURE],
  },
  {
    name: 'id-with-spaces-around',
    base: 'salesforce/both',
    what: 'Spaces stand around the ID of the Response: the schema ignores them, a lookup does not.',
    mutate: (xml) => withId(xml, ` ID=" ${idOf(xml)} "`, `#${idOf(xml)}`),
    expectFail: [NOT_A_NAME, STRUCTURE],
  },
  {
    name: 'id-with-a-tab-behind',
    base: 'simplesamlphp/base-sp-post',
    what: 'A tab, written as a reference so that it stays one, ends the ID of the Response.',
    mutate: (xml) => withId(xml, ` ID="${idOf(xml)}&#9;"`, `#${idOf(xml)}`),
    expectFail: [NOT_A_NAME, STRUCTURE],
  },
  {
    name: 'id-with-digit-first',
    base: 'node-samlp/base-sp-post',
    what: 'ID and reference of the Response are changed to one that begins with a digit.',
    mutate: (xml) => withId(xml, ` ID="0${idOf(xml)}"`, `#0${idOf(xml)}`),
    expectFail: [NOT_A_NAME, RESPONSE_INVALID],
  },
  {
    name: 'id-with-colon',
    base: 'salesforce/usual',
    what: 'ID and reference of the Response are changed to one with a colon, which reads as a prefix.',
    mutate: (xml) => withId(xml, ` ID="saml:${idOf(xml)}"`, `#saml:${idOf(xml)}`),
    expectFail: [NOT_A_NAME, RESPONSE_INVALID],
  },
  {
    name: 'id-in-another-normal-form',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A key that is trusted signed a reference that equals the ID only after Unicode normalisation.',
    resigned: true,
    mutate: (xml) => {
      const signed = resign(replace(xml, / ID="[^"]*"/, ' ID="_caf\u00e9"'))
      return resignInfo(signed, (info) => replace(info, '#_caf\u00e9', '#_cafe\u0301'))
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'id-that-looks-the-same',
    base: 'node-samlp/base-sp-redirect',
    what: 'A key that is trusted signed a reference whose letter only looks like the one in the ID.',
    resigned: true,
    mutate: (xml) => {
      const signed = resign(replace(xml, / ID="[^"]*"/, ' ID="_a"'))
      return resignInfo(signed, (info) => replace(info, '#_a', '#_\u0430'))
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'id-shared-in-object',
    base: 'simplesamlphp/user-bob-sp-redirect',
    what: 'A ds:Object in the signature has the ID of the Response, and the digest is that of the Object.',
    mutate: (xml) => {
      const signature = responseSignatureOf(xml)
      const object = `<ds:Object Id="${idOf(xml)}"/></ds:Signature>`
      return withBytes(replace(xml, signature, replace(signature, '</ds:Signature>', object)), 'DigestValue', (bytes) =>
        Buffer.alloc(bytes.length),
      )
    },
    expectFail: [REPEATED_ID, STRUCTURE],
  },
]

/** IDs that are there twice, not at all, or in a form that readers disagree on. */
export const IDENTIFIER: Attack[] = [...REPEATED, ...PLACES, ...FORMS].map((attack) => ({
  ...attack,
  class: 'identifier',
}))
