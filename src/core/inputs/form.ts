import { type CapturedMessage, messageIn, type Reading } from './captured-message.ts'
import { decodeForm, decodeQuery, otherMessagesIn, type Parameter } from './parameters.ts'

const FIELD = 'SAMLResponse='
const INPUT_HINT = 'Use the body that was posted to Flex: SAMLResponse=…&RelayState=….'

/** Whether a text is or contains a form body or a URL. */
export function isForm(text: string): boolean {
  return isUrl(text) || /^\??[a-z_][\w.-]{0,60}=[^=\s]/i.test(text) || text.includes(FIELD)
}

const isUrl = (text: string) => /^(https?:\/\/|\?|\/[^\s?]*\?)/i.test(text)

/** Finds the messages in a form body, in URLs, or in other text that contains them: lines, logs, copied requests. */
export function readForm(text: string): Reading {
  const passages = passagesOf(text)
  const isWhole = passages.length < 2 && text.startsWith(passages[0] ?? '')
  const parts = isWhole ? [text] : passages
  const messages = parts.flatMap((part, index) => readPart(part, isWhole ? null : `passage ${index + 1}`) ?? [])
  const others = otherMessagesIn(decodePart(text)).join(' and ')
  const what = isUrl(text) ? 'a URL' : 'a form body'
  return {
    messages,
    what: others ? `${what} with ${others}, but no SAMLResponse` : `${what} without a SAMLResponse`,
    hint: INPUT_HINT,
  }
}

function readPart(part: string, found: string | null): CapturedMessage | null {
  const binding = isUrl(part) ? 'redirect' : 'post'
  const url = /^https?:/i.test(part) ? (part.split(/\s/, 1)[0] ?? null) : null
  return messageIn(decodePart(part), { binding, url, at: null, found })
}

const decodePart = (part: string): Parameter[] => (isUrl(part) ? decodeQuery(part) : decodeForm(part))

const BOUNDARY = /[\s"'`<>]/g

/** The words of a text with a SAMLResponse parameter; each ends at white space, a quote or a bracket. */
export function passagesOf(text: string): string[] {
  const passages: string[] = []
  let from = 0
  for (let at = text.indexOf(FIELD); at >= 0; at = text.indexOf(FIELD, from)) {
    let start = at
    while (start > from && !/[\s"'`<>]/.test(text[start - 1] ?? '')) start -= 1
    BOUNDARY.lastIndex = at
    const end = BOUNDARY.exec(text)?.index ?? text.length
    passages.push(text.slice(start, end))
    from = end
  }
  return passages
}
