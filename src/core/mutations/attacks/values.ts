import { createHash } from 'node:crypto'
import { type Mutation, signsBoth } from '../mutation.ts'
import { bareEvilMessageOf, elementOf, inAssertion, objectIn, promote, replace, responseSignatureOf } from './edit.ts'
import { ASSERTION_INVALID, RESPONSE_INVALID, SCHEMA, STRUCTURE } from './findings.ts'
import { forgeBoth, genuineCertificateOf, x509Data } from './forge-signature.ts'

const OF_DIGEST_VALUE = /(?<=DigestValue>)[^<]*/
const OF_SIGNATURE_VALUE = /(?<=<(?:\w+:)?SignatureValue>)[^<]*/
const OF_NAME_ID = /(?<=NameID[^>]*>)[^<]*/

/** Content that was changed, plainly or around a comment. */
export const TAMPERING: readonly Mutation[] = [
  {
    name: 'user-promoted',
    title: 'The user becomes an administrator, all else stays as it was signed.',
    raises: [RESPONSE_INVALID],
    forge: promote,
  },
  {
    name: 'role-in-character-references',
    title: 'A role is replaced by one that is written in character references.',
    raises: [RESPONSE_INVALID],
    forge: (xml) => inAssertion(xml, '>agent<', '>&#97;d&#x6D;in<'),
  },
  {
    name: 'claim-in-a-comment',
    title: 'The role stands in a comment, and an evil one beside it.',
    raises: [RESPONSE_INVALID],
    forge: (xml) => inAssertion(xml, '>agent<', '><!--agent-->admin<'),
  },
  {
    name: 'name-id-split-and-changed',
    title: 'The NameID reads as the administrator up to a comment, and as a name of the attacker in whole.',
    raises: [RESPONSE_INVALID],
    forge: (xml) => inAssertion(xml, OF_NAME_ID, 'admin@example.com<!-- -->.attacker.example'),
  },
  {
    name: 'name-id-split',
    title: 'A comment stands inside the NameID, all of which was signed: it is read whole, or refused, and never cut.',
    raises: [],
    forge: (xml) => inAssertion(xml, /(?<=NameID[^>]*>[^<]*)(?=@)/, '<!-- -->'),
  },
  {
    name: 'role-split',
    title: 'A comment stands inside a role, all of which was signed.',
    raises: [],
    forge: (xml) => inAssertion(xml, '>agent<', '>ag<!-- -->ent<'),
  },
]

/** What a signature is compared with was changed. */
export const DIGESTS: readonly Mutation[] = [
  {
    name: 'comment-in-digest-value',
    title: 'A forged digest stands before a comment in the DigestValue, the genuine one behind it.',
    raises: [STRUCTURE],
    forge: (xml) => replace(promote(xml), /(?<=DigestValue>)/, 'AAAA<!-- -->'),
  },
  {
    name: 'comment-in-signature-value',
    title: 'A comment stands in the SignatureValue of the Response.',
    raises: [STRUCTURE],
    forge: (xml) => replace(xml, /(?<=SignatureValue>)/, '<!-- -->'),
  },
  {
    name: 'element-in-digest-value',
    title: 'The DigestValue holds an element with a forged digest before the genuine text.',
    raises: [STRUCTURE],
    mayRaise: [SCHEMA],
    forge: (xml) => replace(xml, /(?<=DigestValue>)/, '<evil xmlns="urn:attacker">AAAA</evil>'),
  },
  {
    name: 'digest-value-empty',
    title: 'The DigestValue is empty, in the hope that nothing is compared.',
    raises: [STRUCTURE],
    forge: (xml) => replace(promote(xml), OF_DIGEST_VALUE, ''),
  },
  {
    name: 'digest-value-truncated',
    title: 'The DigestValue is cut to its first bytes, in the hope that only they are compared.',
    raises: [RESPONSE_INVALID],
    forge: (xml) => replace(xml, /(?<=DigestValue>[^<]{8})[^<]*/, ''),
  },
  {
    name: 'digest-value-of-nothing',
    title: 'The DigestValue is that of no bytes, as a verifier would compute whose reference finds nothing.',
    raises: [RESPONSE_INVALID, ASSERTION_INVALID],
    unfit: signsBoth,
    forge: (xml) => replace(promote(xml), OF_DIGEST_VALUE, createHash('sha256').update('').digest('base64')),
  },
  {
    name: 'digests-recomputed',
    title: 'The digests fit the altered content, and the genuine SignatureValue stands over them.',
    raises: [RESPONSE_INVALID, ASSERTION_INVALID],
    unfit: signsBoth,
    forge: (xml, { privateKey }) => {
      const [genuine = ''] = OF_SIGNATURE_VALUE.exec(responseSignatureOf(xml)) ?? []
      const forged = forgeBoth(bareEvilMessageOf(xml), {
        key: privateKey,
        keyInfo: x509Data(genuineCertificateOf(xml)),
      })
      return forged.replace(new RegExp(OF_SIGNATURE_VALUE, 'g'), () => genuine)
    },
  },
  {
    name: 'signed-info-in-object',
    title: 'The genuine SignedInfo stands in a ds:Object, and one with a forged digest in its place.',
    raises: [STRUCTURE],
    forge: (xml) => {
      const signature = responseSignatureOf(xml)
      const genuine = elementOf(signature, 'SignedInfo')
      const forged = replace(signature, genuine, replace(genuine, OF_DIGEST_VALUE, 'AAAA'))
      return replace(promote(xml), signature, objectIn(forged, genuine))
    },
  },
]
