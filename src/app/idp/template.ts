import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const asGuid = (hex: string) => hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
const digits = () => Array.from({ length: 20 }, (_, index) => randomInt(index === 0 ? 1 : 0, 10)).join('')

/** The values of `{…}` in a response style: stable for a tenant or user, or new each time. */
const MAKERS: Record<string, (about: TemplateValues) => string> = {
  guid: ({ tenant }) => asGuid(hashOf(tenant)),
  hex8: ({ tenant }) => hashOf(tenant).slice(0, 8),
  hex20: ({ tenant }) => hashOf(tenant).slice(0, 20),
  userGuid: ({ email }) => asGuid(hashOf(email)),
  newGuid: () => randomUUID(),
  newHex20: () => randomBytes(10).toString('hex'),
  newHex32: () => randomBytes(16).toString('hex'),
  newDigits: digits,
}

/** What templates are filled from: stable values are derived from `tenant` and `email`; the others are inserted unchanged. */
export type TemplateValues = { tenant: string; email: string } & Record<string, string>

/** Fills the braces of a template. */
export function fillTemplate(template: string, about: TemplateValues): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = MAKERS[name]?.(about) ?? about[name]
    if (value === undefined) throw new Error(`a template has {${name}}: ${template}`)
    return value
  })
}
