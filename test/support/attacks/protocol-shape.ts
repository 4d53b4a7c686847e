import {
  assertionTextOf,
  bareAssertionOf,
  elementOf,
  extend,
  rename,
  replace,
  responseOf,
} from '../../../src/core/mutations/attacks/edit.ts'
import { SCHEMA, SEVERAL_ASSERTIONS, STRUCTURE } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, NOT_A_RESPONSE, STATUS } from './attack.ts'
import { setText } from './edit.ts'
import { signAnew } from './forge.ts'

type Shape = Omit<Attack, 'class' | 'resigned'>

const ENCRYPTED_ASSERTION =
  '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>'

/** Replaces the assertion and signs the Response alone. */
const instead = (xml: string, content: (assertion: string) => string) =>
  signAnew(replace(xml, assertionTextOf(xml), content(assertionTextOf(xml))), ['Response'])

/** Another user, whom the same IdP vouches for. */
const second = (xml: string) => rename(setText(bareAssertionOf(xml), 'NameID', 'bob@example.com'), '_second-assertion')

const ASSERTIONS: Shape[] = [
  {
    name: 'no-assertion',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'The IdP reports success and sends no assertion, hoping for a login without a user.',
    mutate: (xml) => instead(xml, () => ''),
    expectFail: ['one-assertion'],
  },
  {
    name: 'no-assertion-after-failure',
    base: 'node-samlp/enhanced-sp-redirect',
    what: 'The IdP refused and sends nothing, hoping that a signed Response is enough.',
    mutate: (xml) => instead(replace(xml, 'status:Success', 'status:Responder'), () => ''),
    expectFail: [STATUS],
  },
  {
    name: 'two-assertions',
    base: 'node-samlp/base-sp-redirect',
    what: 'Two users arrive in one signed Response, and which of them is signed in is anybody’s guess.',
    mutate: (xml) => signAnew(replace(xml, assertionTextOf(xml), assertionTextOf(xml) + second(xml))),
    expectFail: [SEVERAL_ASSERTIONS],
  },
  {
    name: 'two-signed-assertions',
    base: 'salesforce/enhanced',
    what: 'As two-assertions, and each of them has a signature of its own.',
    mutate: (xml) => {
      const other = signAnew(replace(xml, assertionTextOf(xml), rename(assertionTextOf(xml), '_second-assertion')), [
        'Assertion',
      ])
      const one = signAnew(xml, ['Assertion'])
      return signAnew(replace(one, assertionTextOf(one), assertionTextOf(one) + assertionTextOf(other)), ['Response'])
    },
    expectFail: [SEVERAL_ASSERTIONS, STRUCTURE],
  },
  {
    name: 'assertion-in-extensions',
    base: 'simplesamlphp/base-sp-post',
    what: 'The only assertion stands in samlp:Extensions, hoping that it is searched for.',
    mutate: (xml) => {
      const signed = signAnew(xml, ['Assertion'])
      return signAnew(extend(replace(signed, assertionTextOf(signed), ''), assertionTextOf(signed)), ['Response'])
    },
    expectFail: ['one-assertion', STRUCTURE],
  },
  {
    name: 'assertion-in-another-element',
    base: 'node-samlp/enhanced-sp-post',
    what: 'The only assertion stands one level too deep, hoping that it is searched for.',
    mutate: (xml) => instead(xml, () => `<Assertions xmlns="urn:attacker">${bareAssertionOf(xml)}</Assertions>`),
    expectFail: ['one-assertion', SCHEMA, STRUCTURE],
  },
  {
    name: 'assertion-of-saml-1',
    base: 'node-samlp/base-sp-post',
    what: 'The assertion is one of SAML 1.1, whose rules are others.',
    mutate: (xml) =>
      instead(
        xml,
        () =>
          '<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion" MajorVersion="1" MinorVersion="1" AssertionID="_a" Issuer="http://127.0.0.1:18104/metadata" IssueInstant="2026-11-22T10:46:15Z"/>',
      ),
    expectFail: ['one-assertion', SCHEMA],
  },
  {
    name: 'encrypted-assertion-beside-plain-one',
    base: 'salesforce/usual',
    what: 'An encrypted assertion stands beside the plain one, hoping that another reader takes that one.',
    mutate: (xml) => signAnew(replace(xml, assertionTextOf(xml), assertionTextOf(xml) + ENCRYPTED_ASSERTION)),
    expectFail: [SEVERAL_ASSERTIONS],
  },
  {
    name: 'encrypted-assertion',
    base: 'salesforce/enhanced',
    what: 'The assertion is encrypted, hoping that the signature around it is enough.',
    mutate: (xml) => instead(xml, () => ENCRYPTED_ASSERTION),
    expectFail: ['assertion-not-encrypted'],
  },
]

const SAMLP = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
const HEAD = 'ID="_message" Version="2.0" IssueInstant="2026-11-22T11:00:00Z"'

/** The signed message of another kind that `name` is, with the assertion inside where it has room for one. */
const asRoot = (xml: string, root: string) =>
  replace(responseOf(xml), '<samlp:Response', `<samlp:${root}`).replace('</samlp:Response>', `</samlp:${root}>`)

const DOCUMENTS: Shape[] = [
  {
    name: 'logout-response',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A signed LogoutResponse with an assertion in it is posted as if it were a login.',
    mutate: (xml) => signAnew(asRoot(xml, 'LogoutResponse')),
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'authn-request',
    base: 'entra/both',
    what: 'A request comes back to whom it came from, with an assertion in it.',
    mutate: (xml) => signAnew(asRoot(xml, 'AuthnRequest')),
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'response-in-other-case',
    base: 'salesforce/both',
    what: 'The root is a response in lower case, hoping that case does not count.',
    mutate: (xml) => signAnew(asRoot(xml, 'response')),
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'response-of-another-namespace',
    base: 'salesforce/enhanced',
    what: 'The root is called Response in the namespace of the attacker, hoping that local names are compared.',
    mutate: (xml) => signAnew(xml.replaceAll('urn:oasis:names:tc:SAML:2.0:protocol', 'urn:attacker:protocol')),
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'response-of-saml-1',
    base: 'node-samlp/base-sp-redirect',
    what: 'A SAML 1.1 Response holds a signed SAML 2.0 assertion.',
    mutate: (xml) =>
      signAnew(xml.replaceAll('urn:oasis:names:tc:SAML:2.0:protocol', 'urn:oasis:names:tc:SAML:1.0:protocol')),
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'artifact-response',
    base: 'node-samlp/base-sp-post',
    what: 'The signed Response travels in an ArtifactResponse, whose own signature nobody made.',
    mutate: (xml) =>
      `<samlp:ArtifactResponse ${SAMLP} ${HEAD}>${elementOf(xml, 'Status')}${responseOf(signAnew(xml))}</samlp:ArtifactResponse>`,
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'soap-envelope',
    base: 'simplesamlphp/base-sp-post',
    what: 'The signed Response travels in a SOAP envelope, as for another binding.',
    mutate: (xml) =>
      `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${responseOf(signAnew(xml))}</S:Body></S:Envelope>`,
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'ws-federation',
    base: 'entra/usual',
    what: 'The signed assertion travels in the token response of WS-Federation, which Entra sends elsewhere.',
    mutate: (xml) =>
      `<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"><t:RequestedSecurityToken>${assertionTextOf(signAnew(xml))}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`,
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'assertion-without-response',
    base: 'entra/enhanced',
    what: 'The signed assertion comes alone, without a Response that could contradict it.',
    mutate: (xml) => assertionTextOf(signAnew(xml)),
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'encrypted-assertion-without-response',
    base: 'salesforce/usual',
    what: 'An encrypted assertion comes alone.',
    mutate: () => ENCRYPTED_ASSERTION,
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'html-page',
    base: 'simplesamlphp/enhanced-sp-redirect',
    what: 'The page of the IdP is posted, with the signed message in it.',
    mutate: (xml) =>
      `<html xmlns="http://www.w3.org/1999/xhtml"><body><form method="post">${responseOf(signAnew(xml))}</form></body></html>`,
    expectFail: [NOT_A_RESPONSE],
  },
  {
    name: 'metadata',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'Metadata is posted with the signed message in its Extensions.',
    mutate: (xml) =>
      `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:attacker"><md:Extensions>${responseOf(signAnew(xml))}</md:Extensions></md:EntityDescriptor>`,
    expectFail: [NOT_A_RESPONSE],
  },
]

/** Messages of the right IdP that are no Response with one plain assertion. */
export const PROTOCOL_SHAPE: Attack[] = [...ASSERTIONS, ...DOCUMENTS].map((attack) => ({
  ...attack,
  class: 'protocol',
  resigned: true,
}))
