/** A canonical document in pieces: tags, runs of text, and comments and instructions (asides). */
export type Pieces = readonly string[]

const PIECES = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<[^<>"]*(?:"[^"]*"[^<>"]*)*>|[^<]+/g

/** Splits Canonical XML into its pieces. */
export const cut = (text: string): Pieces => text.match(PIECES) ?? []

export const isTag = (piece: string) => /^<[^!?]/.test(piece)
export const isText = (piece: string) => !piece.startsWith('<')

/** Matches the start tag of an element with one of these local names. */
export const startTagOf = (...names: string[]) => new RegExp(`^<(?:[^\\s:<>/]+:)?(?:${names.join('|')})[ >]`)

/** The characters of text or of an attribute value in Canonical XML. */
export function plainToken(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
