import { assertionSignatureOf, elementOf, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { ASSERTION_INVALID, RESPONSE_INVALID, STRUCTURE } from '../../../src/core/mutations/attacks/findings.ts'
import { type Attack, ENTRA_CLAIMS } from './attack.ts'
import { known } from './known.ts'

const ofDigestValue = /(?<=DigestValue>)/

const COMMENTS: Omit<Attack, 'class'>[] = [
  known('comment-in-digest-value', {
    name: 'in-digest-value',
    base: 'simplesamlphp/base-sp-redirect',
    expectFail: [STRUCTURE],
  }),
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
  known('comment-in-signature-value', {
    name: 'in-signature-value',
    base: 'entra/both',
    what: 'A comment stands in the SignatureValue.',
    expectFail: [ENTRA_CLAIMS, STRUCTURE],
  }),
  known('name-id-split-and-changed', {
    base: 'entra/usual',
    expectFail: [ENTRA_CLAIMS, RESPONSE_INVALID],
    echoes: [ASSERTION_INVALID],
  }),
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
