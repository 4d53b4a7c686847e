import { elementOf, remove, replace } from '../../../src/core/mutations/attacks/edit.ts'

const startTag = (element: string) => `<(?:\\w+:)?${element}(?:\\s[^<>]*)?`

type Change = string | ((value: string) => string)

function changeMatch(xml: string, pattern: RegExp, change: Change): string {
  const [value] = pattern.exec(xml) ?? []
  if (value === undefined) throw new Error(`nothing to replace: ${pattern}`)
  return replace(xml, pattern, typeof change === 'string' ? change : change(value))
}

/** Gives an attribute of the first element of this name another value. */
export const setAttribute = (xml: string, element: string, name: string, change: Change) =>
  changeMatch(xml, new RegExp(`(?<=${startTag(element)}\\s${name}=")[^"]*`), change)

/** Takes an attribute of the first element of this name out. */
export const dropAttribute = (xml: string, element: string, name: string) =>
  remove(xml, new RegExp(`(?<=${startTag(element)})\\s${name}="[^"]*"`))

/** Gives the first element of this name another text. */
export const setText = (xml: string, element: string, change: Change) =>
  changeMatch(xml, new RegExp(`(?<=${startTag(element)}>)[^<]*`), change)

/** Takes the first element of this name out. */
export const dropElement = (xml: string, element: string) => remove(xml, elementOf(xml, element))

/** The tenant of somebody else, in a URL or entity ID. */
export const otherTenant = (url: string) => url.replace(/(AC|JQ)[0-9a-f]{32}/, (_, prefix) => prefix + 'f'.repeat(32))

/** Puts attributes and declarations into the start tag of a response. */
export const onRoot = (xml: string, attributes: string) =>
  replace(xml, '<samlp:Response ', `<samlp:Response ${attributes} `)
