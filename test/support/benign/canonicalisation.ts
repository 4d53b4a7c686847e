import { ENVELOPED_SIGNATURE } from '../../../src/core/domain/saml-names.ts'
import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import { type Benign, type Claims, writeValues } from './benign.ts'
import { EXCLUSIVE, INCLUSIVE, INCLUSIVE_1_1 } from './signature-form.ts'

const TYPED_VALUE = '<saml:AttributeValue xsi:type="xs:string">blue</saml:AttributeValue>'
const TYPES = ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

/** A value with an xsi:type, whose prefixes the root declares. */
const withTypes = (xml: string) =>
  replace(writeValues('colour', TYPED_VALUE)(xml), '<samlp:Response', `<samlp:Response${TYPES}`)
const TYPED = { claims: [['colour', ['blue']]] satisfies Claims, edit: withTypes }

const comment = (xml: string) =>
  xml
    .replaceAll('<ds:SignedInfo>', '<ds:SignedInfo><!-- first -->')
    .replace('<saml:Subject>', '<saml:Subject><!-- who -->')

const inherit = (xml: string) =>
  replace(xml, '<samlp:Response', '<samlp:Response xmlns="urn:example:a" xmlns:b="urn:b"')

/** Binds one prefix and the default namespace to other names again and again, on the way down to a value. */
const rebind = (xml: string) =>
  inherit(
    writeValues('colour', '<saml:AttributeValue><c xmlns="">blue<b:d xmlns:b="urn:b"/></c></saml:AttributeValue>')(xml),
  )
    .replace('<saml:Assertion', '<saml:Assertion xmlns="urn:example:c" xmlns:b="urn:example:d"')
    .replace('<saml:AttributeStatement', '<saml:AttributeStatement xmlns="urn:example:a" xmlns:b="urn:b"')
const REBOUND = { claims: [['colour', ['blue']]] satisfies Claims, edit: rebind }

const both = (...form: [string, string?]) => ({ canonicalization: form, transform: form })

/** The W3C's schema of XML Signature knows no InclusiveNamespaces in CanonicalizationMethod: the schema of Exclusive XML Canonicalization would have to be beside it, which is not part of SAML's. */
const LISTED = { enhanced: true, warnings: ['schema-is-valid'] }

const SHAPES: Omit<Benign, 'class'>[] = [
  {
    name: 'prefix-list-xs',
    what: 'The PrefixList of the Reference is xs, so that the type of a value stays readable.',
    ...TYPED,
    signature: { transform: [EXCLUSIVE, 'xs'] },
  },
  {
    name: 'prefix-list-xsi-xs',
    what: 'The PrefixList holds two prefixes, one of which is used anyway.',
    ...TYPED,
    signature: { transform: [EXCLUSIVE, 'xsi xs'] },
  },
  {
    name: 'prefix-list-xs-enhanced',
    what: 'The PrefixList of the Reference is xs, through the enhanced door.',
    enhanced: true,
    ...TYPED,
    signature: { transform: [EXCLUSIVE, 'xs'] },
  },
  {
    name: 'prefix-list-in-signed-info-enhanced',
    what: 'SignedInfo is canonicalised with a PrefixList too.',
    ...LISTED,
    ...TYPED,
    signature: both(EXCLUSIVE, 'xs xsi saml'),
  },
  {
    name: 'prefix-list-default-enhanced',
    what: 'The PrefixList is #default, and an unused default namespace is declared on the root.',
    ...LISTED,
    edit: inherit,
    signature: both(EXCLUSIVE, '#default'),
  },
  {
    name: 'prefix-list-own-prefixes-enhanced',
    what: 'The PrefixList holds the prefixes that SAML and XML Signature use here.',
    ...LISTED,
    signature: both(EXCLUSIVE, 'samlp saml ds'),
  },
  {
    name: 'prefix-list-of-nothing-enhanced',
    what: 'The PrefixList holds prefixes that are declared nowhere.',
    ...LISTED,
    signature: both(EXCLUSIVE, 'xs xsi wsu soap'),
  },
  {
    name: 'prefix-list-empty-enhanced',
    what: 'The PrefixList is empty.',
    ...LISTED,
    signature: both(EXCLUSIVE, ''),
  },
  {
    name: 'prefix-list-over-lines',
    what: 'The prefixes in the PrefixList stand on lines of their own.',
    ...TYPED,
    signature: { transform: [EXCLUSIVE, ' xs\n  xsi\t#default\n'] },
  },
  {
    name: 'prefix-list-on-enveloped-transform',
    what: 'The enveloped-signature transform has the PrefixList too, as xml-crypto writes it.',
    ...TYPED,
    edit: (xml) => {
      const list = `<InclusiveNamespaces PrefixList="xs" xmlns="${ENVELOPED_SIGNATURE}"/>`
      return withTypes(xml).replaceAll('#enveloped-signature"/>', `#enveloped-signature">${list}</ds:Transform>`)
    },
    signature: { transform: [EXCLUSIVE, 'xs'] },
  },
  {
    name: 'prefix-list-without-prefix',
    what: 'InclusiveNamespaces has a default namespace, as .NET writes it.',
    ...TYPED,
    edit: (xml) => withTypes(xml).replaceAll('<ec:Inc', '<Inc').replaceAll('xmlns:ec=', 'xmlns='),
    signature: { transform: [EXCLUSIVE, 'xs'] },
  },
  {
    name: 'prefix-list-rebound',
    what: 'Default namespace and a prefix of the PrefixList are bound anew, and undone, on the way down.',
    ...REBOUND,
    signature: { transform: [EXCLUSIVE, '#default b'] },
  },
  {
    name: 'exclusive-rebound',
    what: 'Default namespace and a prefix are bound anew, and undone, on the way down.',
    ...REBOUND,
  },
  {
    name: 'inclusive-rebound',
    what: 'Default namespace and a prefix are bound anew, and undone, on the way down; the form is inclusive.',
    ...REBOUND,
    signature: both(INCLUSIVE),
  },
  {
    name: 'exclusive-with-comments',
    what: 'Both canonicalisations are exclusive with comments, and there are comments in SignedInfo and in the Assertion.',
    edit: comment,
    signature: both(`${EXCLUSIVE}WithComments`),
  },
  {
    name: 'inclusive',
    what: 'Both canonicalisations are Canonical XML 1.0, with more namespaces in scope than are used.',
    edit: inherit,
    signature: both(INCLUSIVE),
  },
  {
    name: 'inclusive-enhanced',
    what: 'Both canonicalisations are Canonical XML 1.0, through the enhanced door.',
    enhanced: true,
    edit: inherit,
    signature: both(INCLUSIVE),
  },
  {
    name: 'inclusive-with-comments',
    what: 'Both canonicalisations are Canonical XML 1.0 with comments, and there are comments.',
    edit: comment,
    signature: both(`${INCLUSIVE}#WithComments`),
  },
  {
    name: 'inclusive-1-1',
    what: 'Both canonicalisations are Canonical XML 1.1.',
    edit: inherit,
    signature: both(INCLUSIVE_1_1),
  },
  {
    name: 'inclusive-1-1-with-comments',
    what: 'Both canonicalisations are Canonical XML 1.1 with comments, and there are comments.',
    edit: comment,
    signature: both(`${INCLUSIVE_1_1}#WithComments`),
  },
  {
    name: 'enveloped-alone',
    what: 'The only transform is enveloped-signature, so Canonical XML 1.0 is implied.',
    edit: inherit,
    signature: { transform: null },
  },
  {
    name: 'enveloped-alone-with-comments-inside',
    what: 'Canonical XML 1.0 is implied, and the Assertion holds comments, which it leaves out.',
    edit: comment,
    signature: { transform: null },
  },
  {
    name: 'inclusive-signed-info-only',
    what: 'SignedInfo is canonicalised inclusively, the element exclusively.',
    edit: inherit,
    signature: { canonicalization: [INCLUSIVE] },
  },
  {
    name: 'inclusive-reference-only',
    what: 'The element is canonicalised inclusively, SignedInfo exclusively.',
    edit: inherit,
    signature: { transform: [INCLUSIVE] },
  },
  {
    name: 'another-form-for-each',
    what: 'The Assertion is signed exclusively, the Response around it inclusively.',
    edit: inherit,
    responseSignature: both(INCLUSIVE),
  },
]

/** Every canonicalisation that SAML's profile of XML Signature leaves open. */
export const CANONICALISATION: Benign[] = SHAPES.map((shape) => ({ ...shape, class: 'canonicalisation' }))
