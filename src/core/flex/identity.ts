/**
 * The identity that Flex derives from a user name: every byte outside A-Z, a-z and 0-9 becomes `_` and two upper-case
 * hexadecimal digits (`a.b@c` is `a_2Eb_40c`). Observed for `.`, `@`, `-`; inferred for `_` itself and beyond ASCII.
 */
export function escapeIdentity(name: string): string {
  return Array.from(Buffer.from(name, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte)
    return /[A-Za-z0-9]/.test(character) ? character : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}
