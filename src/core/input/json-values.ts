import { HarnessError } from '../errors.ts'

/** As many values as a seed with every worker that TaskRouter allows; parsed, they take about 100 MB. */
const MAX_VALUES = 1_000_000

const [QUOTE, COMMA, BACKSLASH, OPEN_LIST, OPEN_OBJECT] = Buffer.from('",\\[{')

/**
 * Rejects JSON with too many values before it is parsed: 31 MB of `{}` take more than a gigabyte.
 * @param what it is, as the subject of a sentence
 * @throws HarnessError INVALID_REQUEST
 */
export function refuseManyValues(json: Buffer, what: string): void {
  if (json.length < MAX_VALUES || countValues(json) <= MAX_VALUES) return
  const hint = 'Send it in several parts. What a seed does not name stays unchanged.'
  throw new HarnessError('INVALID_REQUEST', `${what} has more than ${MAX_VALUES} values.`, hint)
}

/** Every value except the first follows a comma, or is the first in a list or object. */
function countValues(json: Buffer): number {
  let count = 1
  let inText = false
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]
    if (inText) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) inText = false
    } else if (byte === QUOTE) inText = true
    else if (byte === COMMA || byte === OPEN_LIST || byte === OPEN_OBJECT) count += 1
  }
  return count
}
