import { dig, listAt } from './json.ts'

/** The name and the value of a form field, a query parameter or a header. */
export type Parameter = [name: string, value: string]

/** The parameters of other protocols and messages. */
const OTHERS = new Map([
  ['SAMLRequest', 'a SAMLRequest'],
  ['SAMLart', 'a SAML artifact'],
  ['wresult', 'a wresult (WS-Federation)'],
  ['id_token', 'an id_token (OpenID Connect)'],
  ['code', 'a code (OAuth, OpenID Connect)'],
])

/** Whether a parameter matters here; all others are dropped. */
export function isOfInterest(name: string): boolean {
  return name === 'SAMLResponse' || name === 'RelayState' || OTHERS.has(name)
}

/** The other kinds of messages in parameters, in words. */
export function otherMessagesIn(parameters: Parameter[]): string[] {
  return [...new Set(parameters.flatMap(([name]) => OTHERS.get(name) ?? []))]
}

const LONGEST_NAME = 60 // SAMLResponse with every character percent-encoded takes 36

/** Reads a form body or a query as a server would: `+` is a space, and values are percent-decoded. */
export function decodeForm(body: string): Parameter[] {
  const parameters: Parameter[] = []
  for (let at = 0; at < body.length; ) {
    const ampersand = body.indexOf('&', at)
    const end = ampersand < 0 ? body.length : ampersand
    const [name = ''] = body.slice(at, Math.min(end, at + LONGEST_NAME)).split('=', 1)
    if (isOfInterest(name) || name.includes('%')) parameters.push(...new URLSearchParams(body.slice(at, end)))
    at = end + 1
  }
  return parameters.filter(([name]) => isOfInterest(name))
}

/** The parameters in the query of a URL. */
export function decodeQuery(url: string): Parameter[] {
  const [beforeFragment = ''] = url.split('#', 1)
  const start = beforeFragment.indexOf('?')
  return start < 0 ? [] : decodeForm(beforeFragment.slice(start + 1))
}

/** Reads a list of `[name, value]` or `{name, value}`; anything else in it is ignored. */
export function parametersAt(value: unknown, ...path: string[]): Parameter[] {
  return listAt(value, ...path).flatMap((each): Parameter[] => {
    const [name, text] = Array.isArray(each) ? each : [dig(each, 'name'), dig(each, 'value')]
    return typeof name === 'string' && typeof text === 'string' ? [[name, text]] : []
  })
}

/**
 * Parameters listed either as sent or decoded. Base64 contains no percent sign, so the field shows
 * which one applies to all of them.
 */
export function decodeListed(parameters: Parameter[]): Parameter[] {
  const isEncoded = parameters.some(([name, value]) => name === 'SAMLResponse' && /%[0-9a-f]{2}/i.test(value))
  return isEncoded ? parameters.map(([name, value]) => [decodePercent(name), decodePercent(value)]) : parameters
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
