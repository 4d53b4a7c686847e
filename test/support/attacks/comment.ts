import { ASSERTION_INVALID, type Attack, ENTRA_CLAIMS, RESPONSE_INVALID, STRUCTURE } from './attack.ts'
import { assertionSignatureOf, elementOf, promote, replace } from './edit.ts'

const ofDigestValue = /(?<=DigestValue>)/
const ofSignatureValue = /(?<=SignatureValue>)/

const COMMENTS: Omit<Attack, 'class'>[] = [
  {
    name: 'in-digest-value',
    base: 'simplesamlphp/base-sp-redirect',
    what: 'A forged digest stands before a comment in the DigestValue, the genuine one behind it.',
    mutate: (xml) => replace(promote(xml), ofDigestValue, 'AAAA<!-- -->'),
    expectFail: [STRUCTURE],
  },
  {
    name: 'around-digest-value',
    base: 'salesforce/both',
    what: 'An empty comment stands before the DigestValue of the assertion, all else as signed.',
    mutate: (xml) => {
      const signature = assertionSignatureOf(xml)
      return replace(xml, signature, replace(signature, ofDigestValue, '<!---->'))
    },
    expectFail: [STRUCTURE],
  },
  {
    name: 'instruction-in-digest-value',
    base: 'node-samlp/base-sp-redirect',
    what: 'A processing instruction splits the DigestValue.',
    mutate: (xml) => replace(xml, ofDigestValue, 'AAAA<?x ?>'),
    expectFail: [STRUCTURE],
  },
  {
    name: 'in-signature-value',
    base: 'entra/both',
    what: 'A comment stands in the SignatureValue.',
    mutate: (xml) => replace(xml, ofSignatureValue, '<!-- -->'),
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  },
  {
    name: 'name-id-split-and-changed',
    base: 'entra/usual',
    what: 'The NameID reads as the administrator up to a comment, and as a name of the attacker in whole.',
    mutate: (xml) => replace(xml, /(?<=NameID[^>]*>)[^<]*/, 'admin@example.com<!-- -->.attacker.example'),
    expectFail: [ENTRA_CLAIMS, RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'audience-split-and-changed',
    base: 'salesforce/usual',
    what: 'The Audience reads as this tenant up to a comment, and as another in whole.',
    mutate: (xml) => replace(xml, /(?=<\/saml:Audience>)/, '<!-- -->.attacker.example'),
    expectFail: ['audience-names-entity-id', RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'role-split-and-changed',
    base: 'simplesamlphp/base-idp-initiated',
    what: 'A role reads as admin around a comment.',
    mutate: (xml) => replace(xml, '>agent<', '>ad<!-- -->min<'),
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
  {
    name: 'claim-in-comment',
    base: 'node-samlp/base-idp-initiated',
    what: 'The claim roles is put into a comment and an evil one beside it.',
    mutate: (xml) => {
      const roles = / *<saml:Attribute Name="roles"[\s\S]*?<\/saml:Attribute>/.exec(xml)?.[0] ?? ''
      return replace(xml, roles, `<!--${roles}-->${elementOf(roles, 'Attribute').replace('>agent<', '>admin<')}`)
    },
    expectFail: [RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  },
]

/** Comments that split a value, or hide a part of it. */
export const COMMENT: Attack[] = COMMENTS.map((attack) => ({ ...attack, class: 'comment' }))
