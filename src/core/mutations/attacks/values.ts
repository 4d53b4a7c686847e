import { createHash } from 'node:crypto'
import { type Mutation, signsBoth } from '../mutation.ts'
import { bareEvilMessageOf, elementOf, inAssertion, objectIn, promote, replace, responseSignatureOf } from './edit.ts'
import { ASSERTION_INVALID, RESPONSE_INVALID, SCHEMA, STRUCTURE } from './findings.ts'
import { forgeBoth, genuineCertificateOf, x509Data } from './forge-signature.ts'

const OF_DIGEST_VALUE = /(?<=DigestValue>)[^<]*/
const OF_SIGNATURE_VALUE = /(?<=<(?:\w+:)?SignatureValue>)[^<]*/
const OF_NAME_ID = /(?<=NameID[^>]*>)[^<]*/

/** Content that was changed, openly or with the help of a comment. */
export const TAMPERING: readonly Mutation[] = [
  {
    name: 'user-promoted',
    title: 'The user becomes an administrator; everything else stays as it was signed.',
    raises: [RESPONSE_INVALID],
    forge: promote,
  },
  {
    name: 'role-in-character-references',
    title: 'A role is replaced by one written in character references.',
    raises: [RESPONSE_INVALID],
    forge: (xml) => inAssertion(xml, '>agent<', '>&#97;d&#x6D;in<'),
  },
  {
    name: 'claim-in-a-comment',
    title: 'The role is in a comment, with an evil one next to it.',
    raises: [RESPONSE_INVALID],
    forge: (xml) => inAssertion(xml, '>agent<', '><!--agent-->admin<'),
  },
  {
    name: 'name-id-split-and-changed',
    title: 'The NameID up to a comment is the administrator; the whole NameID is a name of the attacker.',
    raises: [RESPONSE_INVALID],
    forge: (xml) => inAssertion(xml, OF_NAME_ID, 'admin@example.com<!-- -->.attacker.example'),
  },
  {
    name: 'name-id-split',
    title: 'The NameID was signed with a comment inside. It must be read whole or rejected, never cut.',
    raises: [],
    forge: (xml) => inAssertion(xml, /(?<=NameID[^>]*>[^<]*)(?=@)/, '<!-- -->'),
  },
  {
    name: 'role-split',
    title: 'A role was signed with a comment inside.',
    raises: [],
    forge: (xml) => inAssertion(xml, '>agent<', '>ag<!-- -->ent<'),
  },
]

/** The values that a signature is compared with are changed. */
export const DIGESTS: readonly Mutation[] = [
  {
    name: 'comment-in-digest-value',
    title: 'In the DigestValue, a forged digest is before a comment and the genuine one after it.',
    raises: [STRUCTURE],
    forge: (xml) => replace(promote(xml), /(?<=DigestValue>)/, 'AAAA<!-- -->'),
  },
  {
    name: 'comment-in-signature-value',
    title: 'The SignatureValue of the Response has a comment inside.',
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
    title: 'The DigestValue is cut to its first bytes, in the hope that only those are compared.',
    raises: [RESPONSE_INVALID],
    forge: (xml) => replace(xml, /(?<=DigestValue>[^<]{8})[^<]*/, ''),
  },
  {
    name: 'digest-value-of-nothing',
    title: 'The DigestValue is that of empty input, which a verifier would compute if its reference finds nothing.',
    raises: [RESPONSE_INVALID, ASSERTION_INVALID],
    unfit: signsBoth,
    forge: (xml) => replace(promote(xml), OF_DIGEST_VALUE, createHash('sha256').update('').digest('base64')),
  },
  {
    name: 'digests-recomputed',
    title: 'The digests match the altered content, and the genuine SignatureValue is kept.',
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
    title: 'The genuine SignedInfo is moved into a ds:Object, and one with a forged digest takes its place.',
    raises: [STRUCTURE],
    forge: (xml) => {
      const signature = responseSignatureOf(xml)
      const genuine = elementOf(signature, 'SignedInfo')
      const forged = replace(signature, genuine, replace(genuine, OF_DIGEST_VALUE, 'AAAA'))
      return replace(promote(xml), signature, objectIn(forged, genuine))
    },
  },
]
