import {
  append,
  assertionSignatureOf,
  assertionTextOf,
  elementOf,
  objectIn,
  promote,
  remove,
  rename,
  replace,
  responseOf,
  responseSignatureOf,
  withoutResponseSignature,
} from '../../../src/core/mutations/attacks/edit.ts'
import {
  ASSERTION_INVALID,
  REPEATED_ID,
  RESPONSE_INVALID,
  SCHEMA,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import { loadFixture, xmlOf } from '../fixtures.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { idOf, withBytes } from './edit-signature.ts'
import { known } from './known.ts'
import { digestOf, resign, resignInfo } from './resign.ts'

/** Makes the reference of the first signature name something else. */
function referTo(xml: string, write: (id: string) => string): string {
  const [uri = '', id = ''] = / URI="#([^"]*)"/.exec(xml) ?? []
  return replace(xml, uri, ` URI="${write(id)}"`)
}

const another = (base: string) => xmlOf(loadFixture(`responses/${base}`))

const URIS: [name: string, base: string, what: string, uri: (id: string) => string][] = [
  ['uri-without-hash', 'simplesamlphp/base-sp-redirect', 'is the ID alone, a relative path', (id) => id],
  ['uri-hash-alone', 'node-samlp/base-sp-redirect', 'is a bare hash, an ID of no characters', () => '#'],
  ['uri-relative', 'salesforce/both', 'is a file beside the message', (id) => `response.xml#${id}`],
  ['uri-of-a-file', 'simplesamlphp/base-sp-post', 'is a file of the verifier', () => 'file:///etc/passwd'],
  [
    'uri-absolute',
    'node-samlp/base-sp-post',
    'is a URL of the tenant with the ID as its fragment',
    (id) => `https://iam.twilio.com/v1/Accounts/AC0123456789abcdef0123456789abcdef/saml2#${id}`,
  ],
  ['uri-xpointer-root', 'salesforce/usual', 'is an XPointer to the whole document', () => '#xpointer(/)'],
  ['uri-element-scheme', 'simplesamlphp/sha512-sp-redirect', 'is an XPointer by position', () => '#element(/1)'],
  [
    'uri-with-quote',
    'node-samlp/user-bob-sp-redirect',
    'breaks out of the XPath of a verifier that pastes it in',
    (id) => `#x' or @ID='${id}`,
  ],
  ['uri-percent-encoded', 'salesforce/unsolicited', 'is the ID percent-encoded', (id) => `#%5F${id.slice(1)}`],
  ['uri-in-other-case', 'simplesamlphp/user-bob-sp-redirect', 'is the ID in capitals', (id) => `#${id.toUpperCase()}`],
  ['uri-with-space-before', 'node-samlp/user-carol-sp-redirect', 'begins with a space', (id) => ` #${id}`],
  ['uri-with-newline-behind', 'salesforce/comma', 'ends with a line feed', (id) => `#${id}&#10;`],
]

const OF_URI: Omit<Attack, 'class'>[] = URIS.map(([name, base, what, uri]) => ({
  name,
  base,
  what: `The reference of the Response ${what}, so that a lenient verifier picks other bytes than the reader.`,
  mutate: (xml) => referTo(xml, uri),
  expectFail: [STRUCTURE],
}))

const OTHERS: Omit<Attack, 'class'>[] = [
  {
    name: 'uri-empty-of-the-assertion',
    base: 'entra/assertion',
    what: 'The reference of the assertion is empty, so that the whole document would be hashed instead.',
    policy: 'assertion',
    mutate: (xml) => referTo(xml, () => ''),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'uri-xpointer-id-of-the-assertion',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The reference of the assertion is an XPointer instead of the bare ID.',
    policy: 'assertion',
    mutate: (xml) => referTo(xml, (id) => `#xpointer(id('${id}'))`),
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-of-the-response-names-the-assertion',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'A copy of the signature over the assertion stands in the Response, which so looks signed too.',
    mutate: (xml) => replace(xml, '<samlp:Status>', `${assertionSignatureOf(xml)}<samlp:Status>`),
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-of-the-assertion-names-the-response',
    base: 'node-samlp/sign-response-sp-redirect',
    what: 'A copy of the signature over the Response stands in the assertion, which so looks signed too.',
    mutate: (xml) => {
      const issuer = elementOf(assertionTextOf(xml), 'Issuer')
      return replace(
        xml,
        assertionTextOf(xml),
        replace(assertionTextOf(xml), issuer, issuer + responseSignatureOf(xml)),
      )
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'signatures-swapped',
    base: 'salesforce/both',
    what: 'The signatures of Response and assertion change places, and each names the other element.',
    mutate: (xml) => {
      const [outer, inner] = [responseSignatureOf(xml), assertionSignatureOf(xml)]
      return replace(replace(replace(xml, outer, '<swap/>'), inner, outer), '<swap/>', inner)
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'enveloping-signature',
    base: 'node-samlp/sign-response-sp-redirect',
    what: 'The genuine signature is the root and envelops the Response it names.',
    policy: 'response',
    live: true,
    mutate: (xml) => objectIn(responseSignatureOf(xml), withoutResponseSignature(responseOf(xml))),
    expectFail: ['document-is-saml-response'],
  },
  {
    name: 'signature-at-the-end',
    base: 'simplesamlphp/base-sp-post',
    what: 'The signature of the Response is moved to its end, where a reader by position misses it.',
    live: true,
    mutate: (xml) => append(withoutResponseSignature(responseOf(xml)), responseSignatureOf(xml)),
    expectFail: [SCHEMA],
  },
  {
    name: 'response-of-the-same-id-in-object',
    base: 'salesforce/response',
    what: 'The evil Response keeps the ID that the reference names, and the genuine one hides in a ds:Object.',
    policy: 'response',
    mutate: (xml) => {
      const signature = responseSignatureOf(xml)
      const hiding = objectIn(signature, withoutResponseSignature(responseOf(xml)))
      return replace(promote(responseOf(xml)), signature, hiding)
    },
    expectFail: [REPEATED_ID, STRUCTURE],
  },
  {
    name: 'signature-of-another-login',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The evil Response carries the genuine signature over the login of somebody else.',
    mutate: (xml) =>
      replace(
        promote(xml),
        responseSignatureOf(xml),
        responseSignatureOf(another('simplesamlphp/user-bob-sp-redirect')),
      ),
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-and-id-of-another-login',
    base: 'node-samlp/base-sp-redirect',
    what: 'The Response carries genuine signature and ID of the login of somebody else.',
    mutate: (xml) => {
      const other = another('node-samlp/user-bob-sp-redirect')
      return rename(replace(xml, responseSignatureOf(xml), responseSignatureOf(other)), idOf(other))
    },
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'signature-and-id-of-another-assertion',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The evil assertion carries genuine signature and ID of another one.',
    policy: 'assertion',
    mutate: (xml) => {
      const other = assertionTextOf(another('simplesamlphp/sign-assertion-idp-initiated'))
      const evil = replace(promote(assertionTextOf(xml)), assertionSignatureOf(xml), elementOf(other, 'Signature'))
      return replace(xml, assertionTextOf(xml), rename(evil, idOf(other)))
    },
    expectFail: [ASSERTION_INVALID],
  },
]

const VALUES: Omit<Attack, 'class'>[] = [
  known('element-in-digest-value', {
    name: 'digest-value-with-element',
    base: 'simplesamlphp/base-sp-redirect',
    expectFail: [STRUCTURE],
  }),
  known('digest-value-empty', {
    base: 'node-samlp/base-sp-redirect',
    expectFail: [STRUCTURE],
  }),
  {
    name: 'digest-value-truncated',
    base: 'salesforce/both',
    what: 'The DigestValue is cut to its first four bytes, in the hope that only they are compared.',
    mutate: (xml) => withBytes(xml, 'DigestValue', (bytes) => bytes.subarray(0, 4)),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'digest-value-with-space',
    base: 'entra/both',
    what: 'White space stands in the DigestValue, in the hope that SignedInfo is read before it is canonical.',
    mutate: (xml) => replace(xml, /(?<=DigestValue>)/, '\n  '),
    expectFail: [ENTRA_CLAIMS, RESPONSE_INVALID],
  },
  known('digest-value-of-nothing', {
    base: 'simplesamlphp/base-sp-post',
    expectFail: [ASSERTION_INVALID, RESPONSE_INVALID],
  }),
  {
    name: 'digest-value-of-nothing-signed',
    base: 'node-samlp/base-sp-post',
    what: 'A key that is trusted signed a SignedInfo with the digest of no bytes.',
    resigned: true,
    mutate: (xml) => resignInfo(resign(xml), (info) => replace(info, /(?<=DigestValue>)[^<]*/, digestOf(''))),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'digest-value-of-the-text-as-sent-signed',
    base: 'salesforce/both',
    what: 'A key that is trusted signed the digest of the text as sent, in a form that is not canonical.',
    resigned: true,
    mutate: (xml) => {
      const signed = resign(xml)
      const text = withoutResponseSignature(responseOf(signed))
      return resignInfo(signed, (info) => replace(info, /(?<=DigestValue>)[^<]*/, digestOf(text)))
    },
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'signature-value-truncated',
    base: 'entra/assertion',
    what: 'The SignatureValue of the assertion is cut in half.',
    policy: 'assertion',
    mutate: (xml) => withBytes(xml, 'SignatureValue', (bytes) => bytes.subarray(0, 128)),
    expectFail: [ASSERTION_INVALID, ENTRA_CLAIMS],
  },
  {
    name: 'signature-value-zero',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The SignatureValue is the number zero, whose power is zero with every key.',
    mutate: (xml) => withBytes(promote(xml), 'SignatureValue', (bytes) => Buffer.alloc(bytes.length)),
    expectFail: [ASSERTION_INVALID, RESPONSE_INVALID],
  },
  {
    name: 'signature-value-with-leading-zeros',
    base: 'node-samlp/base-sp-redirect',
    what: 'The genuine SignatureValue gets leading zeros: the same number in another length.',
    mutate: (xml) => withBytes(xml, 'SignatureValue', (bytes) => Buffer.concat([Buffer.alloc(8), bytes])),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'signature-value-with-appended-bytes',
    base: 'salesforce/usual',
    what: 'Bytes follow the genuine SignatureValue, in the hope that the rest is not looked at.',
    mutate: (xml) => withBytes(xml, 'SignatureValue', (bytes) => Buffer.concat([bytes, Buffer.alloc(8)])),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'signature-value-in-the-url-alphabet',
    base: 'simplesamlphp/user-carol-sp-redirect',
    what: 'The SignatureValue is written in the URL alphabet of base64, to differ from the message as remembered.',
    mutate: (xml) => {
      const value = elementOf(xml, 'SignatureValue')
      return replace(xml, value, value.replace(/\+/g, '-').replace(/\/(?!ds:)/g, '_'))
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-value-with-trailing-bits',
    base: 'node-samlp/user-carol-sp-redirect',
    what: 'The last letter of the SignatureValue has bits that decoding drops: the same bytes, another message.',
    mutate: (xml) => replace(xml, /[AQgw](?===<\/SignatureValue>)/, 'B'),
    expectFail: [STRUCTURE],
  },
]

const SIGNED_INFOS: Omit<Attack, 'class'>[] = [
  {
    name: 'type-of-a-manifest',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'The reference calls itself one to a Manifest, in the hope that its digest is left to the application.',
    mutate: (xml) => replace(xml, / URI="#/, ' Type="http://www.w3.org/2000/09/xmldsig#Manifest" URI="#'),
    expectFail: [RESPONSE_INVALID],
  },
  {
    name: 'reference-repeated',
    base: 'node-samlp/base-idp-initiated',
    what: 'The genuine reference stands in SignedInfo twice.',
    mutate: (xml) => replace(xml, elementOf(xml, 'Reference'), elementOf(xml, 'Reference').repeat(2)),
    expectFail: [STRUCTURE],
  },
  {
    name: 'reference-outside-signed-info',
    base: 'salesforce/unsolicited',
    what: 'The reference is moved out of SignedInfo, where nobody signed it.',
    mutate: (xml) => {
      const reference = elementOf(xml, 'Reference')
      return replace(remove(promote(xml), reference), '<ds:SignatureValue>', `${reference}<ds:SignatureValue>`)
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'signed-info-in-another-namespace',
    base: 'entra/usual',
    what: 'A SignedInfo in the namespace of the attacker stands before the genuine one.',
    mutate: (xml) => {
      const genuine = elementOf(xml, 'SignedInfo')
      return replace(promote(xml), genuine, genuine.replace('>', ' xmlns="urn:attacker">') + genuine)
    },
    expectFail: [ENTRA_CLAIMS, SCHEMA, STRUCTURE],
  },
  {
    name: 'signed-info-reordered',
    base: 'simplesamlphp/user-bob-idp-initiated',
    what: 'The SignatureMethod stands behind the reference, for readers that go by position.',
    mutate: (xml) => {
      const [method = ''] = /<ds:SignatureMethod [^>]*>/.exec(xml) ?? []
      return replace(remove(xml, method), '</ds:SignedInfo>', `${method}</ds:SignedInfo>`)
    },
    expectFail: [RESPONSE_INVALID, SCHEMA],
  },
  {
    name: 'references-signed',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A key that is trusted signed two references, to the Response and to its assertion.',
    resigned: true,
    mutate: (xml) =>
      resignInfo(resign(xml), (info) => {
        const reference = elementOf(info, 'Reference')
        return replace(info, reference, reference + replace(reference, /#[^"]*/, `#${idOf(assertionTextOf(xml))}`))
      }),
    expectFail: [STRUCTURE],
  },
  {
    name: 'reference-to-an-object-signed',
    base: 'node-samlp/base-sp-redirect',
    what: 'A key that is trusted signed a ds:Object inside the signature of the Response, and not the Response.',
    resigned: true,
    mutate: (xml) => {
      const signed = resignInfo(resign(xml), (info) => replace(info, /(?<=URI=")[^"]*/, '#_object'))
      const signature = responseSignatureOf(signed)
      return replace(promote(signed), signature, append(signature, '<ds:Object Id="_object">text</ds:Object>'))
    },
    expectFail: [STRUCTURE],
  },
]

/** References and values of a signature that say something else than the signer did. */
export const REFERENCE: Attack[] = [...OF_URI, ...OTHERS, ...VALUES, ...SIGNED_INFOS].map((attack) => ({
  ...attack,
  class: 'reference',
}))
