const COLUMNS = 80

/**
 * Breaks text at spaces so that it keeps to 80 columns. A word that does not fit, such as a URL, stands alone and whole.
 * @param start what the first line begins with
 * @param hang what every other line begins with
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
