const MAX_LENGTH = 2_000
/** A slash that neither a second one nor a backslash follows, then what a URL may hold: no blanks, no control characters. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/

/** Where a browser goes after it was let in: a path of this harness, else its start page. */
export function nextPath(wish: unknown): string {
  const isPath = typeof wish === 'string' && wish.length <= MAX_LENGTH && OWN_PATH.test(wish)
  return isPath && !/^\/enter(\?|#|$)/.test(wish) ? wish : '/'
}
