import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Report } from '../../src/index.ts'
import { listAllFixtures, loadFixture } from '../support/fixtures.ts'
import { isLostInRedaction } from '../support/lost-in-redaction.ts'
import { redact } from '../support/redaction.ts'
import { ACCOUNT, buildResponse, IDP_CERTIFICATE, NOW } from '../support/response.ts'
import { runs } from '../support/runs.ts'

/** What a login is about: words that only its sender knows. */
interface Words {
  name: string
  host: string
  city: string
}

const escapeXml = (text: string) => Array.from(text, (character) => `&#${character.codePointAt(0)};`).join('')
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Every place of a login where a word may stand, written in every way; what is returned may not be seen afterwards. */
function tell({ name, host, city }: Words) {
  const domain = `${host}.example.com`
  const email = `${name}@${domain}`
  const value = (text: string) => `<saml:AttributeValue>${text}</saml:AttributeValue>`
  const claim = (claimName: string, ...values: string[]) =>
    `<saml:Attribute Name="${escapeXml(claimName)}" FriendlyName="${escapeXml(name)}">${values.map(value).join('')}</saml:Attribute>`
  const half = Math.ceil(name.length / 2)
  const extras = [
    claim(`http://${domain}/${name}/email`, escapeXml(email.toUpperCase())),
    claim(
      `${city}.${name}.int`,
      `<![CDATA[${name}]]>`,
      `${escapeXml(name.slice(0, half))}<!--${city.replace(/-/g, '_')}-->${escapeXml(name.slice(half))}`,
    ),
    claim('roles', escapeXml(`agent, ${name},"supervisor"`)),
    claim(
      'location',
      encodeURIComponent(city),
      base64(city),
      encodeURIComponent(base64(city)),
      base64(encodeURIComponent(email)),
    ),
    claim(
      'team_name',
      escapeXml(`${name},${city} ${name}`),
      `<x:${'Element'} xmlns:x="urn:${encodeURIComponent(city)}" at="${escapeXml(name)}">${escapeXml(city)}<saml:NameID>${escapeXml(name)}</saml:NameID><saml:${host} ${host}="1"/><${host}:x xmlns:${host}="urn:x"/></x:${'Element'}>`,
    ),
  ]
  const samlResponse = buildResponse({
    id: '_response',
    nameId: email,
    nameIdAttributes: ` NameQualifier="${escapeXml(`urn:${domain}`)}" SPProvidedID="${escapeXml(city)}"`,
    issuer: escapeXml(`https://${domain}/${city}`),
    assertionIssuer: escapeXml(`https://${domain.toUpperCase()}/${city}/`),
    destination: escapeXml(
      `https://${name}:${city}@${domain}:8443/${encodeURIComponent(name)}?${city}=${name}#${name}`,
    ),
    status: `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/><samlp:StatusMessage>${escapeXml(`${name} of ${city}`)}</samlp:StatusMessage>`,
    claims: { full_name: [`${name} ${city}`], email: [email] },
    before: (xml) =>
      `<?${'pi'} ${encodeURIComponent(name)}?>${xml.replace('</saml:AttributeStatement>', `${extras.join('')}</saml:AttributeStatement>`)}`,
  })
  const url = (path: string) => `https://${host}.example.com/${encodeURIComponent(path)}`
  const settings = {
    account: ACCOUNT,
    idpIssuer: `https://${domain}/${city}`,
    certificates: [IDP_CERTIFICATE],
    now: NOW,
    acs: [`http://${domain}:1234/v1/Accounts/${ACCOUNT}/saml2`],
    audience: `urn:${domain}:${city}`,
    ssoUrl: url(city),
    defaultRedirectUrl: url(name),
    trustedUrls: [url(name), url(`${name}/${city}`)],
    relayState: `${base64(name)}:${name}`,
  }
  const worker = {
    friendlyName: email,
    attributes: {
      [`${name}_${city}`]: { [name]: [city, 7, true, null] },
      contact_uri: `client:${email}`,
      roles: ['agent', name],
    },
  }
  const recording = {
    id: base64(name),
    fields: [samlResponse],
    reached: {
      method: 'POST',
      path: `/${encodeURIComponent(name)}/v1/Accounts/${ACCOUNT}/saml2?x=${encodeURIComponent(city)}`,
      isAcs: false,
    },
    before: { acceptedBefore: base64(city), requested: false, relayStateBack: 'cut', clockOffsets: [601, -3], worker },
  } as const
  return { settings, recording, secrets: [name, host, city, email, domain, base64(name), base64(city)] }
}

/** A text and all that can be decoded from it. */
function readingsOf(text: string): string[] {
  const tokens = text.match(/[A-Za-z0-9+/_-]{4,}={0,2}/g) ?? []
  const decoded = tokens.map((token) => Buffer.from(token, 'base64').toString('utf8'))
  return [text, unescape(text), ...decoded, ...decoded.map(unescape)]
}
const seenIn = (readings: string[], secret: string) =>
  readings.some((reading) => reading.toLowerCase().includes(secret.toLowerCase()))

function redactWords(words: Words) {
  const { settings, recording, secrets } = tell(words)
  const { header, xml, text } = redact(settings, { ...recording, fields: [...recording.fields] })
  return { text, readings: [...readingsOf(header), ...readingsOf(xml)], secrets }
}

const CONTROL = { name: 'qjxname', host: 'qjxhost', city: 'qjxcity' } // of seven letters each
const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: 3, maxLength: 24 })
const word = fc.oneof(
  letters('abcdefghijklmnopqrstuvwxyzABCDEFGHIJ'),
  letters('äöüßéжяαω漢字'),
  letters("abcxyz0123456789'-._"),
)
const host = letters('abcdefghijklmnopqrstuvwxyz0123456789').map((text) => `h${text}`)

test('a redacted bundle holds nothing of NameID, claims, addresses and hosts, however they were written', () => {
  const structure = redactWords(CONTROL).readings
  fc.assert(
    fc.property(
      fc.oneof(
        fc.record({ name: word, host, city: word }),
        word.chain((name) =>
          fc.record({
            name: fc.constant(name),
            host,
            city: fc.constantFrom(
              name,
              `${name}s`,
              `x${name}`,
              name.slice(0, 3),
              encodeURIComponent(name),
              base64(name),
            ),
          }),
        ),
      ),
      (words) => {
        const { readings, secrets } = redactWords(words)
        const seen = secrets.filter(
          (secret) => secret.length >= 3 && seenIn(readings, secret) && !seenIn(structure, secret),
        )
        expect(seen).toEqual([])
      },
    ),
    { numRuns: runs(40) },
  )
})

test('control: the same search finds every word in the bundle that is not redacted', () => {
  const { settings, recording, secrets } = tell(CONTROL)
  const { original } = redact(settings, { ...recording, fields: [...recording.fields] })
  const xml = Buffer.from(recording.fields[0] ?? '', 'base64').toString('utf8')
  const readings = [JSON.stringify(original), xml, JSON.stringify(settings)].flatMap(readingsOf)
  expect(secrets.filter((secret) => !seenIn(readings, secret))).toEqual([])
})

test('what a redacted bundle says does not depend on what was replaced, only on what was equal', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'bcdfghjkmnpqrstvwxz'), minLength: 7, maxLength: 7 })
  fc.assert(
    fc.property(fc.record({ name: plain, host: plain, city: plain }), (words) => {
      const different = new Set(Object.values(words)).size === 3
      fc.pre(different)
      expect(redactWords(words).text).toBe(redactWords(CONTROL).text)
    }),
    { numRuns: runs(20) },
  )
})

test('a redacted login of a real IdP, or with one fault, shows the findings that it had, signatures apart', () => {
  const names = listAllFixtures().filter((name) => /^(responses|checks|failures|benign)\//.test(name))
  const changed = names.flatMap((name) => {
    const { settings, recording } = loadFixture(name)
    const { original, report } = redact(settings, recording)
    const statuses = ({ findings }: Report) => findings.map(({ id, status }) => `${id} ${status}`)
    const now = new Set(statuses(report))
    const different = statuses(original).filter(
      (each) => !now.has(each) && !isLostInRedaction(each.split(' ')[0] ?? ''),
    )
    return different.length > 0 && report.subject.nameId !== null ? [{ name, different }] : []
  })
  expect(names.length).toBeGreaterThan(220)
  expect(changed).toEqual([])
})

/** Roles that Flex knows, however they are spelled, and truth values: alone, in lists, or nothing but separators. */
const stays = (text: string) =>
  /^(agent|supervisor|admin|wfo\.[a-z_]+|true|false)*$/i.test(text.replace(/[\s"',]/g, ''))

/** All but the made ones, and of those, which are many and alike, every fifth: all of them take eight seconds. */
const SAMPLE = listAllFixtures().filter((name, index) => !/^(attacks|benign)\//.test(name) || index % 15 === 0)

test('of no fixture, forged and odd ones too, does a value come through', () => {
  const structure = redactWords(CONTROL).readings
  const sought = new Set<string>()
  const shown = SAMPLE.flatMap((name) => {
    const { settings, recording } = loadFixture(name)
    const { original, header, xml } = redact(settings, recording)
    const readings = [...readingsOf(header), ...readingsOf(xml)]
    const values = original.claims.flatMap((claim) => claim.values).filter((text) => !stays(text))
    const secrets = [original.subject.nameId ?? '', original.idp.issuer ?? '', ...values].map((text) => text.trim())
    const told = secrets.filter((text) => text.length >= 3 && !seenIn(structure, text))
    if (told.length > 0) sought.add(name)
    const seen = told.filter((text) => seenIn(readings, text))
    return seen.length > 0 ? [{ name, seen }] : []
  })
  expect(shown).toEqual([])
  expect(sought.size).toBeGreaterThan(200)
})
