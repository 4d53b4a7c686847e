import type { Product } from '../domain/product.ts'
import { HarnessError } from '../errors.ts'
import { PRODUCTS } from '../products/index.ts'

/**
 * The product with this id.
 * @throws HarnessError INVALID_REQUEST with a list of the known ones
 */
export function requireProduct(id: string): Product {
  const product = PRODUCTS.find((each) => each.id === id)
  if (product) return product
  const known = PRODUCTS.map((each) => each.id).join(', ')
  throw new HarnessError('INVALID_REQUEST', `There is no product '${id.slice(0, 60)}'.`, `Use one of ${known}.`)
}
