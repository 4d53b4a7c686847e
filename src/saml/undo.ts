import type { Alteration } from '../domain/saml.ts'
import { cut, isTag, isText, type Pieces, startTagOf } from './pieces.ts'
import { withoutSignatureOf } from './raw.ts'
import { swapsOf } from './twins.ts'

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

/** Changes every value: runs of text, and attributes but for namespace declarations. */
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

/** Base64 in several lines is as the signer wrote it. */
const IS_BASE64 = startTagOf('SignatureValue', 'X509Certificate')
const butBase64 = (change: Change) => (text: string, before: string) => (IS_BASE64.test(before) ? text : change(text))
const isInLines = (text: string, before: string) => IS_BASE64.test(before) && text.trim().includes('\n')

const withoutPadding = (pieces: Pieces): Pieces =>
  inTexts(pieces, (text, before) => (isBlank(text) || isInLines(text, before) ? text : text.trim()))

/** The white space that the xmlseclibs of PHP write around the elements of a signature. */
const XMLSECLIBS: [tag: RegExp, before: string][] = [
  [startTagOf('SignedInfo', 'Reference'), '\n  '],
  [startTagOf('SignatureMethod'), '\n    '],
  [startTagOf('KeyInfo'), '\n'],
]

const asOfXmlseclibs = (pieces: Pieces): Pieces =>
  pieces.map((piece) => (XMLSECLIBS.find(([tag]) => tag.test(piece))?.[1] ?? '') + piece)

/** An e-mail address or base64, in which a space has no place. */
const HAS_NO_SPACES = /^[^\s@]+(?: [^\s@]+)*@[^\s@]+$|^[A-Za-z0-9/]{8,}(?: [A-Za-z0-9/]*)+={0,2}$/

const toPlus: Change = (value) => (HAS_NO_SPACES.test(value) ? value.replaceAll(' ', '+') : value)

/** The characters that Windows-1252 has where Latin-1 has control characters. */
const WINDOWS_1252 = new Map(
  Array.from({ length: 32 }, (_, index) => {
    const byte = 0x80 + index
    return [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte] as const
  }),
)
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Letters that stand for the bytes of a UTF-8 sequence become the letter that it was. */
const readAsUtf8: Change = (value) =>
  value.replace(/[^\0-\x7f]+/g, (letters) => {
    const bytes = [...letters].map((letter) => WINDOWS_1252.get(letter) ?? letter.charCodeAt(0))
    try {
      return bytes.some((byte) => byte > 0xff) ? letters : strictUtf8.decode(Uint8Array.from(bytes))
    } catch {
      return letters
    }
  })

const undoTwice: Change = (value) => value.replace(/&amp;(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi, '&$1;')
const doTwice: Change = (value) => value.replace(/&(amp|lt|gt|quot);/g, '&amp;$1;')
const withoutCarriageReturns: Change = (text) => text.replaceAll('&#xD;', '')
const withCarriageReturns: Change = (text) => text.replace(/(?<!&#xD;)\n/g, '&#xD;\n')

/** What may have been done to a message, the likelier first, each with the way back. */
const UNDOS: readonly [Alteration, undo: (pieces: Pieces) => Pieces][] = [
  ['pretty-printed', withoutIndentation],
  ['pretty-printed', (pieces) => asOfXmlseclibs(withoutIndentation(pieces))],
  ['values-padded', withoutPadding],
  ['pretty-printed', (pieces) => withoutPadding(withoutIndentation(pieces))],
  ['pretty-printed', (pieces) => asOfXmlseclibs(withoutPadding(withoutIndentation(pieces)))],
  ['asides-added', (pieces) => pieces.filter((piece) => isTag(piece) || isText(piece))],
  ['carriage-returns-added', (pieces) => inTexts(pieces, withoutCarriageReturns)],
  ['carriage-returns-added', (pieces) => inTexts(pieces, butBase64(withoutCarriageReturns))],
  ['carriage-returns-lost', (pieces) => inTexts(pieces, withCarriageReturns)],
  ['carriage-returns-lost', (pieces) => inTexts(pieces, butBase64(withCarriageReturns))],
  ['escaped-twice', (pieces) => inValues(pieces, undoTwice)],
  ['unescaped-twice', (pieces) => inValues(pieces, doTwice)],
  ['plus-became-space', (pieces) => inValues(pieces, toPlus)],
  ['read-as-latin-1', (pieces) => inValues(pieces, readAsUtf8)],
  ['composed', (pieces) => inValues(pieces, (value) => value.normalize('NFD'))],
  ['decomposed', (pieces) => inValues(pieces, (value) => value.normalize('NFC'))],
  ['signed-too-early', (pieces) => [withoutSignatureOf(pieces.join(''), 'Assertion')]],
]

/** Every text that a canonical document may have been before, each once. */
export function* undosOf(source: string): Generator<Candidate> {
  const pieces = cut(source)
  const isIndented = withoutIndentation(pieces).join('') !== source
  const tried = new Set([source])
  for (const [name, undo] of UNDOS) {
    const text = undo(pieces).join('')
    if (tried.has(text)) continue
    tried.add(text)
    yield { alteration: name === 'pretty-printed' && !isIndented ? 'white-space-removed' : name, text, detail: null }
  }
  yield* swapsOf(pieces)
}
