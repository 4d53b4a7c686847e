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
  prefixOf,
  replace,
  responseOf,
  withEvilAssertion,
} from '../../../src/core/mutations/attacks/edit.ts'
import {
  ASSERTION_UNSIGNED,
  REPEATED_ID,
  SCHEMA,
  SEVERAL_ASSERTIONS,
  STRUCTURE,
} from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { known } from './known.ts'

type Wrapping = Omit<Attack, 'class'>

const OVER_RESPONSE: Wrapping[] = [
  known('xsw1-response-inside-its-signature', {
    base: 'simplesamlphp/sign-response-sp-redirect',
    policy: 'response',
    live: true,
    expectFail: [SCHEMA, STRUCTURE],
  }),
  known('xsw1-response-in-object', {
    base: 'entra/response',
    policy: 'response',
    live: true,
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  }),
  known('xsw2-response-before-its-signature', {
    base: 'salesforce/response',
    policy: 'response',
    live: true,
    expectFail: [SCHEMA, STRUCTURE],
  }),
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
  known('response-in-status-detail', {
    base: 'simplesamlphp/sign-response-idp-initiated',
    policy: 'response',
    live: true,
    expectFail: [STRUCTURE],
  }),
  known('xsw1-response-in-object', {
    name: 'both-signatures-reused-around-object',
    base: 'node-samlp/base-sp-redirect',
    what: 'Response and assertion are evil, both carry genuine signatures, and the whole genuine message hides in a ds:Object.',
    live: true,
    expectFail: [STRUCTURE],
  }),
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
    mutate: (xml) => replace(xml, assertionTextOf(xml), bareEvilAssertionOf(xml) + assertionTextOf(xml)),
    expectFail: [SEVERAL_ASSERTIONS, STRUCTURE],
  },
  known('xsw3-evil-assertion-after-the-original', {
    base: 'entra/assertion',
    policy: 'assertion',
    live: true,
    expectFail: [SEVERAL_ASSERTIONS],
  }),
  known('xsw5-original-at-the-end', {
    base: 'salesforce/assertion',
    policy: 'assertion',
    live: true,
    expectFail: [SEVERAL_ASSERTIONS, STRUCTURE],
  }),
  known('two-assertions-with-one-id', {
    base: 'simplesamlphp/sign-assertion-idp-initiated',
    policy: 'assertion',
    expectFail: [REPEATED_ID, SEVERAL_ASSERTIONS, STRUCTURE],
  }),
]

const HIDDEN: Wrapping[] = [
  known('xsw4-original-inside-the-evil-assertion', {
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    policy: 'assertion',
    live: true,
    expectFail: [ASSERTION_UNSIGNED, SCHEMA, STRUCTURE],
  }),
  known('xsw6-original-inside-the-signature', {
    base: 'node-samlp/sign-assertion-sp-redirect',
    policy: 'assertion',
    live: true,
    expectFail: [SCHEMA, STRUCTURE],
  }),
  known('xsw7-evil-assertion-in-extensions', {
    base: 'entra/assertion',
    policy: 'assertion',
    live: true,
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  }),
  known('xsw7-original-in-extensions', {
    base: 'simplesamlphp/sign-assertion-idp-initiated',
    policy: 'assertion',
    live: true,
    expectFail: [STRUCTURE],
  }),
  known('xsw8-original-in-object', {
    base: 'simplesamlphp/sign-assertion-sp-redirect',
    policy: 'assertion',
    live: true,
    expectFail: [STRUCTURE],
  }),
  known('xsw8-same-id', {
    base: 'entra/assertion',
    policy: 'assertion',
    expectFail: [ENTRA_CLAIMS, REPEATED_ID, STRUCTURE],
  }),
  {
    name: 'signed-original-in-advice',
    base: 'node-samlp/sign-assertion-idp-initiated',
    what: 'The unsigned evil assertion keeps the genuine signed one in its Advice, where SAML allows assertions.',
    policy: 'assertion',
    live: true,
    mutate: (xml) => {
      const evil = bareEvilAssertionOf(xml)
      const advice = `<saml:Advice>${assertionTextOf(xml)}</saml:Advice>`
      return replace(
        xml,
        assertionTextOf(xml),
        replace(evil, elementOf(evil, 'Conditions'), elementOf(evil, 'Conditions') + advice),
      )
    },
    expectFail: [ASSERTION_UNSIGNED, STRUCTURE],
  },
  known('original-in-advice', {
    base: 'salesforce/assertion',
    policy: 'assertion',
    live: true,
    expectFail: [STRUCTURE],
  }),
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
      const prefix = prefixOf(assertionTextOf(xml))
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
