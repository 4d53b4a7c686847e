import {
  append,
  assertionSignatureOf,
  assertionTextOf,
  bareAssertionOf,
  bareEvilAssertionOf,
  bareResponseOf,
  detail,
  elementOf,
  evilResponseOf,
  extend,
  objectIn,
  promote,
  remove,
  rename,
  replace,
  responseOf,
  responseSignatureOf,
  withEvilAssertion,
  withoutResponseSignature,
} from '../../../src/core/mutations/attacks/edit.ts'
import {
  ASSERTION_UNSIGNED,
  RESPONSE_UNSIGNED,
  SCHEMA,
  SEVERAL_ASSERTIONS,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { appendTo } from './edit-signature.ts'

type Wrapping = Omit<Attack, 'class'>

/** The whole message evil, with the signatures that were there. */
const promoted = (xml: string) =>
  replace(responseOf(xml), assertionTextOf(xml), rename(promote(assertionTextOf(xml)), '_evil-assertion'))

const WRAP = '<w:wrap xmlns:w="urn:attacker">'
const wrapped = (content: string) => `${WRAP}${content}</w:wrap>`
const advice = (xml: string, content: string) => {
  const conditions = elementOf(xml, 'Conditions')
  return replace(xml, conditions, `${conditions}<saml:Advice>${content}</saml:Advice>`)
}
const SECOND_CONFIRMATION = (content: string) =>
  `<saml:SubjectConfirmation Method="urn:attacker"><saml:SubjectConfirmationData>${content}</saml:SubjectConfirmationData></saml:SubjectConfirmation>`
const confirm = (xml: string, content: string) => appendTo(xml, 'Subject', SECOND_CONFIRMATION(content))
const declareContext = (xml: string, content: string) =>
  replace(
    xml,
    '</saml:AuthnContextClassRef>',
    `</saml:AuthnContextClassRef><saml:AuthnContextDecl>${content}</saml:AuthnContextDecl>`,
  )
const claim = (xml: string, content: string) =>
  appendTo(
    xml,
    'AttributeStatement',
    `<saml:Attribute Name="photo"><saml:AttributeValue>${content}</saml:AttributeValue></saml:Attribute>`,
  )

type Hide = (xml: string, content: string) => string

/** Places where the schema allows any element. */
const PLACES: [place: string, hide: Hide][] = [
  ['subject-confirmation-data', confirm],
  ['authentication-context', declareContext],
  ['foreign-element-in-advice', (xml, content) => advice(xml, wrapped(content))],
  ['foreign-element-in-a-claim', (xml, content) => claim(xml, wrapped(content))],
  ['foreign-element-in-extensions', (xml, content) => extend(xml, wrapped(content))],
  ['foreign-element-in-status-detail', (xml, content) => detail(xml, wrapped(content))],
  ['x509-data', (xml, content) => appendTo(xml, 'X509Data', content)],
  [
    'signature-property',
    (xml, content) => {
      const signature = elementOf(xml, 'Signature')
      const property = `<SignatureProperties xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureProperty Target="#x">${content}</SignatureProperty></SignatureProperties>`
      return replace(xml, signature, objectIn(signature, property))
    },
  ],
]

const ASSERTION_BASES = [
  'simplesamlphp/sign-assertion-sp-redirect',
  'node-samlp/sign-assertion-sp-redirect',
  'simplesamlphp/sign-assertion-idp-initiated',
] as const
const RESPONSE_BASES = [
  'node-samlp/sign-response-sp-redirect',
  'simplesamlphp/sign-response-sp-redirect',
  'node-samlp/sign-response-idp-initiated',
] as const

const pick = (bases: readonly string[], index: number) => bases[index % bases.length] ?? ''

const OF_ASSERTION: Wrapping[] = PLACES.map(([place, hide], index) => ({
  name: `assertion-in-${place}`,
  base: pick(ASSERTION_BASES, index),
  what: 'The genuine assertion hides where the schema allows anything, and the evil one carries its signature.',
  policy: 'assertion',
  live: true,
  mutate: (xml) => hide(withEvilAssertion(xml), bareAssertionOf(xml)),
  expectFail: [STRUCTURE],
}))

const OF_RESPONSE: Wrapping[] = PLACES.map(([place, hide], index) => ({
  name: `response-in-${place}`,
  base: pick(RESPONSE_BASES, index),
  what: 'The genuine Response hides where the schema allows anything, and the evil one carries its signature.',
  policy: 'response',
  live: true,
  mutate: (xml) => hide(evilResponseOf(xml), bareResponseOf(xml)),
  expectFail: [STRUCTURE],
}))

/** Places for a whole genuine message, signature included, inside an unsigned evil one. */
const WHOLE: [place: string, hide: Hide, more: string[]][] = [
  ['advice', advice, []],
  ['a-claim', claim, []],
  ['status-detail', detail, []],
  ['extensions', extend, [SCHEMA]],
]

const OF_MESSAGE: Wrapping[] = WHOLE.map(([place, hide, more], index) => ({
  name: `message-in-${place}`,
  base: pick(RESPONSE_BASES, index),
  what: 'The whole genuine message, signature included, hides in an unsigned evil one; either signature would do.',
  policy: 'either',
  live: true,
  mutate: (xml) => {
    const evil = rename(withoutResponseSignature(promoted(xml)), '_evil-response')
    return hide(evil, responseOf(xml))
  },
  expectFail: [RESPONSE_UNSIGNED, STRUCTURE, ...more],
}))

const IN_UNCOVERED: Wrapping[] = [
  {
    name: 'evil-assertion-in-object',
    base: 'node-samlp/base-sp-redirect',
    what: 'Nothing that is signed changes: the evil assertion stands in a ds:Object of the signature, before the genuine one.',
    live: true,
    mutate: (xml) =>
      replace(xml, responseSignatureOf(xml), objectIn(responseSignatureOf(xml), bareEvilAssertionOf(xml))),
    expectFail: [STRUCTURE],
  },
  {
    name: 'evil-assertion-in-key-info',
    base: 'salesforce/both',
    what: 'Nothing that is signed changes: the evil assertion stands in KeyInfo, before the genuine one.',
    live: true,
    mutate: (xml) => appendTo(xml, 'KeyInfo', bareEvilAssertionOf(xml)),
    expectFail: [STRUCTURE],
  },
  {
    name: 'evil-assertion-in-x509-data',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'Nothing that is signed changes: the evil assertion stands in X509Data, before the genuine one.',
    live: true,
    mutate: (xml) => appendTo(xml, 'X509Data', bareEvilAssertionOf(xml)),
    expectFail: [STRUCTURE],
  },
  {
    name: 'evil-response-in-object',
    base: 'simplesamlphp/sign-response-sp-redirect',
    what: 'Nothing that is signed changes: a whole evil Response stands in a ds:Object of the signature.',
    policy: 'response',
    live: true,
    mutate: (xml) => {
      const evil = rename(withoutResponseSignature(promoted(xml)), '_evil-response')
      return replace(xml, responseSignatureOf(xml), objectIn(responseSignatureOf(xml), evil))
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'evil-assertion-in-object-of-the-assertion',
    base: 'entra/assertion',
    what: 'Nothing that is signed changes: the evil assertion stands in a ds:Object inside the genuine one.',
    policy: 'either',
    live: true,
    mutate: (xml) =>
      replace(xml, assertionSignatureOf(xml), objectIn(assertionSignatureOf(xml), bareEvilAssertionOf(xml))),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'evil-assertion-in-front-under-policy-either',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'An unsigned evil assertion stands before the genuine signed one, and either signature would do.',
    policy: 'either',
    live: true,
    mutate: (xml) => replace(xml, assertionTextOf(xml), bareEvilAssertionOf(xml) + assertionTextOf(xml)),
    expectFail: [RESPONSE_UNSIGNED, SEVERAL_ASSERTIONS, STRUCTURE],
  },
]

const MOVED: Wrapping[] = [
  {
    name: 'signature-in-subject-confirmation-data',
    base: 'node-samlp/sign-assertion-sp-redirect',
    what: 'The signature is moved into the confirmation: the bytes without it stay the same, its parent is another.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => {
      const signature = assertionSignatureOf(xml)
      const [data = ''] = /<saml:SubjectConfirmationData [^>]*\/>/.exec(xml) ?? []
      const holding = `${data.slice(0, -2)}>${signature}</saml:SubjectConfirmationData>`
      return replace(remove(xml, signature), data, holding)
    },
    expectFail: [ASSERTION_UNSIGNED, STRUCTURE],
  },
  {
    name: 'signature-in-a-claim',
    base: 'entra/assertion',
    what: 'The signature is moved into the value of a claim: the bytes without it stay the same.',
    policy: 'assertion',
    live: true,
    mutate: (xml) =>
      replace(remove(xml, assertionSignatureOf(xml)), '>Lisbon<', `>Lisbon${assertionSignatureOf(xml)}<`),
    expectFail: [ASSERTION_UNSIGNED, ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'signature-in-the-subject',
    base: 'simplesamlphp/sign-assertion-idp-initiated',
    what: 'The signature is moved to the end of the Subject.',
    policy: 'either',
    live: true,
    mutate: (xml) =>
      replace(remove(xml, assertionSignatureOf(xml)), '</saml:Subject>', `${assertionSignatureOf(xml)}</saml:Subject>`),
    expectFail: [RESPONSE_UNSIGNED, STRUCTURE],
  },
  {
    name: 'signature-of-the-response-in-the-assertion',
    base: 'salesforce/both',
    what: 'The signature of the Response is moved into the confirmation of the genuine assertion.',
    live: true,
    mutate: (xml) => {
      const signature = responseSignatureOf(xml)
      const [data = ''] = /<saml:SubjectConfirmationData [^>]*\/>/.exec(xml) ?? []
      return replace(remove(xml, signature), data, `${data.slice(0, -2)}>${signature}</saml:SubjectConfirmationData>`)
    },
    expectFail: [RESPONSE_UNSIGNED, STRUCTURE],
  },
  {
    name: 'assertion-in-encrypted-assertion',
    base: 'node-samlp/sign-assertion-idp-initiated',
    what: 'The genuine signed assertion stands in an EncryptedAssertion, beside an unsigned evil one.',
    policy: 'assertion',
    live: true,
    mutate: (xml) =>
      replace(
        xml,
        assertionTextOf(xml),
        `${bareEvilAssertionOf(xml)}<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${assertionTextOf(xml)}</saml:EncryptedAssertion>`,
      ),
    expectFail: [SEVERAL_ASSERTIONS, SCHEMA, STRUCTURE],
  },
  {
    name: 'assertion-in-a-condition',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The genuine assertion hides in a Condition of the evil one, which carries its signature.',
    policy: 'assertion',
    live: true,
    mutate: (xml) =>
      appendTo(withEvilAssertion(xml), 'Conditions', `<saml:Condition>${bareAssertionOf(xml)}</saml:Condition>`),
    expectFail: [SCHEMA, STRUCTURE],
  },
  {
    name: 'assertion-behind-the-evil-response',
    base: 'salesforce/assertion',
    what: 'The genuine signed assertion is a child of a second Response inside the first.',
    policy: 'either',
    live: true,
    mutate: (xml) => {
      const inner = rename(responseOf(xml), '_inner')
      const outer = rename(replace(responseOf(xml), assertionTextOf(xml), bareEvilAssertionOf(xml)), '_evil-response')
      return append(outer, inner)
    },
    expectFail: [RESPONSE_UNSIGNED, SCHEMA, STRUCTURE],
  },
]

/** Signature wrapping at every place where the schemas allow other elements. */
export const WRAPPING_PLACES: Attack[] = [
  ...OF_ASSERTION,
  ...OF_RESPONSE,
  ...OF_MESSAGE,
  ...IN_UNCOVERED,
  ...MOVED,
].map((attack) => ({ ...attack, class: 'wrapping' }))
