import { messageIn, type Reading } from './captured-message.ts'
import { decodeListed, type Parameter } from './parameters.ts'

/** The bare value of the field: base64, with line breaks, in quotes, or percent-encoded as a browser shows it. */
export function readField(text: string): Reading {
  return readParameters([['SAMLResponse', unquote(text)]])
}

/** Whether a text is a list of fields as the network panel shows them: a name, a colon or white space, a value. */
export function isFieldList(text: string): boolean {
  return LABEL.test(text)
}

const LABEL = /^(SAMLResponse|RelayState)(?::|\s|$)/

/** Reads a list of fields; everything up to the next name belongs to the current one. */
export function readFieldList(text: string): Reading {
  const parameters: Parameter[] = []
  for (const line of text.split(/\r?\n/)) {
    const label = LABEL.exec(line)
    const last = parameters.at(-1)
    if (label) parameters.push([label[1] ?? '', line.slice(label[0].length)])
    else if (last) last[1] += `\n${line}`
  }
  return readParameters(parameters.map(([name, value]) => [name, value.trim()]))
}

function readParameters(parameters: Parameter[]): Reading {
  const decoded = decodeListed(parameters)
  const found = decoded === parameters ? null : 'the field, percent-decoded'
  const message = messageIn(decoded, { binding: 'post', url: null, at: null, found })
  return {
    messages: message ? [message] : [],
    what: 'a list of fields without a SAMLResponse',
    hint: 'Also copy the value of SAMLResponse.',
  }
}

function unquote(text: string): string {
  return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text
}
