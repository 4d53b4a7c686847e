const isStartTag = (piece: string) => /^<[^/]/.test(piece) && !piece.endsWith('/>')

/** Writes each element on a line of its own, indented by its depth, and its value on one of its own where asked to. */
export function prettyPrint(xml: string, withValues = false): string {
  const all = xml.match(/<[^>]*>|[^<]+/g) ?? []
  const isValue = (index: number) => isStartTag(all[index - 1] ?? '') && all[index + 1]?.startsWith('</') === true
  const pieces = all.filter((piece, index) => piece.trim() !== '' || isValue(index))
  let depth = 0
  const written = pieces.map((piece, index) => {
    const isText = !piece.startsWith('<')
    const closes = piece.startsWith('</')
    const before = pieces[index - 1] ?? ''
    const staysInLine = isText || (closes && (!before.startsWith('<') || isStartTag(before)))
    if (closes) depth -= 1
    const line = `\n${'  '.repeat(depth)}`
    if (!isText && !closes && !piece.endsWith('/>')) depth += 1
    return (staysInLine && !withValues) || index === 0 ? piece : line + piece.trim()
  })
  return written.join('')
}

/** UTF-8 that was read as Latin-1 and written as UTF-8 again. */
export const readAsLatin1 = (xml: string) => Buffer.from(xml).toString('latin1')

/** A form decoder does so with XML that nobody encoded. */
export const loseEveryPlus = (xml: string) => xml.replaceAll('+', ' ')
