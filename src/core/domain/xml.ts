const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** Makes a function that writes these characters as references. */
export function escaping(characters: string): (text: string) => string {
  const pattern = new RegExp(`[${characters}]`, 'g')
  return (text) => text.replace(pattern, (character) => REFERENCES[character] ?? character)
}

/** Text as XML content. A carriage return is written as a reference, or a parser would make it a line end. */
export const escapeText = escaping('&<>\r')

const escapeAttribute = escaping('&<>"\t\n\r')

/** An element; attributes that are null are left out. Children are XML already. */
export function writeElement(name: string, attributes: Record<string, string | null>, children: string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : ` ${key}="${escapeAttribute(value)}"`,
  )
  const content = children.join('')
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`
}
