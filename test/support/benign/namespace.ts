import { replace } from '../../../src/core/mutations/attacks/edit.ts'
import { type Benign, writeValues } from './benign.ts'

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion'
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#'
const SCHEMA = 'http://www.w3.org/2001/XMLSchema'
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

const DECLARED = { samlp: PROTOCOL, saml: ASSERTION, ds: SIGNATURE }
type Prefix = keyof typeof DECLARED

/** Writes all elements and declarations of one prefix with another one. */
function rename(xml: string, from: string, to: string): string {
  return xml.replaceAll(new RegExp(`(</?)${from}:`, 'g'), `$1${to}:`).replaceAll(`xmlns:${from}=`, `xmlns:${to}=`)
}

const renameAll = (names: Record<Prefix, string>) => (xml: string) =>
  Object.entries(names).reduce((changed, [from, to]) => rename(changed, from, to), xml)

/** Drops a prefix; the elements whose start is given declare its namespace as the default. */
function withoutPrefix(xml: string, prefix: Prefix, ...starts: string[]): string {
  const declared = starts.reduce(
    (changed, start) =>
      changed.replaceAll(new RegExp(`<${start}(?=[ >])`, 'g'), `<${start} xmlns="${DECLARED[prefix]}"`),
    xml.replaceAll(` xmlns:${prefix}="${DECLARED[prefix]}"`, ''),
  )
  return declared.replaceAll(new RegExp(`(</?)${prefix}:`, 'g'), '$1')
}

/** Leaves default namespaces alone: of the Response, its Issuer, its Assertion, and of each Signature. */
function withoutPrefixes(xml: string): string {
  const assertion = withoutPrefix(xml, 'saml', 'saml:Assertion')
  const issuer = replace(assertion, '<Issuer>', `<Issuer xmlns="${ASSERTION}">`)
  return withoutPrefix(withoutPrefix(issuer, 'ds', 'ds:Signature'), 'samlp', 'samlp:Response')
}

const declare = (start: string, declarations: string) => (xml: string) => replace(xml, start, start + declarations)

/** Declares at each element what it uses, as serialisers of single nodes do. */
const declareEverywhere = (xml: string) =>
  xml
    .replaceAll(/ xmlns:(samlp|saml|ds)="[^"]*"/g, '')
    .replaceAll(
      /<((samlp|saml|ds):\w+)/g,
      (_, name, prefix: Prefix) => `<${name} xmlns:${prefix}="${DECLARED[prefix]}"`,
    )

const UNUSED = ` xmlns:xs="${SCHEMA}" xmlns:xsi="${INSTANCE}" xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" xmlns="http://www.w3.org/1999/xhtml"`

const SHAPES: Omit<Benign, 'class'>[] = [
  {
    name: 'saml2-prefixes',
    what: 'The prefixes are saml2p, saml2 and dsig, as OpenSAML and Okta write them.',
    edit: renameAll({ samlp: 'saml2p', saml: 'saml2', ds: 'dsig' }),
  },
  {
    name: 'generated-prefixes',
    what: 'The prefixes are ns0, ns1 and ns2, as serialisers without a prefix map write them.',
    edit: renameAll({ samlp: 'ns0', saml: 'ns1', ds: 'ns2' }),
  },
  {
    name: 'generated-prefixes-enhanced',
    what: 'The prefixes are ns0, ns1 and ns2, through the enhanced door.',
    enhanced: true,
    edit: renameAll({ samlp: 'ns0', saml: 'ns1', ds: 'ns2' }),
  },
  {
    name: 'swapped-prefixes',
    what: 'The prefix saml is the protocol, samlp the assertion.',
    edit: renameAll({ samlp: 'x', saml: 'samlp', ds: 'ds' }),
  },
  {
    name: 'unusual-prefixes',
    what: 'The prefixes hold dots, hyphens, digits and letters beyond ASCII.',
    edit: renameAll({ samlp: '_p.1-a', saml: 'é', ds: 'Ω_2' }),
  },
  {
    name: 'no-prefixes',
    what: 'Response, Assertion and Signature have default namespaces and no prefix at all.',
    edit: withoutPrefixes,
  },
  {
    name: 'no-prefixes-enhanced',
    what: 'Response, Assertion and Signature have default namespaces and no prefix, through the enhanced door.',
    enhanced: true,
    edit: withoutPrefixes,
  },
  {
    name: 'no-signature-prefix',
    what: 'Only the Signatures have a default namespace, as .NET writes them.',
    edit: (xml) => withoutPrefix(xml, 'ds', 'ds:Signature'),
  },
  {
    name: 'declared-on-root-only',
    what: 'Every namespace is declared on the root, also that of the Signatures.',
    edit: (xml) =>
      declare('<samlp:Response', ` xmlns:ds="${SIGNATURE}"`)(xml.replaceAll(` xmlns:ds="${SIGNATURE}"`, '')),
  },
  {
    name: 'declared-on-every-element',
    what: 'Every element declares the namespace of its own prefix.',
    edit: declareEverywhere,
  },
  {
    name: 'declared-twice',
    what: 'The Assertion declares again what the Response declares.',
    edit: declare('<saml:Assertion', ` xmlns:saml="${ASSERTION}" xmlns:samlp="${PROTOCOL}"`),
  },
  {
    name: 'unused-declarations',
    what: 'The root declares five namespaces that nothing uses, one of them the default.',
    edit: declare('<samlp:Response', UNUSED),
  },
  {
    name: 'prefix-with-two-meanings',
    what: 'The prefix p is the protocol in the Response, the assertion inside it, and XML Signature inside that.',
    edit: (xml) => {
      const bound = declare(
        '<saml:Assertion',
        ` xmlns:saml="${ASSERTION}"`,
      )(xml.replace(` xmlns:saml="${ASSERTION}"`, ''))
      const issuer = replace(bound, '<saml:Issuer>', `<saml:Issuer xmlns:saml="${ASSERTION}">`)
      return renameAll({ samlp: 'p', saml: 'p', ds: 'p' })(issuer)
    },
  },
  {
    name: 'two-prefixes-for-one-namespace',
    what: 'Issuer, Subject and values have another prefix for the same namespace than the rest.',
    edit: (xml) =>
      declare(
        '<samlp:Response',
        ` xmlns:a="${ASSERTION}"`,
      )(xml.replaceAll(/(<\/?)saml:(Issuer|Subject|AttributeValue)(?=[ >])/g, '$1a:$2')),
  },
  {
    name: 'default-namespace-undone',
    what: 'A default namespace of the root is undone by the markup in a value.',
    claims: [['badge', ['gold']]],
    edit: (xml) =>
      declare(
        '<samlp:Response',
        ' xmlns="urn:example:default"',
      )(writeValues('badge', '<saml:AttributeValue><b xmlns="">gold</b></saml:AttributeValue>')(xml)),
  },
  {
    name: 'declarations-behind-attributes',
    what: 'Namespaces are declared behind the attributes that need them.',
    edit: (xml) => xml.replace(/<samlp:Response((?: xmlns:\w+="[^"]*")+)([^>]*)>/, '<samlp:Response$2$1>'),
  },
  {
    name: 'language-of-values',
    what: 'Values carry xml:lang, whose prefix is declared nowhere.',
    claims: [['title', ['Ingénieure']]],
    edit: writeValues('title', '<saml:AttributeValue xml:lang="fr">Ingénieure</saml:AttributeValue>'),
  },
]

/** Prefixes and declarations: names mean the same however they are written. */
export const NAMESPACES: Benign[] = SHAPES.map((shape) => ({ ...shape, class: 'namespace' }))
