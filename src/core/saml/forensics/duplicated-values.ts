import { isTag, isText, type Pieces, plainToken, startTagOf } from './tokens.ts'

/** A value in a message, and a function that writes the message with a different value. */
interface Slot {
  value: string | null
  write: (value: string) => string
}
type Find = (pieces: Pieces) => Slot | null

const replaceAt = (pieces: Pieces, index: number, piece: string) =>
  [...pieces.slice(0, index), piece, ...pieces.slice(index + 1)].join('')

/** An attribute of the first matching start tag; a missing one can be added. */
function attribute(name: string, fits: (piece: string) => boolean): Find {
  const pattern = new RegExp(` ${name}="([^"]*)"`)
  return (pieces) => {
    const index = pieces.findIndex(fits)
    const tag = pieces[index]
    if (tag === undefined) return null
    const value = pattern.exec(tag)?.[1] ?? null
    const bare = tag.replace(pattern, '').slice(0, -1)
    return { value, write: (other) => replaceAt(pieces, index, `${bare} ${name}="${other}">`) }
  }
}

const ISSUER = startTagOf('Issuer')

/** The text of the first or second Issuer. */
const issuer =
  (position: 0 | 1): Find =>
  (pieces) => {
    const tags = pieces.flatMap((piece, index) => (ISSUER.test(piece) ? [index] : []))
    const at = tags[position]
    const text = at === undefined ? undefined : pieces[at + 1]
    if (at === undefined || text === undefined || !isText(text)) return null
    return { value: text, write: (other) => replaceAt(pieces, at + 1, other) }
  }

const inAssertion = startTagOf('Assertion')
const inConfirmation = startTagOf('SubjectConfirmationData')
const ofAssertion = (name: string) => attribute(name, (piece) => inAssertion.test(piece))
const ofConfirmation = (name: string) => attribute(name, (piece) => inConfirmation.test(piece))

/** Values that occur twice: in the response itself and in the assertion. */
const TWINS: [outer: string, Find, inner: string, Find][] = [
  ['Destination', attribute('Destination', isTag), 'Recipient', ofConfirmation('Recipient')],
  ['InResponseTo', attribute('InResponseTo', isTag), 'InResponseTo of the subject', ofConfirmation('InResponseTo')],
  ['Issuer of the response', issuer(0), 'Issuer of the assertion', issuer(1)],
  [
    'IssueInstant of the response',
    attribute('IssueInstant', isTag),
    'IssueInstant of the assertion',
    ofAssertion('IssueInstant'),
  ],
]

/** The message with one of two values that should be equal replaced by the other. */
export function* swapsOf(pieces: Pieces) {
  for (const [outer, findOuter, inner, findInner] of TWINS) {
    const [one, other] = [findOuter(pieces), findInner(pieces)]
    if (one === null || other === null || one.value === other.value) continue
    if (other.value !== null) yield replaced(one, other.value, outer)
    if (one.value !== null) yield replaced(other, one.value, inner)
  }
}

const replaced = (slot: Slot, signed: string, name: string) => ({
  alteration: 'value-replaced' as const,
  text: slot.write(signed),
  detail: `${name}: '${plainToken(signed)}'`,
})
