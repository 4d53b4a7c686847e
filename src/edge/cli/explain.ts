import { CHECKS } from '../../core/checks/index.ts'
import { nearNames } from '../../core/checks/near-names.ts'
import { requireProduct } from '../../core/connection/product.ts'
import { HarnessError } from '../../core/errors.ts'
import { findCheck, renderCheck, renderList } from '../../core/report/catalogue.ts'
import { renderProductPage } from '../../core/report/product-page.ts'
import type { Define } from './define.ts'
import { productOption } from './options.ts'

/** `explain [CHECK-ID]`: what a check requires, its source and its fix. Without an id, a list of checks, or the guide of a product. */
export const define: Define = (command) => {
  command
    .argument('[check-id]', 'the id of a finding')
    .addOption(productOption('use the menu names of this IdP product; without a check, show the guide of the product'))
    .action((id: string | undefined, { product }: { product?: string }) => {
      process.stdout.write(explain(id, product))
    })
}

function explain(id: string | undefined, named: string | undefined): string {
  const product = named === undefined ? undefined : requireProduct(named)
  if (id === undefined) return product ? renderProductPage(product) : renderList()
  const check = findCheck(id)
  if (check) return renderCheck(check, product)
  const near = nearNames(
    id,
    CHECKS.map((each) => each.id),
  )
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : ''
  throw new HarnessError('INVALID_REQUEST', `There is no check '${id}'.`, `${hint}flex-iam-mock explain lists them.`)
}
