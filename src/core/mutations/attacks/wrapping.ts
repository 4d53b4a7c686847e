import { type Mutation, signsBoth } from '../mutation.ts'
import {
  append,
  assertionSignatureOf,
  assertionTextOf,
  bareAssertionOf,
  bareEvilAssertionOf,
  bareResponseOf,
  detail,
  evilResponseOf,
  extend,
  objectIn,
  prefixOf,
  remove,
  rename,
  replace,
  responseSignatureOf,
  withEvilAssertion,
} from './edit.ts'
import { ASSERTION_UNSIGNED, REPEATED_ID, RESPONSE_INVALID, SCHEMA, SEVERAL_ASSERTIONS, STRUCTURE } from './findings.ts'

const idOf = (element: string) => / ID="([^"]*)"/.exec(element)?.[1] ?? ''

/** The genuine Response is hidden, and an evil one carries its signature. */
const OF_RESPONSES: Mutation[] = [
  {
    name: 'xsw1-response-inside-its-signature',
    title: 'An evil Response carries the genuine signature, and the genuine Response hides inside that Signature.',
    raises: [STRUCTURE, SCHEMA],
    forge: (xml) => evilResponseOf(xml, (signature) => append(signature, bareResponseOf(xml))),
  },
  {
    name: 'xsw1-response-in-object',
    title: 'As XSW1, with the genuine Response in a ds:Object, where the schema allows it.',
    raises: [STRUCTURE],
    forge: (xml) => evilResponseOf(xml, (signature) => objectIn(signature, bareResponseOf(xml))),
  },
  {
    name: 'xsw2-response-before-its-signature',
    title: 'An evil Response holds the genuine one as a child, immediately before the detached genuine signature.',
    raises: [STRUCTURE, SCHEMA],
    forge: (xml) => evilResponseOf(xml, (signature) => bareResponseOf(xml) + signature),
  },
  {
    name: 'response-in-status-detail',
    title: 'The genuine Response hides in samlp:StatusDetail of the evil one, which carries the genuine signature.',
    raises: [STRUCTURE],
    forge: (xml) => detail(evilResponseOf(xml), bareResponseOf(xml)),
  },
]

const OF_ASSERTIONS: Mutation[] = [
  {
    name: 'xsw3-evil-assertion-after-the-original',
    title: 'An unsigned evil assertion follows the genuine signed one.',
    raises: [SEVERAL_ASSERTIONS, RESPONSE_INVALID],
    forge: (xml) => replace(xml, assertionTextOf(xml), assertionTextOf(xml) + bareEvilAssertionOf(xml)),
  },
  {
    name: 'xsw4-original-inside-the-evil-assertion',
    title: 'The unsigned evil assertion holds the genuine signed one as its last child.',
    raises: [STRUCTURE, ASSERTION_UNSIGNED, SCHEMA],
    forge: (xml) => replace(xml, assertionTextOf(xml), append(bareEvilAssertionOf(xml), assertionTextOf(xml))),
  },
  {
    name: 'xsw5-original-at-the-end',
    title: 'The evil assertion carries the genuine signature, and the genuine assertion follows without it.',
    raises: [SEVERAL_ASSERTIONS, STRUCTURE],
    forge: (xml) => append(withEvilAssertion(xml), bareAssertionOf(xml)),
  },
  {
    name: 'xsw6-original-inside-the-signature',
    title: 'The evil assertion carries the genuine signature, and the genuine assertion hides inside that Signature.',
    raises: [STRUCTURE, SCHEMA],
    forge: (xml) => withEvilAssertion(xml, (signature) => append(signature, bareAssertionOf(xml))),
  },
  {
    name: 'xsw7-evil-assertion-in-extensions',
    title: 'An unsigned evil assertion is in samlp:Extensions, before the genuine one in document order.',
    raises: [STRUCTURE],
    forge: (xml) => extend(xml, bareEvilAssertionOf(xml)),
  },
  {
    name: 'xsw7-original-in-extensions',
    title: 'The genuine assertion hides in samlp:Extensions, and the evil one carries its signature.',
    raises: [STRUCTURE],
    forge: (xml) => extend(withEvilAssertion(xml), bareAssertionOf(xml)),
  },
  {
    name: 'xsw8-original-in-object',
    title: 'The genuine assertion hides in a ds:Object of its signature, which the evil assertion carries.',
    raises: [STRUCTURE],
    forge: (xml) => withEvilAssertion(xml, (signature) => objectIn(signature, bareAssertionOf(xml))),
  },
  {
    name: 'xsw8-same-id',
    title: 'As XSW8, but the evil assertion keeps the ID that the reference names.',
    raises: [STRUCTURE, REPEATED_ID],
    forge: (xml) => {
      const wrapped = withEvilAssertion(xml, (signature) => objectIn(signature, bareAssertionOf(xml)))
      return replace(wrapped, ' ID="_evil-assertion"', ` ID="${idOf(assertionTextOf(xml))}"`)
    },
  },
  {
    name: 'two-assertions-with-one-id',
    title: 'An unsigned evil assertion with the ID of the genuine one comes before it.',
    raises: [SEVERAL_ASSERTIONS, REPEATED_ID, STRUCTURE],
    forge: (xml) => {
      const assertion = assertionTextOf(xml)
      return replace(xml, assertion, rename(bareEvilAssertionOf(xml), idOf(assertion)) + assertion)
    },
  },
  {
    name: 'original-in-advice',
    title: 'The evil assertion carries the genuine signature and keeps the genuine assertion in its Advice.',
    raises: [STRUCTURE],
    forge: (xml) => {
      const prefix = prefixOf(assertionTextOf(xml))
      const advice = `<${prefix}Advice>${bareAssertionOf(xml)}</${prefix}Advice>`
      return replace(withEvilAssertion(xml), `</${prefix}Conditions>`, `</${prefix}Conditions>${advice}`)
    },
  },
  {
    name: 'signature-moved-to-the-response',
    title: 'The signature of the assertion is moved up to the Response, where its reference still names the assertion.',
    raises: [STRUCTURE, ASSERTION_UNSIGNED],
    forge: (xml) => {
      const signature = assertionSignatureOf(xml)
      return replace(remove(xml, signature), responseSignatureOf(xml), signature)
    },
  },
]

/** The signed content hides where it is not read, and the content that is read was never signed. */
export const WRAPPING: readonly Mutation[] = [
  ...OF_RESPONSES,
  ...OF_ASSERTIONS.map((attack) => ({ ...attack, unfit: signsBoth })),
]
