import { append, elementOf, prefixOf, replace } from '../../../src/core/mutations/attacks/edit.ts'

/** The ID of an element. */
export const idOf = (element: string) => / ID="([^"]*)"/.exec(element)?.[1] ?? ''

/** Puts content right before the first end tag of this local name. */
export const appendTo = (xml: string, name: string, content: string) =>
  replace(xml, elementOf(xml, name), append(elementOf(xml, name), content))

/** Changes the bytes that the first element of this name holds in base64. */
export function withBytes(xml: string, name: string, change: (bytes: Buffer) => Buffer): string {
  const text = new RegExp(`(?<=<(?:\\w+:)?${name}>)[^<]*`)
  return replace(xml, text, change(Buffer.from(text.exec(xml)?.[0] ?? '', 'base64')).toString('base64'))
}

/** Replaces the content of the Transforms of the first signature. */
export function withTransforms(xml: string, write: (prefix: string, genuine: string[]) => string): string {
  const transforms = elementOf(xml, 'Transforms')
  const prefix = prefixOf(transforms)
  const one = new RegExp(`<${prefix}Transform (?:[^>]*/>|[\\s\\S]*?</${prefix}Transform>)`, 'g')
  const genuine = transforms.match(one) ?? []
  return replace(xml, transforms, `<${prefix}Transforms>${write(prefix, genuine)}</${prefix}Transforms>`)
}

/** Puts one Transform of the attacker between the genuine ones of the first signature. */
export const smuggle = (xml: string, algorithm: string, content: (prefix: string) => string) =>
  withTransforms(
    xml,
    (prefix, [enveloped = '', exclusive = '']) =>
      `${enveloped}<${prefix}Transform Algorithm="${algorithm}">${content(prefix)}</${prefix}Transform>${exclusive}`,
  )
