import type { SignedElement } from '../../domain/saml.ts'

type Range = [start: number, end: number]

/** The first element with this local name from a position on. Every step looks ahead once, whatever the text. */
function rangeOf(text: string, name: string, from = 0): Range | null {
  const start = searchFrom(text, new RegExp(`<((?:[^\\s:<>/]+:)?${name})(?=[\\s>])`, 'g'), from)
  const end = start && searchFrom(text, new RegExp(`</(?:[^\\s:<>/]+:)?${name}\\s*>`, 'g'), start.index)
  return start && end && [start.index, end.index + end[0].length]
}

function searchFrom(text: string, pattern: RegExp, from: number): RegExpExecArray | null {
  pattern.lastIndex = from
  return pattern.exec(text)
}

/** The position of the Signature of the Response or of its Assertion in a text with the structure of SAML. */
function signatureRange(text: string, over: SignedElement): Range | null {
  const assertion = rangeOf(text, 'Assertion')
  if (over === 'Assertion') return assertion && rangeOf(text, 'Signature', assertion[0])
  const first = rangeOf(text, 'Signature')
  const isInside = first && assertion && first[0] > assertion[0] && first[0] < assertion[1]
  return isInside ? rangeOf(text, 'Signature', assertion[1]) : first
}

/** A text without the Signature of the Response or of its Assertion. */
export function withoutSignatureOf(text: string, over: SignedElement): string {
  const range = signatureRange(text, over)
  return range ? text.slice(0, range[0]) + text.slice(range[1]) : text
}

/** The raw text of SignedInfo, not canonicalised. */
export function rawSignedInfo(text: string, over: SignedElement): string {
  const range = signatureRange(text, over)
  const info = range && rangeOf(text, 'SignedInfo', range[0])
  return info ? text.slice(...info) : ''
}

/** The raw text of an element without its signature, not canonicalised. */
export function rawContent(text: string, over: SignedElement): string {
  const bare = withoutSignatureOf(text, over)
  if (over === 'Response') return bare.slice(bare.search(/<[^!?]/)).trimEnd()
  const range = rangeOf(bare, 'Assertion')
  return range ? bare.slice(...range) : ''
}
