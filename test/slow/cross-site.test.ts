import { expect, test } from '@jest/globals'
import { ALL_WAYS, deviations, fromElsewhere, GUARDED } from '../support/cross-site.ts'
import { withHarness } from '../support/harness.ts'

test('no route that is not open answers another site, in whatever way its page makes a browser ask', () =>
  withHarness(async (harness) => {
    expect(await deviations(harness, GUARDED, fromElsewhere(ALL_WAYS), () => 'refused')).toEqual([])
  }))
