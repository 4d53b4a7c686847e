import type { Alteration } from '../../domain/saml.ts'
import { swapsOf } from './duplicated-values.ts'
import { withoutSignatureOf } from './raw.ts'
import { isTag, isText, type Pieces, startTagOf } from './tokens.ts'

/** A message as it may have been before something changed it. */
export interface Candidate {
  alteration: Alteration
  /** XML, not yet parsed. */
  text: string
  detail: string | null
}

type Change = (text: string) => string

/** Changes every run of text, given the tags around it. */
const inTexts = (pieces: Pieces, change: (text: string, before: string, after: string) => string): Pieces =>
  pieces.map((piece, index) =>
    isText(piece) ? change(piece, pieces[index - 1] ?? '', pieces[index + 1] ?? '') : piece,
  )

/** Changes every value: runs of text, and attributes except namespace declarations. */
const inValues = (pieces: Pieces, change: Change): Pieces =>
  pieces.map((piece) => {
    if (isText(piece)) return change(piece)
    if (!isTag(piece)) return piece
    return piece.replace(/ (?!xmlns[:=])([^\s="]+)="([^"]*)"/g, (_, name, value) => ` ${name}="${change(value)}"`)
  })

const isBlank = (text: string) => !/[^ \t\r\n]/.test(text.replaceAll('&#xD;', ''))

const withoutIndentation = (pieces: Pieces): Pieces =>
  inTexts(pieces, (text, before, after) =>
    isBlank(text) && !(isTag(before) && !before.startsWith('</') && after.startsWith('</')) ? '' : text,
  )

/** The signer itself may have written base64 in several lines. */
const IS_BASE64 = startTagOf('SignatureValue', 'X509Certificate')
const butBase64 = (change: Change) => (text: string, before: string) => (IS_BASE64.test(before) ? text : change(text))
const isInLines = (text: string, before: string) => IS_BASE64.test(before) && text.trim().includes('\n')

const withoutPadding = (pieces: Pieces): Pieces =>
  inTexts(pieces, (text, before) => (isBlank(text) || isInLines(text, before) ? text : text.trim()))

/** The white space that PHP's xmlseclibs writes around the elements of a signature. */
const XMLSECLIBS: [tag: RegExp, before: string][] = [
  [startTagOf('SignedInfo', 'Reference'), '\n  '],
  [startTagOf('SignatureMethod'), '\n    '],
  [startTagOf('KeyInfo'), '\n'],
]

const asOfXmlseclibs = (pieces: Pieces): Pieces =>
  pieces.map((piece) => (XMLSECLIBS.find(([tag]) => tag.test(piece))?.[1] ?? '') + piece)

/** An e-mail address or base64, which contain no spaces. */
const HAS_NO_SPACES = /^[^\s@]+(?: [^\s@]+)*@[^\s@]+$|^[A-Za-z0-9/]{8,}(?: [A-Za-z0-9/]*)+={0,2}$/

const toPlus: Change = (value) => (HAS_NO_SPACES.test(value) ? value.replaceAll(' ', '+') : value)

/** The characters of Windows-1252 in place of the control characters of Latin-1, by byte. */
const WINDOWS_1252 = new Map(
  Array.from({ length: 32 }, (_, index) => {
    const byte = 0x80 + index
    return [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), String.fromCharCode(byte)] as const
  }),
)
const LETTERS_OF_1252 = new RegExp(`[${[...WINDOWS_1252.keys()].join('')}]`, 'g')

/** The text decoded as UTF-8, if its characters are the bytes of UTF-8. */
const readAsUtf8: Change = (text) => {
  const bytes = text.replace(LETTERS_OF_1252, (letter) => WINDOWS_1252.get(letter) ?? letter)
  const read = /[^\0-\xff]/.test(bytes) ? '\ufffd' : Buffer.from(bytes, 'latin1').toString('utf8')
  return read.includes('\ufffd') ? text : read
}

const undoTwice: Change = (value) => value.replace(/&amp;(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi, '&$1;')
const doTwice: Change = (value) => value.replace(/&(amp|lt|gt|quot);/g, '&amp;$1;')
const withoutCarriageReturns: Change = (text) => text.replaceAll('&#xD;', '')
const withCarriageReturns: Change = (text) => text.replace(/(?<!&#xD;)\n/g, '&#xD;\n')

interface Undo {
  alteration: Alteration
  /** What a text must contain for there to be anything to undo. */
  trace: RegExp
  undo: (pieces: Pieces) => Pieces
}

const row = (alteration: Alteration, trace: RegExp, undo: Undo['undo']): Undo => ({ alteration, trace, undo })

const INDENTATION = />(?:\s|&#xD;)+</
const PADDING = />\s|\s</
const XMLSECLIBS_ELEMENT = /<ds:SignedInfo>/ // the only prefix that it writes
const OTHER_LETTERS = /[^\0-\x7f]/

/** Possible changes to a message, most likely first, each with a function to undo it. */
const UNDOS: readonly Undo[] = [
  row('pretty-printed', INDENTATION, withoutIndentation),
  row('pretty-printed', XMLSECLIBS_ELEMENT, (pieces) => asOfXmlseclibs(withoutIndentation(pieces))),
  row('values-padded', PADDING, withoutPadding),
  row('pretty-printed', PADDING, (pieces) => withoutPadding(withoutIndentation(pieces))),
  row('pretty-printed', PADDING, (pieces) => asOfXmlseclibs(withoutPadding(withoutIndentation(pieces)))),
  row('asides-added', /<[!?]/, (pieces) => pieces.filter((piece) => isTag(piece) || isText(piece))),
  row('plus-became-space', / /, (pieces) => inValues(pieces, toPlus)),
  row('escaped-twice', /&amp;[a-z#]/i, (pieces) => inValues(pieces, undoTwice)),
  row('unescaped-twice', /&(amp|lt|gt|quot);/, (pieces) => inValues(pieces, doTwice)),
  row('read-as-latin-1', OTHER_LETTERS, (pieces) => [readAsUtf8(pieces.join(''))]),
  row('carriage-returns-added', /&#xD;/, (pieces) => inTexts(pieces, withoutCarriageReturns)),
  row('carriage-returns-added', /&#xD;/, (pieces) => inTexts(pieces, butBase64(withoutCarriageReturns))),
  row('carriage-returns-lost', /\n/, (pieces) => inTexts(pieces, withCarriageReturns)),
  row('carriage-returns-lost', /\n/, (pieces) => inTexts(pieces, butBase64(withCarriageReturns))),
  row('composed', OTHER_LETTERS, (pieces) => [pieces.join('').normalize('NFD')]),
  row('decomposed', OTHER_LETTERS, (pieces) => [pieces.join('').normalize('NFC')]),
  row('signed-too-early', /:?Signature>/, (pieces) => [withoutSignatureOf(pieces.join(''), 'Assertion')]),
]

/** Every text that a canonical document may have been before a change, each once. */
export function* undosOf(source: string, pieces: Pieces): Generator<Candidate> {
  const isIndented = INDENTATION.test(source) && withoutIndentation(pieces).join('') !== source
  const tried = new Set([source])
  for (const { alteration: name, trace, undo } of UNDOS) {
    const text = trace.test(source) ? undo(pieces).join('') : source
    if (tried.has(text)) continue
    tried.add(text)
    yield { alteration: name === 'pretty-printed' && !isIndented ? 'white-space-removed' : name, text, detail: null }
  }
  yield* swapsOf(pieces)
}
