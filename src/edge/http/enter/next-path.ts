const MAX_LENGTH = 2_000
/** A slash that is not followed by a second one or a backslash, then characters of a URL: no spaces, no control characters. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/

/** Where a browser goes after it signed in: a path of this harness, or else its start page. */
export function nextPath(requested: unknown): string {
  const isPath = typeof requested === 'string' && requested.length <= MAX_LENGTH && OWN_PATH.test(requested)
  return isPath && !/^\/enter(\?|#|$)/.test(requested) ? requested : '/'
}
