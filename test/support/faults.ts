import { afterAll, beforeAll, expect } from '@jest/globals'
import type { ResponseStyle } from '../../src/core/domain/response-style.ts'
import type { Mutation } from '../../src/core/mutations/mutation.ts'
import { RESPONSE_STYLES } from '../../src/core/products/index.ts'
import { type FlexIamMock, startFlexIamMock } from '../../src/index.ts'
import { findingsOf, type JudgedGeneration } from './idp.ts'

/** Starts a harness for a suite of faults, and finds out what each response style raises without a fault. */
export function faultSuite() {
  let harness: FlexIamMock
  const ofThemselves = new Map<string, string[]>()
  beforeAll(async () => {
    harness = await startFlexIamMock()
    for (const style of RESPONSE_STYLES)
      for (const generation of ['legacy', 'enhanced'] as const)
        ofThemselves.set(`${style.id} ${generation}`, await findingsOf(harness, style, generation, null))
  })
  afterAll(() => harness.close())

  /** That a fault raises its finding, and nothing else that the response style does not raise without it. */
  return async (style: ResponseStyle, generation: JudgedGeneration, fault: Mutation): Promise<void> => {
    const raised = await findingsOf(harness, style, generation, fault)
    const wanted = [...fault.raises]
    expect(raised).toEqual(expect.arrayContaining(wanted))
    expect([...wanted, ...(ofThemselves.get(`${style.id} ${generation}`) ?? [])]).toEqual(
      expect.arrayContaining(raised),
    )
  }
}
