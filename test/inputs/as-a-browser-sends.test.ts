import { expect, test } from '@jest/globals'
import { readCapturedMessages } from '../../src/core/inputs/formats.ts'

const post = (fields: string) => `<!doctype html><html><body><form method=post>${fields}</form></body></html>`
const field = (value: string, more = '') => `<input name=SAMLResponse value="${value}"${more}>`

test.each([
  ['of a textarea its text', post('<textarea name=SAMLResponse>\nA&#43;B=</textarea>'), 'A+B='],
  ['no field that is disabled', post(field('OLD', ' disabled') + field('NEW')), 'NEW'],
  ['no form that is the text of a title', `<html><title>${post(field('T'))}</title>${post(field('NEW'))}`, 'NEW'],
  ['the form after an empty comment', `<html><!-->${post(field('NEW'))}<!-- ${post(field('OLD'))} -->`, 'NEW'],
  ['half a character as the one for what cannot be sent', post(field('&#xD800;A')), '\ufffdA'],
  ['what curl encodes as it is', "curl https://x/ --data-urlencode 'SAMLResponse=A+B%2B='", 'A+B%2B='],
  ['what curl puts into a part as it is', 'curl https://x/ -F "SAMLResponse=A+B="', 'A+B='],
  ['what curl sends as it is, decoded', "curl https://x/ -d 'SAMLResponse=A%2BB='", 'A+B='],
])('the message is %s', (_name, input, sent) => {
  expect(readCapturedMessages(Buffer.from(input)).flatMap(({ fields }) => fields)).toEqual([sent])
})
