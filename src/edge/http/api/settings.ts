import type { Router } from 'express'
import { z } from 'zod'
import { requireProduct } from '../../../core/connection/product.ts'
import { describeIdpSettings } from '../../../core/connection/setup-guide.ts'
import { sidPrefixOf } from '../../../core/domain/sid.ts'
import { HarnessError } from '../../../core/errors.ts'
import { text, WORD_CHARACTERS } from '../../../core/input/limits.ts'
import { parseInput } from '../../../core/input/parse-input.ts'
import { baseUrlOf } from '../base-url.ts'
import type { AppContext } from '../context.ts'
import { param } from './request.ts'

/** In whose words. */
export const settingsQuery = z.strictObject({
  product: text(WORD_CHARACTERS).optional().describe('A product by its id; absent: that of the connection'),
})

/** What to enter in the IdP and in the Console; for every SID, whether or not a connection is saved. */
export function settingsRoutes(router: Router, context: AppContext): void {
  router.get('/settings/:sid', async (request, response) => {
    const sid = param(request, 'sid')
    if (sidPrefixOf(sid) === null)
      throw new HarnessError('INVALID_REQUEST', `'${sid}' is no SID.`, 'Use AC or JQ and 32 hexadecimal digits.')
    const connection = await context.store.loadConnection(sid)
    const { product: named = connection?.product ?? 'generic' } = parseInput(settingsQuery, request.query, 'the query')
    const product = requireProduct(named)
    response.json(describeIdpSettings(sid, connection, product, baseUrlOf(request, context)))
  })
}
