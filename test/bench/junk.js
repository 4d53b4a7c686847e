// What the largest messages cost that are no logins: processor time, as one message must not keep all others waiting.
import { checkResponse } from '../../dist/index.js'
import { cpuOf, table } from './measure.js'
import { settingsAt, writeLogin } from './messages.js'

const XML_BYTES = 192 * 1024
const FORM_BYTES = 256 * 1024 - 'SAMLResponse='.length

const fill = (unit, bytes) => unit.repeat(Math.floor(bytes / unit.length))
const OPEN = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">'
const CLOSE = '</samlp:Response>'
const inside = (unit) => OPEN + fill(unit, XML_BYTES - OPEN.length - CLOSE.length) + CLOSE
const limited = (unit, times, text = '') => {
  const content = unit.repeat(times)
  return OPEN + content + fill(text || 'x', XML_BYTES - OPEN.length - CLOSE.length - content.length) + CLOSE
}
const genuine = (settingsNow) => Buffer.from(writeLogin(1, settingsNow, { values: 20 }), 'base64').toString()
const intoExtensions = (xml, content) =>
  xml.replace('<samlp:Status>', () => `<samlp:Extensions>${content}</samlp:Extensions><samlp:Status>`)
const around = (now, unit, times) => {
  const xml = genuine(now)
  const content = unit.repeat(times)
  return intoExtensions(xml, content + fill('x', XML_BYTES - xml.length - content.length - 60))
}

/** Each kind with its XML; those at the edge of a limit pass the gate and cost the most. */
const XML_KINDS = {
  'one long text': () => inside('x'),
  'elements beyond the limit': () => inside('<a/>'),
  'as many elements as are allowed': () => limited('<a/>', 1_990),
  'as many attributes as are allowed': () => limited('<a b="1" c="2"/>', 1_990),
  'as deep as is allowed': () => limited(`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`, 33),
  'as many namespaces as are allowed': () =>
    limited(`<a ${Array.from({ length: 100 }, (_, index) => `xmlns:n${index}="u:${index}"`).join(' ')}/>`, 49),
  comments: () => inside('<!---->'),
  'as many comments as are allowed': () => limited('<!---->', 2_490),
  references: () => inside('&#38;'),
  'open tags without end': () => fill('<a>', XML_BYTES),
  'quotes without end': () => `<a b='${fill('"', XML_BYTES - 6)}`,
  'less-than signs': () => fill('<', XML_BYTES),
  'an unknown document': () => `<a>${fill('<b c="d">e</b>', 27_000)}${fill('x', XML_BYTES - 27_010)}</a>`,
  'a genuine login full of elements': (now) => around(now, '<b/>', 1_900),
  'a genuine login full of text': (now) => around(now, '', 0),
  'a genuine login full of IDs': (now) => around(now, '<a ID="b"/>', 1_900),
  'a genuine login full of comments': (now) => around(now, '<!--x-->', 2_480),
  'signatures inside': () => limited('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>', 1_900),
  'assertions inside': () => limited('<a:Assertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"/>', 1_900),
  'a genuine login and empty assertions': (now) =>
    genuine(now).replace(
      '</samlp:Response>',
      () => `${'<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>'.repeat(1_900)}</samlp:Response>`,
    ),
  'a genuine login full of claims without name': (now) =>
    genuine(now).replace(
      '</saml:AttributeStatement>',
      () => `${'<saml:Attribute/>'.repeat(1_900)}</saml:AttributeStatement>`,
    ),
  'status codes inside': () => limited('<samlp:Status><samlp:StatusCode/></samlp:Status>', 990),
}

const FIELD_KINDS = {
  'no base64': () => fill('%', FORM_BYTES),
  'spaces only': () => fill(' ', FORM_BYTES),
  'base64 that ends wrongly': () => `${fill('A', FORM_BYTES - 1)}=`,
  'random bytes': () =>
    Buffer.from(Array.from({ length: XML_BYTES }, (_, index) => (index * 7919) % 251)).toString('base64'),
}

export async function benchJunk() {
  const now = new Date()
  const settings = { ...settingsAt(now), signaturePolicy: 'either' }
  const fields = [
    ...Object.entries(FIELD_KINDS).map(([kind, write]) => [kind, write()]),
    ...Object.entries(XML_KINDS).map(([kind, write]) => [kind, Buffer.from(write(now)).toString('base64')]),
  ]
  const rows = []
  for (const [kind, field] of fields) {
    await checkResponse(field, settings)
    const cause = (await checkResponse(field, settings)).findings.find(
      ({ severity, status }) => severity === 'error' && status === 'fail',
    )
    rows.push([kind, await cpuOf(() => checkResponse(field, settings)), cause?.id])
  }
  rows.sort(([, one], [, other]) => other - one)
  return table(
    ['kind', 'processor time', 'first failed error'],
    rows.map(([kind, ms, cause]) => [kind, `${ms.toFixed(1)} ms`, cause]),
  )
}
