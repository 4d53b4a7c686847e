import type { Product, Sign, Traits } from '../domain/product.ts'
import type { ResponseStyle } from '../domain/response-style.ts'
import { adfs } from './adfs.ts'
import { auth0 } from './auth0.ts'
import { entra } from './entra.ts'
import { generic } from './generic.ts'
import { google } from './google.ts'
import { jumpcloud } from './jumpcloud.ts'
import { keycloak } from './keycloak.ts'
import { okta } from './okta.ts'
import { onelogin } from './onelogin.ts'
import { ping } from './ping.ts'
import { salesforce } from './salesforce.ts'

/** Every product, those with a Flex guide first. */
export const PRODUCTS: readonly Product[] = [
  entra,
  okta,
  google,
  salesforce,
  auth0,
  adfs,
  keycloak,
  ping,
  onelogin,
  jumpcloud,
  generic,
]

/** Every response style of the built-in IdP, the generic one first. */
export const RESPONSE_STYLES: readonly ResponseStyle[] = [
  generic,
  ...PRODUCTS.filter((each) => each !== generic),
].flatMap(({ id, name, responses }) => (responses ? [{ id, name, product: id, ...responses }] : []))

/** The product that sent a message, and the evidence for it. */
export interface Recognition {
  product: Product
  evidence: string[]
}

/**
 * Recognises the product by its signs: one strong sign, or three weak ones of different traits, if no other product scores
 * as high. Otherwise returns `generic`, and the evidence lists what was found.
 */
export function recognizeProduct(traits: Traits, products: readonly Product[] = PRODUCTS): Recognition {
  const candidates = products
    .map((product) => ({ product, found: product.signs.filter((sign) => isThere(sign, traits)) }))
    .filter(({ found }) => found.length > 0)
    .map((candidate) => ({ ...candidate, weight: weightOf(candidate.found) }))
    .sort((a, b) => b.weight - a.weight)
  const [first, second] = candidates
  if (first && first.weight >= ENOUGH && first.weight > (second?.weight ?? 0))
    return { product: first.product, evidence: first.found.map(({ says }) => says) }
  const hints = candidates.map(({ product, found }) => `${found.map(({ says }) => says).join('; ')}: ${product.name}?`)
  return {
    product: generic,
    evidence: [`no product recognised; the issuer is ${traits.issuer ?? 'not given'}`, ...hints],
  }
}

/** The product with this id, or `generic`. */
export function productOf(id: string, products: readonly Product[] = PRODUCTS): Product {
  return products.find((product) => product.id === id) ?? generic
}

const STRONG = 10
const ENOUGH = 3

function isThere({ trait, pattern }: Sign, traits: Traits): boolean {
  const value = traits[trait]
  if (value === null) return false
  return typeof value === 'string' ? pattern.test(value) : value.some((each) => pattern.test(each))
}

/** Several weak signs of one trait count once, and not at all if there is a strong sign of that trait. */
function weightOf(signs: readonly Sign[]): number {
  const strong = signs.filter(({ weight }) => weight === 'strong')
  const weak = signs.filter(({ trait }) => strong.every((each) => each.trait !== trait)).map(({ trait }) => trait)
  return strong.length * STRONG + new Set(weak).size
}
