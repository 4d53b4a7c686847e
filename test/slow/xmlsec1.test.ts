import { afterAll, expect, test } from '@jest/globals'
import { readBundle } from '../../src/core/bundle/bundle.ts'
import { RESPONSE_STYLES } from '../../src/core/products/index.ts'
import { runCli } from '../support/cli.ts'
import { listAllFixtures } from '../support/fixtures.ts'
import { TENANTS } from '../support/idp.ts'
import { certificatesOf, compareSignatures, documentOf } from '../support/judges/second-opinion.ts'
import { openXmlsec1 } from '../support/judges/xmlsec1.ts'

const xmlsec1 = openXmlsec1()
afterAll(xmlsec1.close)

test.each(listAllFixtures())('xmlsec1 says of the signatures of %s what we say', (name) =>
  compareSignatures(name, 'xmlsec1', xmlsec1.says),
)

test.each(RESPONSE_STYLES)('xmlsec1 verifies what the built-in $name signs', async ({ id, signs }) => {
  const { stdout } = await runCli(['mint', '--product', id, '--connection', TENANTS.enhanced, '--format', 'bundle'])
  const bundle = readBundle(stdout, String)
  const bytes = documentOf(bundle) ?? Buffer.alloc(0)
  for (const over of signs)
    expect([over, await xmlsec1.says({ bytes, certificates: certificatesOf(bundle) }, over)]).toEqual([over, true])
})
