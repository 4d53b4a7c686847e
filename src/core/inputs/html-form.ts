import { type CapturedMessage, messageIn, type Reading } from './captured-message.ts'
import { type Tag, tagsOf } from './html-tags.ts'
import { isOfInterest, type Parameter } from './parameters.ts'

/** A form of a page. */
export interface Form {
  action: string | null
  binding: CapturedMessage['binding']
  fields: Parameter[]
}

/** Reads the page with which an IdP makes the browser post the message. */
export function readPage(html: string): Reading {
  return {
    messages: messagesOfPage(html),
    what: 'an HTML page without a form with a SAMLResponse field',
    hint: 'Save the page with the self-posting form to Flex (as source, with scripts turned off), or record the sign-in as a HAR.',
  }
}

/** The messages in the forms of a page. */
export function messagesOfPage(html: string): CapturedMessage[] {
  return formsOf(html).flatMap(
    ({ action, binding, fields }) =>
      messageIn(fields, { binding, url: action, at: null, found: 'the form of a page' }) ?? [],
  )
}

/** The forms with such a field, and those fields. */
export function formsOf(html: string, isWanted: (name: string) => boolean = isOfInterest): Form[] {
  const outside: Form = { action: null, binding: 'post', fields: [] }
  const forms = new Set<Form>()
  let current = outside
  for (const tag of tagsOf(html)) {
    const name = tag.attributes.get('name') ?? ''
    if (tag.name === 'form') current = openForm(tag)
    else if (tag.name === '/form') current = outside
    else if (isWanted(name) && !tag.attributes.has('disabled')) {
      const value = fieldValueOf(tag)
      if (value === null) continue
      current.fields.push([name, value])
      forms.add(current)
    }
  }
  return [...forms]
}

function fieldValueOf({ name, attributes, text }: Tag): string | null {
  if (name === 'textarea') return text.replace(/^\r?\n/, '')
  const isChoice = /^(radio|checkbox)$/i.test(attributes.get('type') ?? '')
  return name === 'input' && (!isChoice || attributes.has('checked')) ? (attributes.get('value') ?? '') : null
}

/** A form without method is sent by GET (HTML Standard, form submission). */
function openForm({ attributes }: Tag): Form {
  const isPosted = attributes.get('method')?.trim().toLowerCase() === 'post'
  return { action: attributes.get('action') ?? null, binding: isPosted ? 'post' : 'redirect', fields: [] }
}
