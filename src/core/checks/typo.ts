const MAX_TYPOS = 2

/** How many characters must be changed, added or removed to turn one text into the other; null if more than two. */
export function typosBetween(one: string, other: string): number | null {
  if (Math.abs(one.length - other.length) > MAX_TYPOS) return null
  const typos = distance(...withoutCommonEnds(one, other))
  return typos <= MAX_TYPOS ? typos : null
}

function withoutCommonEnds(one: string, other: string): [string, string] {
  const shorter = Math.min(one.length, other.length)
  let begin = 0
  while (begin < shorter && one[begin] === other[begin]) begin += 1
  let end = 0
  while (end < shorter - begin && one.at(-1 - end) === other.at(-1 - end)) end += 1
  return [one.slice(begin, one.length - end), other.slice(begin, other.length - end)]
}

const LONGEST = 100

/** The Levenshtein distance; simply large for long strings that differ completely. */
function distance(one: string, other: string): number {
  if (one.length > LONGEST) return one.length
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1)
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    above = current
  }
  return above[other.length] ?? 0
}
