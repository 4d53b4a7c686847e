import type { Alteration } from '../domain/saml.ts'

interface Words {
  /** How the message differs from what was signed; `{detail}` is what was found out. */
  difference: string
  fix: string
}

const ON_THE_WAY = 'Something between the IdP and Flex'
const UTF_8 = 'Read and write the XML as bytes, or always as UTF-8.'

/** The words for each way in which a signature was broken. */
export const ALTERATIONS: Readonly<Record<Alteration, Words>> = {
  'pretty-printed': {
    difference: 'white space was added between elements; without it the signature is valid',
    fix: `${ON_THE_WAY} indents the XML. Turn off pretty-printing there: a signed message must not change.`,
  },
  'white-space-removed': {
    difference: 'white space between the elements of the signature was removed; with it the signature is valid',
    fix: `${ON_THE_WAY} minifies the XML. Turn that off: a signed message must not change.`,
  },
  'values-padded': {
    difference: 'white space was added around values; without it the signature is valid',
    fix: `${ON_THE_WAY} formats values. Turn that off: a signed message must not change.`,
  },
  'value-trimmed': {
    difference: "white space at the start or end of a value was removed; with '{detail}' the digest matches",
    fix: `${ON_THE_WAY} trims values. Turn that off, or remove the white space in the IdP's directory.`,
  },
  'asides-added': {
    difference: 'a comment or processing instruction was added; without it the signature is valid',
    fix: `${ON_THE_WAY} adds comments or processing instructions to the message. Turn that off.`,
  },
  'carriage-returns-added': {
    difference: 'carriage returns (&#13;) were added; without them the signature is valid',
    fix: `${ON_THE_WAY} changes line ends to CR LF after signing. Handle the XML as bytes, not as lines of text.`,
  },
  'carriage-returns-lost': {
    difference: 'carriage returns were lost; with CR LF as line ends the signature is valid',
    fix: `${ON_THE_WAY} changes CR LF to LF, but signed values contain CR LF. Handle the XML as bytes, or remove CR from the values.`,
  },
  'escaped-twice': {
    difference: 'characters were escaped twice (&amp;amp; for &amp;); escaped once, the signature is valid',
    fix: `${ON_THE_WAY} escapes the XML again. Pass the message on unchanged.`,
  },
  'unescaped-twice': {
    difference: 'characters were unescaped that should be escaped; with them escaped, the signature is valid',
    fix: `${ON_THE_WAY} decodes entities in the XML. Pass the message on unchanged.`,
  },
  'plus-became-space': {
    difference: "a '+' became a space; with the '+' the signature is valid",
    fix: `${ON_THE_WAY} decodes the XML as a form value, where '+' means a space. Decode the form once, before base64.`,
  },
  'read-as-latin-1': {
    difference: 'UTF-8 was read as Latin-1 (é became Ã©); as UTF-8 the signature is valid',
    fix: `${ON_THE_WAY} reads the message as Latin-1 or Windows-1252. ${UTF_8}`,
  },
  composed: {
    difference: 'accented letters were composed (Unicode NFC); decomposed, the signature is valid',
    fix: `${ON_THE_WAY} normalises Unicode. Turn that off: a signed message must not change.`,
  },
  decomposed: {
    difference: 'accented letters were decomposed (Unicode NFD); composed, the signature is valid',
    fix: `${ON_THE_WAY} normalises Unicode. Turn that off: a signed message must not change.`,
  },
  'value-replaced': {
    difference: 'a value was replaced or removed; signed value: {detail}',
    fix: `${ON_THE_WAY} rewrites or drops this value. Pass the message on unchanged. If you need a different value, set it in the IdP.`,
  },
  'signed-too-early': {
    difference: "it was signed before the assertion was; without the assertion's signature the digest matches",
    fix: 'Configure the IdP to sign the assertion first, then the response.',
  },
  'signed-apart': {
    difference:
      'it was signed as a separate document, but inclusive canonicalisation also covers the response that now surrounds it',
    fix: 'Configure the IdP to use exclusive canonicalisation (http://www.w3.org/2001/10/xml-exc-c14n#), which is made for this.',
  },
  'other-canonicalization': {
    difference: 'the signer used a different canonicalisation than the signature declares; with {detail} it is valid',
    fix: 'Make the signer of the IdP declare the canonicalisation that it uses: http://www.w3.org/2001/10/xml-exc-c14n#.',
  },
  'not-canonicalized': {
    difference: 'the signer hashed the XML as written, without the canonicalisation that the signature declares',
    fix: 'Sign with a maintained SAML library: XML must be canonicalised before it is hashed.',
  },
  'other-digest': {
    difference: 'the digest was computed with {detail}, not with the algorithm that the signature declares',
    fix: 'Make the signer of the IdP declare the digest algorithm that it uses: SHA-256.',
  },
  'other-hash': {
    difference: 'it was signed with {detail}, not with the algorithm that SignatureMethod declares',
    fix: 'Make the signer of the IdP declare the signature algorithm that it uses: RSA-SHA256.',
  },
  'signed-as-der': {
    difference: 'the ECDSA signature is encoded in DER; XML Signature requires r followed by s',
    fix: 'Make the signer of the IdP encode ECDSA signatures as XML Signature 6.4.3 requires (many libraries call it IEEE P1363).',
  },
}

/** Mistakes of the signer: no one altered the message afterwards. */
export const BY_SIGNER: ReadonlySet<Alteration | null> = new Set<Alteration>([
  'signed-too-early',
  'signed-apart',
  'other-canonicalization',
  'not-canonicalized',
  'other-digest',
  'other-hash',
  'signed-as-der',
])
