import {
  ASSERTION_UNSIGNED,
  type Attack,
  ENTRA_CLAIMS,
  REPEATED_ID,
  SCHEMA,
  SEVERAL_ASSERTIONS,
  STRUCTURE,
} from './attack.ts'
import {
  append,
  assertionOf,
  assertionSignatureOf,
  bareAssertionOf,
  bareEvilAssertionOf,
  bareResponseOf,
  detail,
  elementOf,
  evilResponseOf,
  extend,
  objectIn,
  prefixOf,
  promote,
  replace,
  responseOf,
  withEvilAssertion,
} from './edit.ts'

type Wrapping = Omit<Attack, 'class'>

const OVER_RESPONSE: Wrapping[] = [
  {
    name: 'xsw1-response-inside-its-signature',
    base: 'simplesamlphp/sign-response-sp-redirect',
    what: 'An evil Response carries the genuine signature, and the genuine Response hides inside that Signature.',
    policy: 'response',
    live: true,
    mutate: (xml) => evilResponseOf(xml, (signature) => append(signature, bareResponseOf(xml))),
    expectFail: [SCHEMA, STRUCTURE],
  },
  {
    name: 'xsw1-response-in-object',
    base: 'entra/response',
    what: 'As XSW1, with the genuine Response in a ds:Object, where the schema allows it.',
    policy: 'response',
    live: true,
    mutate: (xml) => evilResponseOf(xml, (signature) => objectIn(signature, bareResponseOf(xml))),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'xsw2-response-before-its-signature',
    base: 'salesforce/response',
    what: 'An evil Response holds the genuine one as a child, right before the detached genuine signature.',
    policy: 'response',
    live: true,
    mutate: (xml) => evilResponseOf(xml, (signature) => bareResponseOf(xml) + signature),
    expectFail: [SCHEMA, STRUCTURE],
  },
  {
    name: 'response-in-extensions',
    base: 'node-samlp/sign-response-sp-redirect',
    what: 'The genuine Response hides in samlp:Extensions of the evil one, which carries the genuine signature.',
    policy: 'response',
    live: true,
    mutate: (xml) => {
      return extend(evilResponseOf(xml), bareResponseOf(xml))
    },
    expectFail: [SCHEMA, STRUCTURE],
  },
  {
    name: 'response-in-status-detail',
    base: 'simplesamlphp/sign-response-idp-initiated',
    what: 'The genuine Response hides in samlp:StatusDetail of the evil one, which carries the genuine signature.',
    policy: 'response',
    live: true,
    mutate: (xml) => {
      return detail(evilResponseOf(xml), bareResponseOf(xml))
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'both-signatures-reused-around-object',
    base: 'node-samlp/base-sp-redirect',
    what: 'Response and assertion are evil, both carry genuine signatures, and the whole genuine message hides in a ds:Object.',
    live: true,
    mutate: (xml) => evilResponseOf(xml, (signature) => objectIn(signature, bareResponseOf(xml))),
    expectFail: [STRUCTURE],
  },
  {
    name: 'response-in-artifact-response',
    base: 'node-samlp/base-idp-initiated',
    what: 'The genuine Response travels inside a samlp:ArtifactResponse, beside an evil assertion.',
    live: true,
    mutate: (xml) =>
      `<samlp:ArtifactResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_evil" Version="2.0">${bareEvilAssertionOf(xml)}${responseOf(xml)}</samlp:ArtifactResponse>`,
    expectFail: ['document-is-saml-response'],
  },
]

const SIBLINGS: Wrapping[] = [
  {
    name: 'xsw3-evil-assertion-before-the-original',
    base: 'node-samlp/sign-assertion-sp-redirect',
    what: 'An unsigned evil assertion stands before the genuine signed one.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => replace(xml, assertionOf(xml), bareEvilAssertionOf(xml) + assertionOf(xml)),
    expectFail: [SEVERAL_ASSERTIONS, STRUCTURE],
  },
  {
    name: 'xsw3-evil-assertion-after-the-original',
    base: 'entra/assertion',
    what: 'An unsigned evil assertion stands after the genuine signed one.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => replace(xml, assertionOf(xml), assertionOf(xml) + bareEvilAssertionOf(xml)),
    expectFail: [SEVERAL_ASSERTIONS],
  },
  {
    name: 'xsw5-original-at-the-end',
    base: 'salesforce/assertion',
    what: 'The evil assertion carries the genuine signature, and the genuine assertion follows without it.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => append(withEvilAssertion(xml), bareAssertionOf(xml)),
    expectFail: [SEVERAL_ASSERTIONS, STRUCTURE],
  },
  {
    name: 'two-assertions-with-one-id',
    base: 'simplesamlphp/sign-assertion-idp-initiated',
    what: 'An unsigned evil assertion with the ID of the genuine one stands before it.',
    policy: 'assertion',
    mutate: (xml) => {
      const [id] = / ID="[^"]*"/.exec(assertionOf(xml)) ?? []
      const evil = replace(bareEvilAssertionOf(xml), ' ID="_evil-assertion"', id ?? '')
      return replace(xml, assertionOf(xml), evil + assertionOf(xml))
    },
    expectFail: [REPEATED_ID, SEVERAL_ASSERTIONS, STRUCTURE],
  },
]

const HIDDEN: Wrapping[] = [
  {
    name: 'xsw4-original-inside-the-evil-assertion',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The unsigned evil assertion holds the genuine signed one as its last child.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => replace(xml, assertionOf(xml), append(bareEvilAssertionOf(xml), assertionOf(xml))),
    expectFail: [ASSERTION_UNSIGNED, SCHEMA, STRUCTURE],
  },
  {
    name: 'xsw6-original-inside-the-signature',
    base: 'node-samlp/sign-assertion-sp-redirect',
    what: 'The evil assertion carries the genuine signature, and the genuine assertion hides inside that Signature.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => withEvilAssertion(xml, (signature) => append(signature, bareAssertionOf(xml))),
    expectFail: [SCHEMA, STRUCTURE],
  },
  {
    name: 'xsw7-evil-assertion-in-extensions',
    base: 'entra/assertion',
    what: 'An unsigned evil assertion stands in samlp:Extensions, before the genuine one in document order.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => extend(xml, bareEvilAssertionOf(xml)),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'xsw7-original-in-extensions',
    base: 'simplesamlphp/sign-assertion-idp-initiated',
    what: 'The genuine assertion hides in samlp:Extensions, and the evil one carries its signature.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => extend(withEvilAssertion(xml), bareAssertionOf(xml)),
    expectFail: [STRUCTURE],
  },
  {
    name: 'xsw8-original-in-object',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The genuine assertion hides in a ds:Object of its signature, which the evil assertion carries.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => withEvilAssertion(xml, (signature) => objectIn(signature, bareAssertionOf(xml))),
    expectFail: [STRUCTURE],
  },
  {
    name: 'xsw8-same-id',
    base: 'entra/assertion',
    what: 'As XSW8, but the evil assertion keeps the ID that the reference names.',
    policy: 'assertion',
    mutate: (xml) => {
      const signature = assertionSignatureOf(xml)
      const hiding = objectIn(signature, bareAssertionOf(xml))
      return replace(xml, assertionOf(xml), replace(promote(assertionOf(xml)), signature, hiding))
    },
    expectFail: [ENTRA_CLAIMS, REPEATED_ID, STRUCTURE],
  },
  {
    name: 'signed-original-in-advice',
    base: 'node-samlp/sign-assertion-idp-initiated',
    what: 'The unsigned evil assertion keeps the genuine signed one in its Advice, where SAML allows assertions.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => {
      const evil = bareEvilAssertionOf(xml)
      const advice = `<saml:Advice>${assertionOf(xml)}</saml:Advice>`
      return replace(
        xml,
        assertionOf(xml),
        replace(evil, elementOf(evil, 'Conditions'), elementOf(evil, 'Conditions') + advice),
      )
    },
    expectFail: [ASSERTION_UNSIGNED, STRUCTURE],
  },
  {
    name: 'original-in-advice',
    base: 'salesforce/assertion',
    what: 'The evil assertion carries the genuine signature and keeps the genuine assertion in its Advice.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => {
      const advice = `</saml:Conditions><saml:Advice>${bareAssertionOf(xml)}</saml:Advice>`
      return replace(withEvilAssertion(xml), '</saml:Conditions>', advice)
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'original-in-status-detail',
    base: 'entra/assertion',
    what: 'The genuine assertion hides in samlp:StatusDetail, and the evil one carries its signature.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => detail(withEvilAssertion(xml), bareAssertionOf(xml)),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'original-in-attribute-value',
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    what: 'The genuine assertion hides in an AttributeValue of the evil one, which carries its signature.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => {
      const hiding = `<saml:Attribute Name="photo"><saml:AttributeValue>${bareAssertionOf(xml)}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`
      return replace(withEvilAssertion(xml), '</saml:AttributeStatement>', hiding)
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'original-in-key-info',
    base: 'node-samlp/sign-assertion-idp-initiated',
    what: 'The genuine assertion hides in the KeyInfo of its signature, which the evil assertion carries.',
    policy: 'assertion',
    live: true,
    mutate: (xml) =>
      withEvilAssertion(xml, (signature) => {
        const keyInfo = elementOf(signature, `KeyInfo`)
        return replace(signature, keyInfo, append(keyInfo, bareAssertionOf(xml)))
      }),
    expectFail: [STRUCTURE],
  },
  {
    name: 'signature-moved-to-the-response',
    base: 'simplesamlphp/sign-assertion-idp-initiated',
    what: 'The signature of the assertion is moved up to the Response, where its reference still names the assertion.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => {
      const signature = assertionSignatureOf(xml)
      return replace(replace(xml, signature, ''), '<samlp:Status>', `${signature}<samlp:Status>`)
    },
    expectFail: [ASSERTION_UNSIGNED, STRUCTURE],
  },
  {
    name: 'signature-moved-into-an-attribute-value',
    base: 'entra/assertion',
    what: 'The signature of the assertion is moved down into a claim, where only a search for any Signature finds it.',
    policy: 'assertion',
    mutate: (xml) => {
      const signature = assertionSignatureOf(xml)
      const prefix = prefixOf(assertionOf(xml))
      const claim = `<${prefix}Attribute Name="photo"><${prefix}AttributeValue>${signature}</${prefix}AttributeValue></${prefix}Attribute></${prefix}AttributeStatement>`
      return replace(replace(xml, signature, ''), `</${prefix}AttributeStatement>`, claim)
    },
    expectFail: [ASSERTION_UNSIGNED, ENTRA_CLAIMS, STRUCTURE],
  },
]

/** Signature wrapping: the signature stays good, what is read is something else. */
export const WRAPPING: Attack[] = [...OVER_RESPONSE, ...SIBLINGS, ...HIDDEN].map((attack) => ({
  ...attack,
  class: 'wrapping',
}))
