import type { Alteration } from '../../../src/core/domain/saml.ts'
import { inAssertion, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { ACS, GENUINE, type ResponseParts } from '../response.ts'
import { loseEveryPlus, prettyPrint, readAsLatin1 } from './alter.ts'
import { type ForensicCase, RESPONSE, STRUCTURE } from './forensic-case.ts'

const about = (...values: string[]) => ({ claims: { ...(GENUINE.claims as Record<string, string[]>), about: values } })
const NAME = { full_name: ['Zo\u00eb \u00c5ngstr\u00f6m'] }
const accented = { claims: { ...(GENUINE.claims as Record<string, string[]>), ...NAME } }

type Row = [name: string, alteration: Alteration, what: string, says: RegExp, changes: Partial<ResponseParts>]

/** One change of the whole message, or of the assertion, which breaks both signatures. */
const BOTH: Row[] = [
  [
    'indented',
    'pretty-printed',
    'The message is pretty-printed.',
    /white space.*between/,
    { after: (xml) => prettyPrint(xml) },
  ],
  [
    'indented-with-values',
    'pretty-printed',
    'The message is pretty-printed, with values on lines of their own.',
    /white space.*between/,
    { after: (xml) => prettyPrint(xml, true) },
  ],
  [
    'value-padded',
    'values-padded',
    'The NameID gets white space around it.',
    /around values/,
    { after: (xml) => xml.replace('>ada@example.com</saml:NameID>', '>\n ada@example.com </saml:NameID>') },
  ],
  [
    'value-trimmed',
    'value-trimmed',
    'The space at the end of a name is cut off.',
    /'Ada Lovelace '/,
    {
      claims: { ...(GENUINE.claims as Record<string, string[]>), full_name: ['Ada Lovelace '] },
      after: (xml) => replace(xml, 'Lovelace <', 'Lovelace<'),
    },
  ],
  [
    'instruction-added',
    'asides-added',
    'A gateway notes in the assertion that it has seen it.',
    /processing instruction/,
    { after: (xml) => replace(xml, '<saml:Conditions', '<?gateway seen?><saml:Conditions') },
  ],
  [
    'carriage-returns-added',
    'carriage-returns-added',
    'Line ends become CR LF, the CR as a reference.',
    /carriage returns.*put in/,
    { ...about('one\ntwo'), after: (xml) => replace(xml, 'one\ntwo', 'one&#13;\ntwo') },
  ],
  [
    'carriage-returns-lost',
    'carriage-returns-lost',
    'The CR of a line end, which was signed, is dropped.',
    /were lost/,
    {
      ...about('one\ntwo'),
      before: (xml) => replace(xml, 'one\ntwo', 'one&#13;\ntwo'),
      after: (xml) => replace(xml, /&#(13|xD);\n/, '\n'),
    },
  ],
  [
    'escaped-twice',
    'escaped-twice',
    'The ampersand of a value is escaped once more.',
    /once more/,
    { ...about('R&D <one>'), after: (xml) => xml.replaceAll(/&(?=amp;|lt;)/g, '&amp;') },
  ],
  [
    'unescaped-twice',
    'unescaped-twice',
    'A value that speaks of &amp; is decoded once too often.',
    /once too often/,
    { ...about('R&amp;D'), after: (xml) => replace(xml, 'R&amp;amp;D', 'R&amp;D') },
  ],
  [
    'plus-in-addresses',
    'plus-became-space',
    'The plus in e-mail addresses becomes a space.',
    /'\+' became a space/,
    {
      nameId: 'ada+flex@example.com',
      claims: { ...(GENUINE.claims as Record<string, string[]>), email: ['ada+flex@example.com'] },
      after: (xml) => xml.replaceAll('ada+flex', 'ada flex'),
    },
  ],
  [
    'plus-in-one-value',
    'plus-became-space',
    'The plus in one value becomes a space, and other values have spaces of their own.',
    /'\+' became a space/,
    { ...about('voice+chat'), after: (xml) => replace(xml, 'voice+chat', 'voice chat') },
  ],
  [
    'read-as-latin-1',
    'read-as-latin-1',
    'UTF-8 is read as Latin-1 and written as UTF-8 again.',
    /Latin-1/,
    { ...accented, after: readAsLatin1 },
  ],
  [
    'composed',
    'composed',
    'Letters with accents that were decomposed are composed.',
    /NFC/,
    {
      claims: { ...(GENUINE.claims as Record<string, string[]>), full_name: ['Zo\u00eb'.normalize('NFD')] },
      after: (xml) => xml.normalize('NFC'),
    },
  ],
  [
    'decomposed',
    'decomposed',
    'Letters with accents are decomposed.',
    /NFD/,
    { ...accented, after: (xml) => xml.normalize('NFD') },
  ],
  [
    'recipient-replaced',
    'value-replaced',
    'The Recipient is made an address behind the gateway.',
    /Recipient: 'https:\/\/iam\.twilio\.com/,
    { after: (xml) => replace(xml, ` Recipient="${ACS}"`, ' Recipient="http://10.0.0.1/saml2"') },
  ],
]

const ROWS: ForensicCase[] = BOTH.map(([name, alteration, what, says, changes]) => ({
  name,
  what,
  says,
  changes,
  fails: [RESPONSE],
  found: { Response: alteration, Assertion: alteration },
}))

/** What gateways and proxies do to a message. */
export const GATEWAY: ForensicCase[] = [
  ...ROWS,
  {
    name: 'destination-replaced',
    what: 'The Destination is made an address behind the gateway.',
    changes: { after: (xml) => replace(xml, ` Destination="${ACS}"`, ' Destination="http://10.0.0.1/saml2"') },
    fails: [RESPONSE],
    found: { Response: 'value-replaced' },
    says: /Destination: 'https:\/\/iam\.twilio\.com/,
  },
  {
    name: 'altered-around-the-assertion',
    what: 'An attribute that SAML allows is added to the Response.',
    changes: { after: (xml) => replace(xml, '<samlp:Response ', '<samlp:Response Consent="urn:a" ') },
    fails: [RESPONSE],
    found: { Response: null },
    says: /The assertion inside still holds/,
  },
  {
    name: 'altered-in-the-assertion',
    what: 'A claim gets another value.',
    changes: { after: (xml) => inAssertion(xml, 'Lovelace', 'Byron') },
    fails: [RESPONSE],
    found: { Response: null, Assertion: null },
    says: /lies in the assertion/,
  },
  {
    name: 'altered-in-a-signed-response',
    what: 'A claim gets another value in a message of which only the Response is signed.',
    changes: { sign: ['Response'], after: (xml) => inAssertion(xml, 'Lovelace', 'Byron') },
    policy: 'response',
    fails: [RESPONSE],
    found: { Response: null },
    says: /nothing tells whether/,
  },
  {
    name: 'plus-in-all-of-the-xml',
    what: 'The XML is decoded as a form value, so that every plus becomes a space, in the signature too.',
    changes: { after: loseEveryPlus },
    fails: [STRUCTURE],
    found: { Response: null, Assertion: null },
    says: /every '\+' is a space/,
  },
]
