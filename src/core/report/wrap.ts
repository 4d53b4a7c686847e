const COLUMNS = 80

/**
 * Wraps text at spaces to 80 columns. A word that does not fit, such as a URL, gets a line of its own.
 * @param start the beginning of the first line
 * @param hang the beginning of every other line
 */
export function wrap(text: string, start: string, hang: string): string {
  const lines: string[] = []
  let line = start
  for (const [index, word] of text.split(' ').entries()) {
    const longer = index === 0 ? line + word : `${line} ${word}`
    if (longer.length > COLUMNS && line.trim() !== '') {
      lines.push(line)
      line = hang + word
    } else {
      line = longer
    }
  }
  return [...lines, line].map((each) => each.trimEnd()).join('\n')
}
