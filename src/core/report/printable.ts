const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu

/** `::` at the start of a word and `##[` anywhere are commands to GitHub's runner, which reads the output. */
const COMMAND = /(?<!\S):(?=:)|#(?=#\[)/g

/** Text from a message, with everything that controls a terminal or log, reverses text or is invisible written as `\u202e`. */
export function printable(text: string): string {
  return text.replace(UNSEEN, spell).replace(COMMAND, spell)
}

/** As UTF-16, so that it means the same inside JSON. */
function spell(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'))
  return units.map((digits) => `\\u${digits}`).join('')
}

const LONGEST = 1_000

/** A value for people: printable, and truncated if it is very long. */
export function shorten(text: string): string {
  if (text.length <= LONGEST) return printable(text)
  return `${printable(text.slice(0, LONGEST))}… (${text.length} characters)`
}

/** Indented JSON that is printable and still the same JSON. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(printable).join('\n')
}
