import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { choiceOf, explainFix } from '../../src/core/checks/explain.ts'
import { CHECKS } from '../../src/core/checks/index.ts'
import { targetFor } from '../../src/core/connection/judge-target.ts'
import { IDP_SETTINGS, type Product, type Traits } from '../../src/core/domain/product.ts'
import { generic } from '../../src/core/products/generic.ts'
import { PRODUCTS, productOf, recognizeProduct } from '../../src/core/products/index.ts'
import { renderProductIndex, renderProductPage } from '../../src/core/report/product-page.ts'

const NOTHING: Traits = {
  issuer: 'https://idp.example.com/',
  certificateSubjects: [],
  claimNames: [],
  responseId: null,
  assertionId: null,
  prefixes: null,
}
const SETTINGS = targetFor('legacy', `AC${'a'.repeat(32)}`, null)
const KNOWN = PRODUCTS.filter(({ id }) => id !== 'generic')

test('each product has its own id, and an unknown id gives the generic one', () => {
  expect(new Set(PRODUCTS.map(({ id }) => id)).size).toBe(PRODUCTS.length)
  expect(productOf('no-such-product').id).toBe('generic')
})

test.each(PRODUCTS.map((product) => [product.id, product] as const))(
  '%s has every setting and names its sources',
  (_id, product) => {
    expect(Object.keys(product.settings).sort()).toEqual([...IDP_SETTINGS].sort())
    for (const id of Object.keys(product.defaults)) expect(CHECKS.map((check) => check.id)).toContain(id)
    const urls = [
      ...Object.values(product.settings).map((place) => place?.source),
      ...product.nothingArrives.map(({ source }) => source),
      ...product.documentation.map(({ url }) => url),
      product.guide.url,
    ]
    for (const url of urls) if (url != null) expect(url).toMatch(/^https:\/\/[^\s]+$/)
    expect(product.checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(product.documentation.length).toBeGreaterThan(0)
    for (const value of ['{acsUrl}', '{entityId}']) expect(product.setUp.join('\n')).toContain(value)
    const places = Object.values(product.settings).filter((place) => place !== null)
    for (const { menu, field } of places)
      expect([menu, field].every((text) => text.trim() === text && text !== '')).toBe(true)
  },
)

test.each(KNOWN.map(({ id, signs }) => [id, signs] as const))(
  'one weak sign of %s is not enough, nor several of the same trait',
  (_id, signs) => {
    for (const { trait } of signs.filter(({ weight }) => weight === 'weak')) {
      const same = signs.filter((sign) => sign.trait === trait && sign.weight === 'weak')
      const product: Product = { ...generic, id: 'made-up', signs: same.map((sign) => ({ ...sign, pattern: /^/ })) }
      const traits = {
        ...NOTHING,
        issuer: '',
        responseId: '',
        assertionId: '',
        prefixes: '',
        certificateSubjects: [''],
        claimNames: [''],
      }
      expect(recognizeProduct(traits, [product, generic]).product.id).toBe('generic')
    }
  },
)

const ISSUERS: [issuer: string, product: string][] = [
  ['https://sts.windows.net/0f0e0d0c-1111-4222-8333-444455556666/', 'entra'],
  ['http://www.okta.com/exk1a2b3c4d5E6F7G8h9', 'okta'],
  ['https://accounts.google.com/o/saml2?idpid=C01abc2de', 'google'],
  ['https://example.my.salesforce.com', 'salesforce'],
  ['urn:example.eu.auth0.com', 'auth0'],
  ['http://adfs.example.com/adfs/services/trust', 'adfs'],
  ['https://sso.example.com/realms/support', 'keycloak'],
  ['https://auth.pingone.eu/0f0e0d0c-1111-4222-8333-444455556666', 'ping'],
  ['https://app.onelogin.com/saml/metadata/0f0e0d0c-1111-4222-8333-444455556666', 'onelogin'],
  ['https://idp.example.com/', 'generic'],
  ['https://sts.windows.net.example.com/0f0e0d0c-1111-4222-8333-444455556666/', 'generic'],
  ['https://example.com/?https://accounts.google.com/o/saml2?idpid=C01abc2de', 'generic'],
  ['https://accounts.google.com.example.com/o/saml2?idpid=C01abc2de', 'generic'],
]
test.each(ISSUERS)('the issuer %s is that of %s', (issuer, product) => {
  const recognition = recognizeProduct({ ...NOTHING, issuer })
  expect(recognition.product.id).toBe(product)
  expect(recognition.evidence).not.toEqual([])
})

test('two products with equal evidence give the generic one', () => {
  const issuer = /^https:\/\/idp\.example\.com/
  const twin = (id: string): Product => ({
    ...generic,
    id,
    signs: [{ trait: 'issuer', pattern: issuer, weight: 'strong', says: id }],
  })
  const { product, evidence } = recognizeProduct(NOTHING, [twin('one'), twin('two')])
  expect(product.id).toBe('generic')
  expect(evidence.join()).toContain('one')
})

test('a product is one record: a new one is recognised, and its menu names are used', () => {
  const madeUp: Product = {
    ...generic,
    id: 'acme',
    name: 'Acme Login',
    signs: [{ trait: 'issuer', pattern: /^acme:/, weight: 'strong', says: 'the issuer begins with acme:' }],
    settings: {
      ...generic.settings,
      entityId: { menu: 'Apps › SAML', field: 'For whom', source: 'https://acme.example.com' },
    },
    defaults: { 'audience-names-entity-id': 'Acme leaves it empty.' },
  }
  const { product, evidence } = recognizeProduct({ ...NOTHING, issuer: 'acme:1' }, [...PRODUCTS, madeUp])
  expect(evidence).toEqual(['the issuer begins with acme:'])
  const check = CHECKS.find(({ id }) => id === 'audience-names-entity-id')
  if (!check) throw new Error('no such check')
  expect(explainFix(check, product, SETTINGS)).toBe(
    `Acme Login: Apps › SAML › For whom: enter ${SETTINGS.audience}. Acme leaves it empty.`,
  )
})

test.each(PRODUCTS.map((product) => [product.id, product] as const))(
  '%s has one instruction for every check',
  (_id, product) => {
    for (const check of CHECKS) {
      const fix = explainFix(check, product, SETTINGS)
      expect(fix).toMatch(/\.$/)
      expect(fix).not.toMatch(/\{(acsUrl|entityId|sid)\}|undefined/)
      const { remedy } = check
      if (remedy.side === 'idp' && 'enter' in remedy.to && product.settings[remedy.setting])
        expect(fix).toContain(remedy.to.enter === 'acsUrl' ? SETTINGS.acs[0] : SETTINGS.audience)
    }
  },
)

const readDoc = (name: string) => readFileSync(new URL(`../../docs/idp/${name}.md`, import.meta.url), 'utf8')

test.each(PRODUCTS.map((product) => [product.id, product] as const))('docs/idp/%s.md is up to date', (id, product) => {
  expect(readDoc(id)).toBe(renderProductPage(product))
})

test('docs/idp lists every product, and has no other pages', () => {
  expect(readDoc('README')).toBe(renderProductIndex())
  const pages = readdirSync(new URL('../../docs/idp/', import.meta.url)).sort()
  expect(pages).toEqual(['README.md', ...PRODUCTS.map(({ id }) => `${id}.md`)].sort())
})

test.each(PRODUCTS.map((product) => [product.id, product] as const))(
  'the page of %s shows every value, and none as markup',
  (_id, product) => {
    const page = renderProductPage(product)
    expect(page).not.toMatch(/\{(acsUrl|entityId|sid)\}|undefined/)
    const prose = page.replaceAll(/```.*?```/gs, '').replaceAll(/`[^`\n]*`/g, '')
    expect(prose).not.toMatch(/[<`]/)
    const columns = page.split('\n').filter((line) => /^\| (where responses|who they)/.test(line))
    expect(columns.map((line) => line.split(/(?<!\\)\|/).length)).toEqual([6, 6])
  },
)

test.each(PRODUCTS.map((product) => [product.id, product] as const))(
  '%s names no field twice, and the value for roles fits its field',
  (_id, product) => {
    for (const place of Object.values(product.settings)) {
      expect(place?.menu.split(' › ').at(-1)).not.toBe(place?.field ?? '')
      expect(place?.note ?? 'None.').toMatch(/\.$/)
    }
    const takesName = /name|attribute/i.test(product.settings.roles?.field ?? '')
    expect(choiceOf('roles', product, 'both')).toMatch(takesName && product.id !== 'generic' ? /^roles$/ : /agent/)
  },
)

test('a weak sign does not count next to a strong one of the same trait', () => {
  const traits = {
    ...NOTHING,
    issuer: 'https://sso.jumpcloud.com/saml2/flex',
    certificateSubjects: ['C=US, O=Okta, OU=SSOProvider'],
  }
  expect(recognizeProduct(traits).product.id).toBe('generic')
})
