// Writes the generated documents; the tests fail when one of them differs from what this writes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { renderFaults } from '../dist/idp/faults/render.js'
import { PRODUCTS } from '../dist/products/index.js'
import { renderCatalogue } from '../dist/report/catalogue.js'
import { renderProductIndex, renderProductPage } from '../dist/report/product-page.js'
import { reportJsonSchema } from '../dist/report/schema.js'

writeFileSync(
  new URL('../docs/report.schema.json', import.meta.url),
  `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
)
writeFileSync(new URL('../docs/checks.md', import.meta.url), renderCatalogue())
writeFileSync(new URL('../docs/faults.md', import.meta.url), renderFaults())

const IDP = new URL('../docs/idp/', import.meta.url)
mkdirSync(IDP, { recursive: true })
writeFileSync(new URL('README.md', IDP), renderProductIndex())
for (const product of PRODUCTS) writeFileSync(new URL(`${product.id}.md`, IDP), renderProductPage(product))
