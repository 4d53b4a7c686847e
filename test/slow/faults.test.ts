import { describe, test } from '@jest/globals'
import { incompatibility } from '../../src/app/idp/issue.ts'
import { FAULTS } from '../../src/core/mutations/index.ts'
import { RESPONSE_STYLES } from '../../src/core/products/index.ts'
import { faultSuite } from '../support/faults.ts'

const expectExactly = faultSuite()

describe.each(RESPONSE_STYLES)('$name', (style) => {
  describe.each(['legacy', 'enhanced'] as const)('%s', (generation) => {
    const fit = FAULTS.filter((fault) => incompatibility(fault, style, generation) === null)
    test.each(fit)('$name raises its finding and nothing else', (fault) => expectExactly(style, generation, fault))
  })
})
