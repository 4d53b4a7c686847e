/** Elements that an HTML page, or a piece of one, starts with. */
const HTML_ELEMENTS = new Set('html head body title meta link script style form div p center input noscript'.split(' '))

/** What may come before the first element: how it starts and ends. */
const PROLOGUE = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const

/** Whether markup is an HTML page; else it is treated as XML. */
export function isHtml(markup: string): boolean {
  let at = markup.search(/\S/)
  while (at >= 0) {
    const skipped = PROLOGUE.find(([open]) => markup.startsWith(open, at))
    if (skipped === undefined) break
    const [open, close] = skipped
    const end = markup.indexOf(close, at + open.length)
    at = end < 0 ? -1 : markup.indexOf('<', end + close.length)
  }
  const name = at < 0 ? undefined : /^<([a-z]{1,20})[\s/>]/i.exec(markup.slice(at, at + 30))?.[1]
  return name !== undefined && HTML_ELEMENTS.has(name.toLowerCase())
}
