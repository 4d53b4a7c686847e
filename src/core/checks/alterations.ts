import type { Alteration } from '../domain/saml.ts'

interface Words {
  /** In which way what arrived misses what was signed; `{detail}` is what was found out. */
  difference: string
  fix: string
}

const ON_THE_WAY = 'Something between the IdP and here'
const UTF_8 = 'read and write the XML as bytes, or as UTF-8 throughout'

/** What is said of each way in which a signature was broken. */
export const ALTERATIONS: Readonly<Record<Alteration, Words>> = {
  'pretty-printed': {
    difference: 'white space was put between the elements: without it the signature holds',
    fix: `${ON_THE_WAY} indents the XML: switch off pretty-printing there; a signed message travels as it was written.`,
  },
  'white-space-removed': {
    difference: 'the white space between the elements of the signature was removed: with it the signature holds',
    fix: `${ON_THE_WAY} minifies the XML: switch that off; a signed message travels as it was written.`,
  },
  'values-padded': {
    difference: 'white space was put around values: without it the signature holds',
    fix: `${ON_THE_WAY} formats values: switch that off; a signed message travels as it was written.`,
  },
  'value-trimmed': {
    difference: "white space at an end of a value was cut off: with '{detail}' the digest holds",
    fix: `${ON_THE_WAY} trims values: switch that off, or remove that white space in the IdP's directory.`,
  },
  'asides-added': {
    difference: 'a comment or processing instruction was put in: without it the signature holds',
    fix: `${ON_THE_WAY} writes comments or processing instructions into the message: switch that off.`,
  },
  'carriage-returns-added': {
    difference: 'carriage returns (&#13;) were put in: without them the signature holds',
    fix: `${ON_THE_WAY} turns line ends into CR LF after signing: handle the XML as bytes, not as lines of text.`,
  },
  'carriage-returns-lost': {
    difference: 'carriage returns were lost: with CR LF as line ends the signature holds',
    fix: `${ON_THE_WAY} turns CR LF into LF, and signed values held it: handle the XML as bytes, or keep CR out of values.`,
  },
  'escaped-twice': {
    difference: 'characters were escaped once more (&amp;amp; for &amp;): once only, the signature holds',
    fix: `${ON_THE_WAY} escapes XML that is XML already: pass the message on as it is.`,
  },
  'unescaped-twice': {
    difference: 'characters were unescaped once too often: with them escaped the signature holds',
    fix: `${ON_THE_WAY} decodes entities in the XML: pass the message on as it is.`,
  },
  'plus-became-space': {
    difference: "a '+' became a space: with it the signature holds",
    fix: `${ON_THE_WAY} decodes the XML as a form value, in which '+' means a space: decode the form once, before base64.`,
  },
  'read-as-latin-1': {
    difference: 'UTF-8 was read as Latin-1 (é became Ã©): as UTF-8 the signature holds',
    fix: `${ON_THE_WAY} takes the message for Latin-1 or Windows-1252: ${UTF_8}.`,
  },
  composed: {
    difference: 'letters with accents were composed (Unicode NFC): decomposed, the signature holds',
    fix: `${ON_THE_WAY} normalises Unicode: switch that off; a signed message travels as it was written.`,
  },
  decomposed: {
    difference: 'letters with accents were decomposed (Unicode NFD): composed, the signature holds',
    fix: `${ON_THE_WAY} normalises Unicode: switch that off; a signed message travels as it was written.`,
  },
  'value-replaced': {
    difference: 'a value was replaced or removed; what was signed is {detail}',
    fix: `${ON_THE_WAY} rewrites or drops that value: let the message pass unchanged; where another value is wanted, set it in the IdP.`,
  },
  'signed-too-early': {
    difference:
      "it was signed before the assertion got its signature: without the assertion's signature the digest holds",
    fix: 'Let the IdP sign the assertion first and the response around it afterwards.',
  },
  'signed-apart': {
    difference:
      'it was signed as a document of its own, and inclusive canonicalisation takes in what stands around it now',
    fix: 'Let the IdP use exclusive canonicalisation (http://www.w3.org/2001/10/xml-exc-c14n#), which is made for this.',
  },
  'other-canonicalization': {
    difference: 'the signer canonicalised otherwise than the signature declares: with {detail} it holds',
    fix: "Let the IdP's signer declare the canonicalisation that it uses: http://www.w3.org/2001/10/xml-exc-c14n#.",
  },
  'not-canonicalized': {
    difference: 'the signer took the text as it stands, without the canonicalisation that the signature declares',
    fix: 'Let a maintained SAML library sign: XML has to be canonicalised before it is hashed.',
  },
  'other-digest': {
    difference: 'the digest was made with {detail}, not with the algorithm that the signature declares',
    fix: "Let the IdP's signer declare the digest algorithm that it uses: SHA-256.",
  },
  'other-hash': {
    difference: 'it was signed with {detail}, not with the algorithm that SignatureMethod declares',
    fix: "Let the IdP's signer declare the signature algorithm that it uses: RSA-SHA256.",
  },
  'signed-as-der': {
    difference: 'the ECDSA signature is written in DER; XML Signature wants r and s, one behind the other',
    fix: "Let the IdP's signer write ECDSA signatures as XML Signature 6.4.3 says (in many libraries: IEEE P1363).",
  },
}

/** What the signer itself did wrong: nobody altered the message there. */
export const BY_SIGNER: ReadonlySet<Alteration | null> = new Set<Alteration>([
  'signed-too-early',
  'signed-apart',
  'other-canonicalization',
  'not-canonicalized',
  'other-digest',
  'other-hash',
  'signed-as-der',
])
