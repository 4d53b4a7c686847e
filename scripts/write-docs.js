// Writes the generated documents; the tests fail when one of them differs from what this writes.
import { writeFileSync } from 'node:fs'
import { renderCatalogue } from '../dist/report/catalogue.js'
import { reportJsonSchema } from '../dist/report/schema.js'

writeFileSync(
  new URL('../docs/report.schema.json', import.meta.url),
  `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
)
writeFileSync(new URL('../docs/checks.md', import.meta.url), renderCatalogue())
